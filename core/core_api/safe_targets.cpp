#include "core_api/safe_targets.h"

namespace hookline::core_api {
namespace {

std::string memberText(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool memberFlag(const nlohmann::json& object, const char* name, bool otherwise) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

/// What decides whether it is a safe target; a newer daemon may say more of it than this version can read.
model::Webhook readWebhook(const nlohmann::json& entry) {
  model::Webhook webhook;
  webhook.name = memberText(entry, "name");
  webhook.kind = model::parseWebhookKind(memberText(entry, "kind")).value_or(model::WebhookKind::kCustom);
  webhook.enabled = memberFlag(entry, "enabled", true);
  webhook.test = memberFlag(entry, "test", false);
  webhook.url = memberText(entry, "url");
  webhook.chatbotId = memberText(entry, "chatbotId");
  if (webhook.chatbotId.empty()) webhook.chatbotId = "*";
  if (const auto events = entry.find("events"); events != entry.end() && events->is_array()) {
    for (const auto& one : *events)
      if (one.is_string()) webhook.events.push_back(one.get<std::string>());
  }
  if (const auto settings = entry.find("settings"); settings != entry.end() && settings->is_object()) webhook.settings = *settings;
  return webhook;
}

}  // namespace

std::vector<std::string> unsafeTargets(const nlohmann::json& webhooks, const api::SimulatedEvents& events) {
  std::vector<std::string> found;
  for (const auto& entry : webhooks) {
    if (!entry.is_object()) {
      found.emplace_back("a webhook that cannot be read");
      continue;
    }
    const auto webhook = readWebhook(entry);
    if (api::isUnsafeTarget(webhook, events)) found.push_back(api::targetText(webhook));
  }
  return found;
}

}  // namespace hookline::core_api
