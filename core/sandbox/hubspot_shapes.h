#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/hubspot_records.h"

namespace hookline::sandbox::internal {

/// A path below /crm whose version is taken out: both /crm/objects/2026-09/contacts/1 and /crm/v3/objects/contacts/1 are
/// {"objects", "contacts", "1"}.
struct HubSpotRoute {
  std::string version;  ///< "2026-09", "v3"
  std::vector<std::string> parts;

  bool is(std::size_t count, std::size_t at, std::string_view word) const { return parts.size() == count && parts[at] == word; }
};

/// None: no path of the CRM's.
std::optional<HubSpotRoute> hubSpotRoute(std::string_view path);

/// What is shown of a record when nothing is asked for.
std::vector<std::string> hubSpotDefaults(std::string_view type);
/// A record as an answer shows it: the properties of these names, and those that it always has.
nlohmann::ordered_json hubSpotView(const HubSpotRecord& record, const std::vector<std::string>& names);
/// An association as the version writes it: v3 has another shape, v4 numbers.
nlohmann::ordered_json hubSpotLinkView(const HubSpotLink& link, std::string_view version);

/// The deal pipelines of an account that has its own beside HubSpot's, as it lists them.
nlohmann::ordered_json hubSpotPipelines(base::WallTime at);

/// "contact" of "contacts".
std::string hubSpotSingular(std::string_view type);

}  // namespace hookline::sandbox::internal
