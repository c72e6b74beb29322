#include "destinations/destination.h"

#include "destinations/custom.h"

namespace hookline::destinations {

const Destination* destinationFor(model::WebhookKind kind) {
  static const Custom kCustomDestination;
  return kind == model::WebhookKind::kCustom ? &kCustomDestination : nullptr;
}

base::Result<model::HttpRequest> requestFor(const Occasion& occasion) {
  // Signed with nothing, or without its headers, a request would be another one than the receiver was promised.
  if (model::isLocked(occasion.webhook)) return base::fail(base::Errc::kInvalid, model::lockedReason(occasion.webhook));
  if (const auto* destination = destinationFor(occasion.webhook.kind)) return destination->request(occasion);
  return base::fail(base::Errc::kInvalid, "this version cannot send to such webhooks");
}

}  // namespace hookline::destinations
