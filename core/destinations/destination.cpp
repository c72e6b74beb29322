#include "destinations/destination.h"

#include "destinations/custom.h"

namespace hookline::destinations {

const Destination* destinationFor(model::WebhookKind kind) {
  static const Custom kCustomDestination;
  return kind == model::WebhookKind::kCustom ? &kCustomDestination : nullptr;
}

base::Result<model::HttpRequest> requestFor(const Occasion& occasion) {
  if (const auto* destination = destinationFor(occasion.webhook.kind)) return destination->request(occasion);
  return base::fail(base::Errc::kInvalid, "this version cannot send to such webhooks");
}

}  // namespace hookline::destinations
