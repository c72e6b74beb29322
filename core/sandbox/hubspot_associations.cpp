#include "sandbox/hubspot_associations.h"

#include <algorithm>
#include <utility>

#include "sandbox/hubspot_batch.h"
#include "sandbox/json_reading.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kOldVersion = "v3";

tl::unexpected<HubSpotError> nothingAt(const std::string& path) {
  return tl::unexpected(HubSpotError{404, "OBJECT_NOT_FOUND", "There is nothing at " + path});
}

tl::unexpected<HubSpotError> badInput(const std::string& message) {
  return tl::unexpected(HubSpotError{400, "VALIDATION_ERROR", "Invalid input JSON: " + message});
}

tl::unexpected<HubSpotError> notThere(const std::string& id) {
  return tl::unexpected(HubSpotError{404, "OBJECT_NOT_FOUND", "Object not found. objectId are usually numeric: " + id});
}

/// Two records that an association is asked for.
struct Pair {
  const HubSpotRecord* from;
  const HubSpotRecord* to;
};

HubSpotResult<Pair> pairOf(HubSpotRecords& records, const std::string& fromType, const std::string& fromId, const std::string& toType,
                           const std::string& toId) {
  const Pair pair{records.find(fromType, fromId), records.find(toType, toId)};
  if (pair.from && pair.to) return pair;
  return notThere(pair.from ? toId : fromId);
}

/// Whether a kind of association that is asked for is the one that the types have. `types`: [{associationCategory, associationTypeId}].
bool isKnownKind(const json& types, int known) {
  return types.is_array() && !types.empty() && std::all_of(types.begin(), types.end(), [known](const json& one) {
           return memberOf(one, "associationCategory") == "HUBSPOT_DEFINED" && memberOf(one, "associationTypeId") == known;
         });
}

std::string kindName(const std::string& from, const std::string& to) { return hubSpotSingular(from) + "_to_" + hubSpotSingular(to); }

ordered_json withLabels(const Pair& pair) {
  return {{"fromObjectTypeId", HubSpotRecords::idOfType(pair.from->type)},
          {"fromObjectId", pair.from->id},
          {"toObjectTypeId", HubSpotRecords::idOfType(pair.to->type)},
          {"toObjectId", pair.to->id},
          {"labels", ordered_json::array()}};
}

