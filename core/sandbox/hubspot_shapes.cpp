#include "sandbox/hubspot_shapes.h"

#include <array>
#include <utility>

#include "sandbox/json_reading.h"
#include "sandbox/service.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

bool isVersion(std::string_view text) {
  const auto digit = [&text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() == 7) return digit(0) && digit(1) && digit(2) && digit(3) && text[4] == '-' && digit(5) && digit(6);
  return text == "v3" || text == "v4";
}

}  // namespace

std::optional<HubSpotRoute> hubSpotRoute(std::string_view path) {
  const auto raw = pathParts(path);
  if (raw.size() < 4 || raw[0] != "crm") return std::nullopt;
  // A dated version stands behind the word, a numbered one before it.
  const std::size_t at = raw[1] == "v3" || raw[1] == "v4" ? 1 : 2;
  if (!isVersion(raw[at])) return std::nullopt;
  HubSpotRoute route{std::string(raw[at]), {}};
  for (std::size_t i = 1; i < raw.size(); ++i)
    if (i != at) route.parts.push_back(percentDecoded(raw[i]));
  return route;
}

std::string hubSpotSingular(std::string_view type) { return std::string(type.substr(0, type.size() - 1)); }

std::vector<std::string> hubSpotDefaults(std::string_view type) {
  if (type == "contacts") return {"email", "firstname", "lastname"};
  if (type == "deals") return {"amount", "closedate", "dealname", "dealstage", "pipeline"};
  return {};
}

ordered_json hubSpotView(const HubSpotRecord& record, const std::vector<std::string>& names) {
  const auto created = base::formatIso(record.created);
  const auto updated = base::formatIso(record.updated);
  auto properties = ordered_json::object();
  for (const auto& name : names) {
    const auto at = record.properties.find(name);
    properties[name] = at == record.properties.end() ? ordered_json(nullptr) : ordered_json(at->second);
  }
  properties[record.type == "notes" ? "hs_createdate" : "createdate"] = created;
  properties[record.type == "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate"] = updated;
  properties["hs_object_id"] = record.id;
  return {{"id", record.id}, {"properties", std::move(properties)}, {"createdAt", created}, {"updatedAt", updated}, {"archived", false}};
}

ordered_json hubSpotPipelines(base::WallTime at) {
  const auto time = base::formatIso(at);
  const auto made = [&time](const char* id, const char* label, int order) {
    return ordered_json{{"id", id},          {"label", label},    {"displayOrder", order},
                        {"createdAt", time}, {"updatedAt", time}, {"archived", false}};
  };
  const auto stage = [&made](const char* id, const char* label, int order, const char* probability) {
    auto out = made(id, label, order);
    const std::string_view chance(probability);
    out["metadata"] = {{"isClosed", chance == "1.0" || chance == "0.0" ? "true" : "false"}, {"probability", probability}};
    out["writePermissions"] = "CRM_PERMISSIONS_ENFORCEMENT";
    return out;
  };
  auto own = made("default", "Sales Pipeline", 0);
  own["stages"] = {stage("appointmentscheduled", "Appointment Scheduled", 0, "0.2"), stage("qualifiedtobuy", "Qualified To Buy", 1, "0.4"),
                   stage("contractsent", "Contract Sent", 2, "0.9"), stage("closedwon", "Closed Won", 3, "1.0"),
                   stage("closedlost", "Closed Lost", 4, "0.0")};
  auto chat = made("74110001", "Chat leads", 1);
  chat["stages"] = {stage("141220001", "New from chat", 0, "0.1"), stage("141220002", "Won", 1, "1.0")};
  return {{"results", {std::move(own), std::move(chat)}}};
}

ordered_json hubSpotLinkView(const HubSpotLink& link, std::string_view version) {
  if (version == "v3") return {{"id", link.toId}, {"type", hubSpotSingular(link.fromType) + "_to_" + hubSpotSingular(link.toType)}};
  const auto id = version == "v4" ? ordered_json::parse(link.toId) : ordered_json(link.toId);
  auto types = ordered_json::array();
  types.push_back({{"category", "HUBSPOT_DEFINED"}, {"typeId", link.typeId}, {"label", nullptr}});
  return {{"toObjectId", id}, {"associationTypes", std::move(types)}};
}

}  // namespace hookline::sandbox::internal
