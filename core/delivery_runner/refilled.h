#pragma once
#include <utility>

#include "delivery/engine.h"
#include "store/records.h"

namespace hookline::delivery_runner {

/// The store's answer to a Refill as the engine takes it.
inline delivery::Refilled refilled(model::WebhookId webhook, base::Result<store::DuePage> page) {
  if (!page) return {webhook, base::fail(page.error()), false};
  return {webhook, std::move(page->items), page->complete};
}

}  // namespace hookline::delivery_runner