ordered_json byDefault(const Pair& pair, int known) {
  return {{"from", {{"id", pair.from->id}}},
          {"to", {{"id", pair.to->id}}},
          {"associationSpec", {{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", known}}}};
}

/// What one call is about.
struct Asked {
  HubSpotRecords& records;
  const HubSpotRoute& route;
  const ServiceRequest& request;
  std::string from;
  std::string to;
  int known;  ///< the number of their association
};

ServiceReply read(const Asked& asked, const json& inputs) {
  auto results = ordered_json::array();
  auto errors = ordered_json::array();
  for (const auto& input : inputs) {
    const auto id = textOf(memberOf(input, "id"));
    auto targets = ordered_json::array();
    for (const auto& link : asked.records.linksOf(asked.from, id, asked.to)) targets.push_back(hubSpotLinkView(link, asked.route.version));
    if (!targets.empty()) {
      results.push_back({{"from", {{"id", id}}}, {"to", std::move(targets)}});
      continue;
    }
    errors.push_back(hubSpotBatchError(
        "OBJECT_NOT_FOUND", "No " + hubSpotSingular(asked.to) + " is associated with " + hubSpotSingular(asked.from) + " " + id + ".",
        {{"fromObjectId", {id}}, {"fromObjectType", {hubSpotSingular(asked.from)}}, {"toObjectType", {hubSpotSingular(asked.to)}}}));
    errors.back()["subCategory"] = "crm.associations.NO_ASSOCIATIONS_FOUND";
  }
  return hubSpotBatchReply(200, asked.request.at, std::move(results), std::move(errors));
}

/// `isDefault`: nothing but the two is given.
ServiceReply create(const Asked& asked, const json& inputs, bool isDefault) {
  const bool isOld = asked.route.version == kOldVersion;
  auto results = ordered_json::array();
  auto errors = ordered_json::array();
  for (const auto& input : inputs) {
    const auto pair = pairOf(asked.records, asked.from, textOf(memberOf(memberOf(input, "from"), "id")), asked.to,
                             textOf(memberOf(memberOf(input, "to"), "id")));
    const bool isKnown = isDefault || (isOld ? memberOf(input, "type") == kindName(asked.from, asked.to)
                                             : isKnownKind(memberOf(input, "types"), asked.known));
    if (!pair || !isKnown) {
      const auto error =
          pair ? HubSpotError{400, "VALIDATION_ERROR", "No such association from " + asked.from + " to " + asked.to} : pair.error();
      errors.push_back(hubSpotBatchError(error.category, error.message, ordered_json::object()));
      continue;
    }
    asked.records.link(*pair->from, *pair->to);
    if (isDefault)
      results.push_back(byDefault(*pair, asked.known));
    else
      results.push_back(isOld ? ordered_json(input) : withLabels(*pair));
  }
  return hubSpotBatchReply(isDefault ? 200 : 201, asked.request.at, std::move(results), std::move(errors));
}

/// One that is not there is no error: it is archived already.
ServiceReply archive(const Asked& asked, const json& inputs) {
  for (const auto& input : inputs) {
    const auto& to = memberOf(input, "to");
    for (const auto& one : to.is_array() ? to : json::array({to}))
      asked.records.unlink({asked.from, textOf(memberOf(memberOf(input, "from"), "id")), asked.to, textOf(memberOf(one, "id"))});
  }
  return {204, {}, {}};
}

}  // namespace

HubSpotResult<ServiceReply> hubSpotAssociations(HubSpotRecords& records, const HubSpotRoute& route, const ServiceRequest& request) {
  const auto from = route.parts.size() > 2 ? HubSpotRecords::typeOf(route.parts[1]) : std::nullopt;
  const auto to = route.parts.size() > 2 ? HubSpotRecords::typeOf(route.parts[2]) : std::nullopt;
  if (!from || !to || route.parts.size() < 4) return badInput("two object types are needed");
  const auto known = HubSpotRecords::defaultLink(*from, *to);
  if (!known) return badInput("no association from " + *from + " to " + *to);
  if (route.is(4, 3, "labels") && request.method == "GET") {
    auto labels = ordered_json::array();
    labels.push_back({{"category", "HUBSPOT_DEFINED"}, {"typeId", *known}, {"label", nullptr}});
    return ServiceReply::json(200, {{"results", std::move(labels)}});
  }
  const bool isDefault = route.is(6, 4, "associate") && route.parts[5] == "default";
  if (route.parts[3] != "batch" || (route.parts.size() != 5 && !isDefault) || request.method != "POST") return nothingAt(request.path);
  const auto inputs = memberOf(json::parse(request.body, nullptr, false), "inputs");
  if (!inputs.is_array()) return badInput("inputs must be an array");
  const Asked asked{records, route, request, *from, *to, *known};
  if (route.parts[4] == "read") return read(asked, inputs);
  if (route.parts[4] == "archive") return archive(asked, inputs);
  if (route.parts[4] != "create" && !isDefault) return nothingAt(request.path);
  return create(asked, inputs, isDefault);
}

HubSpotResult<ServiceReply> hubSpotLinksOfOne(HubSpotRecords& records, const std::string& type, const HubSpotRoute& route,
                                              const ServiceRequest& request) {
  const bool isDefault = route.is(7, 4, "default");
  const auto& word = route.parts[isDefault ? 5 : 4];
  const auto& id = route.parts[2];
  const auto to = HubSpotRecords::typeOf(word);
  if (!to) return tl::unexpected(HubSpotError{400, "VALIDATION_ERROR", "Unable to infer object type from: " + word});
  if (route.parts.size() == 5) {
    if (request.method != "GET") return nothingAt(request.path);
    if (!records.find(type, id)) return notThere(id);
    auto results = ordered_json::array();
    for (const auto& link : records.linksOf(type, id, *to)) results.push_back(hubSpotLinkView(link, route.version));
    return ServiceReply::json(200, {{"results", std::move(results)}});
  }
  const auto known = HubSpotRecords::defaultLink(type, *to);
  if (!known) return tl::unexpected(HubSpotError{400, "VALIDATION_ERROR", "No default association from " + type + " to " + word});
  if (request.method == "DELETE" && !isDefault) {
    records.unlink({type, id, *to, route.parts.back()});
    return ServiceReply{204, {}, {}};
  }
  if (request.method != "PUT") return nothingAt(request.path);
  const auto pair = pairOf(records, type, id, *to, route.parts.back());
  if (!pair) return tl::unexpected(pair.error());
  if (!isDefault && !isKnownKind(json::parse(request.body, nullptr, false), *known))
    return badInput("no such association from " + type + " to " + *to);
  records.link(*pair->from, *pair->to);
  if (!isDefault) return ServiceReply::json(201, withLabels(*pair));
  return hubSpotBatchReply(200, request.at, ordered_json::array({byDefault(*pair, *known)}), ordered_json::array());
}

}  // namespace hookline::sandbox::internal
