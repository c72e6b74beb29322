#pragma once
#include <utility>

#include "api/answers.h"
#include "api/route_table.h"
#include "api/router_state.h"

namespace hookline::api::internal {

// What the files of the calls about one delivery share.

base::Error deliveryNotFound();

/// Reads the delivery that the call's first parameter names and goes on with it, or answers 404.
template <typename Then>
void withDelivery(const Context& context, Call call, Then then) {
  const auto id = model::DeliveryId::parse(call.parameters[0]);
  if (!id) return call.refuse(deliveryNotFound());
  context->services.store.delivery(*id, base::Completion<store::DeliveryDetail>([context, call = std::move(call), then = std::move(then)](
                                                                                    base::Result<store::DeliveryDetail> detail) mutable {
    if (detail) return then(context, std::move(call), std::move(*detail));
    call.refuse(detail.error().code == base::Errc::kNotFound ? deliveryNotFound() : detail.error());
  }));
}

}  // namespace hookline::api::internal
