#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hookline::core_api {

/// Which of a daemon's webhooks (the answer of GET /api/webhooks) would take events of a chatbot and are no safe targets for a
/// simulator. Safe are webhooks with `test: true` and those whose URL is on loopback (interfaces.md §3). Filters are not looked at:
/// what a filter might let pass counts as taken. `types` empty: every type. An entry that cannot be read is not safe.
/// Answers name and host of each ("Sales (hooks.example.com)"), never a whole URL: it may hold a secret.
std::vector<std::string> unsafeTargets(const nlohmann::json& webhooks, std::string_view chatbotId, const std::vector<std::string>& types);

}  // namespace hookline::core_api
