#include "core_api/safe_targets.h"

#include <algorithm>

#include "base/encoding.h"
#include "model/webhook.h"
#include "net/url.h"

namespace hookline::core_api {
namespace {

bool isLoopback(const net::Url& url) {
  if (url.address) return url.address->isLoopback();
  return url.host == "localhost" || url.host.ends_with(".localhost");
}

std::string memberText(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool memberFlag(const nlohmann::json& object, const char* name, bool otherwise) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

bool takes(const nlohmann::json& entry, std::string_view chatbotId, const std::vector<std::string>& types) {
  model::Webhook webhook;
  webhook.enabled = memberFlag(entry, "enabled", true);
  webhook.chatbotId = memberText(entry, "chatbotId");
  if (webhook.chatbotId.empty()) webhook.chatbotId = "*";
  if (const auto events = entry.find("events"); events != entry.end() && events->is_array()) {
    for (const auto& one : *events)
      if (one.is_string()) webhook.events.push_back(one.get<std::string>());
  }
  if (!webhook.enabled) return false;
  if (types.empty()) return webhook.chatbotId == "*" || webhook.chatbotId == chatbotId;
  return std::any_of(types.begin(), types.end(),
                     [&](const auto& type) { return model::match(webhook, chatbotId, type) == model::NoMatch::kNone; });
}

}  // namespace

std::vector<std::string> unsafeTargets(const nlohmann::json& webhooks, std::string_view chatbotId, const std::vector<std::string>& types) {
  std::vector<std::string> found;
  for (const auto& entry : webhooks) {
    if (!entry.is_object()) {
      found.emplace_back("a webhook that cannot be read");
      continue;
    }
    if (!takes(entry, chatbotId, types) || memberFlag(entry, "test", false)) continue;
    const auto url = net::parseUrl(memberText(entry, "url"));
    if (url && isLoopback(*url)) continue;
    found.push_back(base::printable(memberText(entry, "name")) + " (" + (url ? url->host : memberText(entry, "kind")) + ")");
  }
  return found;
}

}  // namespace hookline::core_api
