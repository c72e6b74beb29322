#pragma once
#include <nlohmann/json.hpp>
#include <optional>

#include "destinations/destination.h"

namespace hookline::destinations::internal {

/// HubSpot's error bodies (integrations.md §2): keyed on status and category, its texts are only quoted. Nothing: the common table decides.
std::optional<Judgement> judgeHubSpot(int status, const nlohmann::json& body);

}  // namespace hookline::destinations::internal
