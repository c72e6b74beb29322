#include "sandbox/hubspot_batch.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sandbox/hubspot_shapes.h"
#include "sandbox/json_reading.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr auto kVerbs = std::to_array<std::string_view>({"read", "create", "update", "upsert", "archive"});

/// Who gave an input a name of its own finds it again by that.
ordered_json contextOf(const json& input, ordered_json context) {
  if (const auto trace = textOf(memberOf(input, "objectWriteTraceId")); !trace.empty()) context["objectWriteTraceId"] = {trace};
  return context;
}

HubSpotError notThere(const std::string& key) {
  return {404, "OBJECT_NOT_FOUND", "Object not found. objectId are usually numeric: " + key};
}

ServiceReply read(HubSpotRecords& records, const std::string& type, const json& body, base::WallTime at) {
  auto results = ordered_json::array();
  auto missing = ordered_json::array();
  auto names = textsOf(memberOf(body, "properties"));
  if (names.empty()) names = hubSpotDefaults(type);
  for (const auto& one : memberOf(body, "inputs")) {
    const auto key = textOf(memberOf(one, "id"));
    if (const auto* const record = records.find(type, key, textOf(memberOf(body, "idProperty"))))
      results.push_back(hubSpotView(*record, names));
    else
      missing.push_back(key);
  }
  auto errors = ordered_json::array();
  if (!missing.empty())
    errors.push_back(hubSpotBatchError("OBJECT_NOT_FOUND", "Could not get some objects, they may be deleted or not exist.",
                                       {{"ids", std::move(missing)}}));
  return hubSpotBatchReply(200, at, std::move(results), std::move(errors));
}

/// One that is not there is no error: it is archived already.
ServiceReply archive(HubSpotRecords& records, const std::string& type, const json& body) {
  for (const auto& one : memberOf(body, "inputs"))
    if (const auto* const record = records.find(type, textOf(memberOf(one, "id")))) records.remove(*record);
  return {204, {}, {}};
}

/// One input of create, update or upsert.
HubSpotResult<ordered_json> write(HubSpotRecords& records, const std::string& type, std::string_view verb, json input, base::WallTime at) {
  const auto key = textOf(memberOf(input, "id"));
  const auto idProperty = textOf(memberOf(input, "idProperty"));
  auto* const known = verb == "create" ? nullptr : records.find(type, key, idProperty);
  if (verb == "update" && !known) return tl::unexpected(notThere(key));
  const bool namesItself = verb == "upsert" && !known && !idProperty.empty() && memberOf(input, "properties").is_object();
  if (namesItself) input["properties"][idProperty] = key;
  const auto written = known ? records.update(*known, input, at) : records.create(type, input, at);
  if (!written) return tl::unexpected(written.error());
  auto view = hubSpotView(**written, hubSpotNamesIn(input));
  if (verb == "upsert") view["new"] = known == nullptr;
  return view;
}

}  // namespace

bool isHubSpotBatch(std::string_view verb) { return std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end(); }

ServiceReply hubSpotBatch(HubSpotRecords& records, const std::string& type, std::string_view verb, const json& body, base::WallTime at) {
  if (verb == "read") return read(records, type, body, at);
  if (verb == "archive") return archive(records, type, body);
  auto results = ordered_json::array();
  auto errors = ordered_json::array();
  for (const auto& input : memberOf(body, "inputs")) {
    auto done = write(records, type, verb, input, at);
    if (done) {
      results.push_back(std::move(*done));
      continue;
    }
    auto context = ordered_json::object();
    if (verb != "create") context["ids"] = {textOf(memberOf(input, "id"))};
    errors.push_back(hubSpotBatchError(done.error().category, done.error().message, contextOf(input, std::move(context))));
  }
  return hubSpotBatchReply(verb == "create" ? 201 : 200, at, std::move(results), std::move(errors));
}

ServiceReply hubSpotBatchReply(int status, base::WallTime at, ordered_json results, ordered_json errors) {
  const auto time = base::formatIso(at);
  ordered_json answer{{"status", "COMPLETE"}, {"results", std::move(results)}};
  if (!errors.empty()) {
    status = 207;
    answer["numErrors"] = errors.size();
    answer["errors"] = std::move(errors);
  }
  answer["startedAt"] = time;
  answer["completedAt"] = time;
  return ServiceReply::json(status, answer);
}

ordered_json hubSpotBatchError(std::string_view category, const std::string& message, ordered_json context) {
  return {{"status", "error"},
          {"category", category},
          {"message", message},
          {"context", std::move(context)},
          {"links", ordered_json::object()},
          {"errors", ordered_json::array()}};
}

std::vector<std::string> hubSpotNamesIn(const json& input) {
  std::vector<std::string> names;
  const auto& properties = memberOf(input, "properties");
  for (const auto& [name, value] : properties.items()) names.push_back(name);
  return names;
}

}  // namespace hookline::sandbox::internal
