#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/hubspot_records.h"
#include "sandbox/service.h"

namespace hookline::sandbox::internal {

/// Whether …/batch/{verb} is served.
bool isHubSpotBatch(std::string_view verb);

/// POST /crm/objects/2026-09/contacts/batch/{verb}, one that isHubSpotBatch knows; `body` has inputs, a list. Each input is done or fails
/// by itself: 201 for what was made, 204 for what was archived, else 200; a 207 names in `errors` those that failed.
ServiceReply hubSpotBatch(HubSpotRecords& records, const std::string& type, std::string_view verb, const nlohmann::json& body,
                          base::WallTime at);

/// `status`, or 207 when an input failed.
ServiceReply hubSpotBatchReply(int status, base::WallTime at, nlohmann::ordered_json results, nlohmann::ordered_json errors);
nlohmann::ordered_json hubSpotBatchError(std::string_view category, const std::string& message, nlohmann::ordered_json context);

/// The names of the properties that an input sets: an answer shows them.
std::vector<std::string> hubSpotNamesIn(const nlohmann::json& input);

}  // namespace hookline::sandbox::internal
