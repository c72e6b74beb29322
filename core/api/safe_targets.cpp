#include "api/safe_targets.h"

#include <algorithm>

#include "base/encoding.h"
#include "destinations/settings.h"
#include "net/url.h"

namespace hookline::api {
namespace {

/// Where its requests go, as far as its settings say.
base::Result<net::Url> addressOf(const model::Webhook& webhook) {
  return net::parseUrl(webhook.url.empty() ? destinations::serviceBase(webhook, {}) : webhook.url);
}

bool takes(const model::Webhook& webhook, const SimulatedEvents& events) {
  if (!webhook.enabled) return false;
  if (events.types.empty()) return webhook.chatbotId == "*" || webhook.chatbotId == events.chatbotId;
  return std::any_of(events.types.begin(), events.types.end(),
                     [&](const auto& type) { return model::match(webhook, events.chatbotId, type) == model::NoMatch::kNone; });
}

}  // namespace

bool isUnsafeTarget(const model::Webhook& webhook, const SimulatedEvents& events) {
  if (webhook.test || !takes(webhook, events)) return false;
  const auto url = addressOf(webhook);
  return !url || !url->isLoopback();
}

std::string targetText(const model::Webhook& webhook) {
  const auto url = addressOf(webhook);
  return base::printable(webhook.name) + " (" + (url ? url->host : std::string(model::toText(webhook.kind))) + ")";
}

std::string unsafeTargetsText(const std::vector<std::string>& targets, std::string_view otherChatbot, std::string_view real) {
  std::string text = "These webhooks would take the events and are no safe targets: ";
  for (std::size_t i = 0; i < targets.size(); ++i) text.append(i == 0 ? "" : ", ").append(targets[i]);
  text.append(". Mark them with \"test\": true, disable them, use another ").append(otherChatbot);
  return text.append(", or say ").append(real).append(".");
}

}  // namespace hookline::api
