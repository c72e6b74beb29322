#include "sandbox/salesforce_collections.h"

#include <algorithm>
#include <utility>

#include "sandbox/json_reading.h"

namespace hookline::sandbox {
namespace {

using internal::memberOf;
using internal::textOf;
using internal::textsOf;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostWritten = 200;
constexpr std::size_t kMostRead = 2000;
constexpr std::size_t kPrefixLength = 3;

using Answer = SalesforceOrg::Answer;

ordered_json failure(std::string_view code, const ordered_json& message, const ordered_json& fields = ordered_json::array()) {
  return {{"success", false}, {"errors", ordered_json::array({{{"statusCode", code}, {"message", message}, {"fields", fields}}})}};
}

/// What one record's answer is in a list of them.
ordered_json resultOf(const Answer& answer, const std::string& id) {
  if (!answer.isError() && answer.body.is_object()) return answer.body;
  if (!answer.isError()) return {{"id", id}, {"success", true}, {"errors", ordered_json::array()}};
  // Several records have the external id: the answer is their addresses.
  if (answer.status == 300) return failure("DUPLICATE_EXTERNAL_ID", "More than one record found for external id field");
  const auto& first = answer.body.front();
  // Alone it would be an address that is not there.
  if (first["errorCode"] == "NOT_FOUND") return failure("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
  return failure(first["errorCode"].get<std::string>(), first["message"], first.value("fields", ordered_json::array()));
}

/// The object that has an id's first characters; empty: none.
std::string objectOf(std::string_view id) {
  const auto& all = salesforceObjects();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [prefix = id.substr(0, kPrefixLength)](const SalesforceObject& one) { return one.idPrefix == prefix; });
  return found == all.end() ? std::string() : std::string(found->name);
}

Answer tooMany(std::size_t most) {
  return SalesforceOrg::error(400, "EXCEEDED_ID_LIMIT",
                              "record limit reached. cannot submit more than " + std::to_string(most) + " records");
}

/// Does one after the other. `write` answers one's result.
template <typename Items, typename Write>
Answer writeAll(const Items& items, bool allOrNone, SalesforceOrg& org, Write write) {
  if (items.size() > kMostWritten) return tooMany(kMostWritten);
  auto results = ordered_json::array();
  org.transaction([&] {
    for (const auto& item : items) results.push_back(write(item));
    const auto succeeded = [](const ordered_json& result) { return result["success"] == true; };
    if (!allOrNone || std::all_of(results.begin(), results.end(), succeeded)) return true;
    for (auto& result : results)
      if (succeeded(result))
        result = failure("ALL_OR_NONE_OPERATION_ROLLED_BACK",
                         "Record rolled back because not all records were valid and the request was using AllOrNone header");
    return false;
  });
  return {200, std::move(results)};
}

/// One that is asked for and is not there is null in the list.
Answer readAll(const std::string& object, const std::vector<std::string>& ids, const std::vector<std::string>& fields,
               const SalesforceOrg& org) {
  if (!salesforceObject(object)) return SalesforceOrg::error(404, "NOT_FOUND", "The requested resource does not exist");
  if (ids.size() > kMostRead) return tooMany(kMostRead);
  if (ids.empty() || fields.empty()) return SalesforceOrg::error(400, "INVALID_FIELD", "ids and fields are needed");
  auto records = ordered_json::array();
  for (const auto& id : ids) {
    auto answer = org.get(object, "Id", id, fields);
    const bool isThere = answer.status == 200;
    if (!isThere && answer.body.front()["errorCode"] != "NOT_FOUND") return answer;
    records.push_back(isThere ? std::move(answer.body) : ordered_json());
  }
  return {200, std::move(records)};
}

/// A record of a request without what is no field, and what that was.
struct Given {
  std::string object;
  std::string id;
  json fields;
};
Given givenBy(const json& record) {
  Given given{textOf(memberOf(memberOf(record, "attributes"), "type")), textOf(memberOf(record, "id")), record};
  if (given.id.empty()) given.id = textOf(memberOf(record, "Id"));
  if (given.fields.is_object())
    for (const auto* name : {"attributes", "id", "Id"}) given.fields.erase(name);
  return given;
}

ordered_json upserted(Given given, const std::string& keyField, const SalesforceOrg::WriteOptions& options, SalesforceOrg& org) {
  const auto& value = memberOf(given.fields, keyField);
  const auto key = value.is_string() || value.is_null() ? textOf(value) : value.dump();
  if (keyField != "Id" && key.empty()) return failure("MISSING_ARGUMENT", keyField + " not specified", ordered_json::array({keyField}));
  if (given.fields.is_object()) given.fields.erase(keyField);
  return resultOf(org.upsert(given.object, keyField, keyField == "Id" ? given.id : key, given.fields, options), given.id);
}

}  // namespace

Answer runCollection(const ServiceRequest& request, const std::vector<std::string>& below, const SalesforceOrg::WriteOptions& options,
                     SalesforceOrg& org) {
  const auto& method = request.method;
  if (method == "DELETE" && below.empty())
    return writeAll(splitList(request.parameter("ids")), request.parameter("allOrNone") == "true", org,
                    [&org](const std::string& id) { return resultOf(org.remove(objectOf(id), id), id); });
  if (method == "GET" && below.size() == 1)
    return readAll(below[0], splitList(request.parameter("ids")), splitList(request.parameter("fields")), org);
  const auto body = json::parse(request.body, nullptr, false);
  if (method == "POST" && below.size() == 1)
    return readAll(below[0], textsOf(memberOf(body, "ids")), textsOf(memberOf(body, "fields")), org);
  const auto& records = memberOf(body, "records");
  const bool allOrNone = memberOf(body, "allOrNone") == true;
  if ((method != "POST" && method != "PATCH") || below.size() == 1 || (method == "POST" && !below.empty()))
    return SalesforceOrg::error(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + method + "' not allowed here");
  if (!records.is_array() || records.empty()) return SalesforceOrg::error(400, "JSON_PARSER_ERROR", "A collection needs an array records");
  return writeAll(records, allOrNone, org, [&](const json& record) {
    auto given = givenBy(record);
    if (given.object.empty()) return failure("INVALID_TYPE", "attributes.type is missing");
    if (method == "POST") return resultOf(org.create(given.object, given.fields, options), given.id);
    if (below.empty()) return resultOf(org.update(given.object, given.id, given.fields, options), given.id);
    return upserted(std::move(given), below[1], options, org);
  });
}

}  // namespace hookline::sandbox
