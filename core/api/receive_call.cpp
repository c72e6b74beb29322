#include <algorithm>

#include "api/answers.h"
#include "api/calls.h"
#include "api/router_state.h"
#include "base/encoding.h"
#include "crypto/signature.h"

namespace hookline::api::internal {
namespace {

/// Whether either scheme's signature is right for the exact bytes. Both may be there: Hookline itself sends both.
crypto::Verification verify(const Services& services, const Request& request, std::string_view guide, std::string_view standard) {
  if (services.receiveSecret.empty()) return {false, "no secret is set (--receive-secret-file)"};
  crypto::Verification verdict;
  if (!guide.empty()) verdict = crypto::verifyGuide(services.receiveSecret, guide, request.body);
  if (!verdict.valid && !standard.empty())
    verdict = crypto::verifyStandard(services.receiveSecret, request.header("webhook-id"), request.header("webhook-timestamp"), standard,
                                     request.body, services.clock.now().wall);
  return verdict;
}

void receive(const Context& context, Call call) {
  const auto& services = context->services;
  const auto guide = call.request.header("X-Webhook-Signature");
  const auto standard = call.request.header("webhook-signature");
  if (guide.empty() && standard.empty()) return call.answer(errorAnswer(401, "Missing signature"));
  const auto verdict = verify(services, call.request, guide, standard);
  if (!verdict.valid) {
    services.log.warning("a received webhook was refused", {{"reason", verdict.reason}, {"peer", call.request.peer}});
    return call.answer(errorAnswer(401, "Invalid signature"));
  }
  if (!nlohmann::json::accept(call.request.body)) return call.answer(errorAnswer(400, "The body is not JSON."));
  const auto type = call.request.header("X-Webhook-Event");
  const auto& known = services.types.names();
  const bool isKnown = std::find(known.begin(), known.end(), type) != known.end();
  services.log.info("a webhook was received", {{"event", type}, {"known", isKnown ? "yes" : "no"}, {"peer", call.request.peer}});
  call.answer(jsonAnswer(200, {{"received", true}}));
}

}  // namespace

void addReceiveCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/webhooks/receive", std::nullopt, BodyKind::kRaw, receive, {}});
}

}  // namespace hookline::api::internal
