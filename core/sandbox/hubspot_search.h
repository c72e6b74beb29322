#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sandbox/hubspot_records.h"

namespace hookline::sandbox::internal {

/// POST /crm/objects/2026-09/contacts/search: `input` with filterGroups (one of them must let a record through, all of its filters), query,
/// sorts, properties, limit and after; `records` in the order in which they come without a sort. The answer: {"total", "results",
/// "paging"}. A record without the property that a filter names passes NOT_HAS_PROPERTY alone. Values are compared as numbers where both
/// are some, else as times where both are ISO-8601, else as text in which upper and lower case are the same.
HubSpotResult<nlohmann::ordered_json> hubSpotSearch(const std::string& type, const nlohmann::json& input,
                                                    std::vector<const HubSpotRecord*> records);

}  // namespace hookline::sandbox::internal
