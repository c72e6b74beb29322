#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/safe_targets.h"

namespace hookline::core_api {

/// Which of a daemon's webhooks (the answer of GET /api/webhooks) would take the events and are no safe targets, each as
/// api::targetText has it. An entry that cannot be read is not safe.
std::vector<std::string> unsafeTargets(const nlohmann::json& webhooks, const api::SimulatedEvents& events);

}  // namespace hookline::core_api
