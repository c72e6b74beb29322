#include "destinations/destination.h"

#include "destinations/custom.h"

namespace hookline::destinations {

const Destination* destinationFor(model::WebhookKind kind) {
  static const Custom kCustomDestination;
  return kind == model::WebhookKind::kCustom ? &kCustomDestination : nullptr;
}

}  // namespace hookline::destinations
