#include "destinations/custom.h"

#include <chrono>

#include "crypto/signature.h"

namespace hookline::destinations {
namespace {

bool inOverlap(const Occasion& occasion) {
  const auto& webhook = occasion.webhook;
  return !webhook.previousSecret.empty() && webhook.previousSecretUntil && occasion.now < *webhook.previousSecretUntil;
}

/// One signature, or during a rotation's overlap two, the current key's first.
base::Result<std::string> standardSignatures(const Occasion& occasion, std::int64_t seconds) {
  const auto& event = occasion.event;
  auto current = crypto::signStandard(occasion.webhook.secret, event.id, seconds, *event.body);
  if (!current || !inOverlap(occasion)) return current;
  auto previous = crypto::signStandard(occasion.webhook.previousSecret, event.id, seconds, *event.body);
  if (!previous) return current;
  return *current + " " + *previous;
}

}  // namespace

const model::Integration& Custom::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kCustom,
      .title = "Custom webhook",
      .summary =
          "Your own program or any service that takes signed HTTP requests. It gets each event as it is, and can prove that it came "
          "from here.",
      .fields = {{.name = "url",
                  .kind = model::SettingKind::kUrl,
                  .label = "URL",
                  .help = "The address that takes the events.",
                  .placeholder = "https://example.com/hooks",
                  .required = true}},
      .events = {},
      .limits = {},
      .messages = false};
  return kIntegration;
}

base::Result<model::HttpRequest> Custom::request(const Occasion& occasion) const {
  const auto& event = occasion.event;
  const auto& webhook = occasion.webhook;
  model::HttpRequest request;
  request.url = webhook.url;
  request.body = event.body;
  request.timeout = webhook.timeout;
  request.allowHttp = webhook.allowHttp;
  request.caPem = webhook.caPem;
  auto& headers = request.headers;
  headers.reserve(10 + webhook.headers.size());
  headers.push_back({"Content-Type", "application/json"});
  headers.push_back({"X-Webhook-Event", event.type});
  if (webhook.signing != model::Signing::kStandard) {
    const bool old = inOverlap(occasion) && !occasion.newSecretProven;
    headers.push_back({"X-Webhook-Signature", crypto::signGuide(old ? webhook.previousSecret : webhook.secret, *event.body)});
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(occasion.now.time_since_epoch()).count();
  headers.push_back({"webhook-id", event.id});
  headers.push_back({"webhook-timestamp", std::to_string(seconds)});
  if (webhook.signing != model::Signing::kHookline) {
    auto signature = standardSignatures(occasion, seconds);
    if (!signature) return base::fail(signature.error());
    headers.push_back({"webhook-signature", std::move(*signature)});
  }
  headers.push_back({"X-Webhook-Delivery", occasion.delivery.text()});
  headers.push_back({"X-Webhook-Attempt", std::to_string(occasion.tryNumber)});
  if (event.simulated) headers.push_back({"X-Webhook-Simulated", "1"});
  headers.insert(headers.end(), webhook.headers.begin(), webhook.headers.end());
  return request;
}

}  // namespace hookline::destinations
