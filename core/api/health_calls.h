#pragma once
#include "api/health_figures.h"
#include "api/router_state.h"

namespace hookline::api::internal {

/// One webhook's health over the window from `from` to `to`, with its circuit as it is now.
WebhookHealth healthNow(const Context& context, const model::Webhook& webhook, model::WebhookFigures figures, base::WallTime from,
                        base::WallTime to);

}  // namespace hookline::api::internal
