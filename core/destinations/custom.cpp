#include "destinations/custom.h"

#include <chrono>

#include "crypto/signature.h"
#include "crypto/signer.h"

namespace hookline::destinations {
namespace {

bool inOverlap(const Occasion& occasion) {
  const auto& webhook = occasion.webhook;
  return !webhook.previousSecret.empty() && webhook.previousSecretUntil && occasion.now < *webhook.previousSecretUntil;
}

std::string guideSignature(const Occasion& occasion) {
  const auto& webhook = occasion.webhook;
  const auto& body = *occasion.event.body;
  if (inOverlap(occasion) && !occasion.newSecretProven) return crypto::signGuide(webhook.previousSecret, body);
  return occasion.signer ? occasion.signer->of(webhook.secret).guide(body) : crypto::signGuide(webhook.secret, body);
}

/// One signature, or during a rotation's overlap two, the current key's first.
base::Result<std::string> standardSignatures(const Occasion& occasion, std::int64_t seconds) {
  const auto& event = occasion.event;
  const auto& secret = occasion.webhook.secret;
  auto current = occasion.signer ? occasion.signer->of(secret).standard(event.id, seconds, *event.body)
                                 : crypto::signStandard(secret, event.id, seconds, *event.body);
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
  if (webhook.signing != model::Signing::kStandard) headers.push_back({"X-Webhook-Signature", guideSignature(occasion)});
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
