#pragma once
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

/// What the two ways of a configuration file share. Private to the room.
namespace hookline::core_api::internal {

/// Fields of a webhook's answer that Hookline sets itself: no file carries them.
inline constexpr std::array<std::string_view, 7> kSetByHookline{"id",        "status",   "givesUpAfterMs", "warnings", "secretCreatedAt",
                                                                "createdAt", "updatedAt"};
inline bool isSetByHookline(std::string_view field) {
  return std::find(kSetByHookline.begin(), kSetByHookline.end(), field) != kSetByHookline.end();
}

/// Puts what GET /api/webhooks/{id}/secret answered in the place of the masks.
template <typename Json>
void putSecrets(const nlohmann::json& secrets, Json& webhook) {
  webhook["secret"] = secrets.value("secret", "");
  const auto headers = secrets.value("headers", nlohmann::json::object());
  for (const auto& [name, value] : headers.items()) webhook["headers"][name] = value;
  if (secrets.contains("url")) webhook["url"] = secrets.at("url");
}

}  // namespace hookline::core_api::internal
