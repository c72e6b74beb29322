#include "sandbox/salesforce_org.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "destinations/rich_text.h"
#include "sandbox/salesforce_description.h"
#include "sandbox/salesforce_objects.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

bool isBlank(const json& value) { return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()); }

bool isAddress(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
         text.find_first_of(" \t\n\"") == text.npos;
}

ordered_json attributesOf(std::string_view object, const ordered_json& record) {
  return {{"type", object},
          {"url", std::string(kSalesforceData) + "/sobjects/" + std::string(object) + "/" + record["Id"].get<std::string>()}};
}

SalesforceOrg::Answer saved(int status, const std::string& id, std::optional<bool> created) {
  ordered_json body{{"id", id}, {"success", true}, {"errors", ordered_json::array()}};
  if (created) body["created"] = *created;
  return {status, std::move(body)};
}

}  // namespace

SalesforceOrg::Answer SalesforceOrg::error(int status, std::string_view code, std::string message, const std::vector<std::string>& fields) {
  ordered_json one{{"message", std::move(message)}, {"errorCode", code}};
  if (!fields.empty()) one["fields"] = fields;
  return {status, ordered_json::array({std::move(one)})};
}

const SalesforceOrg::Record* SalesforceOrg::find(std::string_view object, std::string_view id) const {
  const auto& table = tables_.find(object)->second;
  const auto at = table.byId.find(id);
  return at == table.byId.end() || table.rows[at->second].is_null() ? nullptr : &table.rows[at->second];
}

SalesforceOrg::Record* SalesforceOrg::find(std::string_view object, std::string_view id) {
  return const_cast<Record*>(std::as_const(*this).find(object, id));
}

std::optional<SalesforceOrg::Answer> SalesforceOrg::missingOf(const std::string& object, const std::string& id) const {
  const auto* const known = salesforceObject(object);
  if (!known || !tables_.find(object)->second.byId.contains(id)) return error(404, "NOT_FOUND", "The requested resource does not exist");
  return find(object, id) ? std::nullopt : std::optional(error(404, "ENTITY_IS_DELETED", "entity is deleted"));
}

std::vector<const SalesforceOrg::Record*> SalesforceOrg::withValue(std::string_view object, const std::string& field,
                                                                   std::string_view value) const {
  std::vector<const Record*> found;
  for (const auto& row : tables_.find(object)->second.rows) {
    const auto at = row.find(field);
    if (at != row.end() && at->is_string() && base::sameIgnoringCase(at->get_ref<const std::string&>(), value)) found.push_back(&row);
  }
  return found;
}

bool SalesforceOrg::hasField(std::string_view object, std::string_view field) const {
  return salesforceField(*salesforceObject(object), field) != nullptr || (customFields_ && isCustomField(field));
}

std::optional<SalesforceOrg::Answer> SalesforceOrg::faultOf(const std::string& object, const json& fields, bool isNew) const {
  if (!fields.is_object()) return error(400, "JSON_PARSER_ERROR", "The HTTP entity body must be a JSON object");
  for (const auto& [name, value] : fields.items()) {
    if (!hasField(object, name)) return error(400, "INVALID_FIELD", "No such column '" + name + "' on sobject of type " + object);
    if (auto fault = faultOfValue(salesforceField(*salesforceObject(object), name), name, value)) return fault;
  }
  std::vector<std::string> missing;
  std::string names;
  for (const auto& field : salesforceObject(object)->fields) {
    const auto given = fields.find(field.name);
    if (!field.required || !(given == fields.end() ? isNew : isBlank(*given))) continue;
    missing.emplace_back(field.name);
    names.append(names.empty() ? "" : ", ").append(field.name);
  }
  if (!missing.empty()) return error(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + names + "]", missing);
  return object == "Task" ? faultOfWho(fields) : std::nullopt;
}

/// `field` is null for one that the org has made itself.
std::optional<SalesforceOrg::Answer> SalesforceOrg::faultOfValue(const SalesforceField* field, const std::string& name, const json& value) {
  if (field && field->readOnly)
    return error(400, "INVALID_FIELD_FOR_INSERT_UPDATE",
                 "Unable to create/update fields: " + name +
                     ". Please check the security settings of this field and verify that it is read/write for your profile or "
                     "permission set.",
                 {name});
  const std::size_t most = field ? field->most : SalesforceField::kCustomMost;
  const bool wantsText = field && most > 0;
  if (value.is_structured() || (wantsText && !value.is_null() && !value.is_string()))
    return error(400, "JSON_PARSER_ERROR", "Cannot deserialize the value of " + name + " from " + value.type_name());
  if (!value.is_string() || most == 0) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  if (destinations::lengthOf(text, destinations::Count::kUtf16) > most)
    return error(400, "STRING_TOO_LONG",
                 name + ": data value too large: " + text.substr(0, 80) + " (max length=" + std::to_string(most) + ")", {name});
  if (name == "Email" && !text.empty() && !isAddress(text))
    return error(400, "INVALID_EMAIL_ADDRESS", "Email: invalid email address: " + text, {name});
  if (name == "ActivityDate" && !base::parseIso(text + "T00:00:00Z"))
    return error(400, "JSON_PARSER_ERROR", "Cannot deserialize instance of date from VALUE_STRING value " + text);
  return std::nullopt;
}

std::optional<SalesforceOrg::Answer> SalesforceOrg::faultOfWho(const json& fields) const {
  const auto who = fields.find("WhoId");
  if (who == fields.end() || isBlank(*who)) return std::nullopt;
  const auto& id = who->get_ref<const std::string&>();
  if (find("Contact", id)) return std::nullopt;
  const auto* const lead = find("Lead", id);
  if (!lead) return error(400, "MALFORMED_ID", "Name ID: id value of incorrect type: " + id, {"WhoId"});
  if ((*lead)["IsConverted"] == true) return error(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", {"WhoId"});
  return std::nullopt;
}

std::optional<SalesforceOrg::Answer> SalesforceOrg::duplicateOf(const std::string& object, const json& fields,
                                                                const WriteOptions& options) const {
  const bool alert = duplicateRule_ == DuplicateRule::kAlert;
  const auto email = fields.find("Email");
  if (duplicateRule_ == DuplicateRule::kOff || object != "Lead" || email == fields.end() || isBlank(*email)) return std::nullopt;
  if (alert && options.allowDuplicates) return std::nullopt;
  auto results = ordered_json::array();
  for (const auto* type : {"Lead", "Contact"}) {
    auto records = ordered_json::array();
    for (const auto* record : withValue(type, "Email", email->get_ref<const std::string&>()))
      if (record->value("IsConverted", false) == false)
        records.push_back({{"additionalInformation", ordered_json::array()},
                           {"fieldDiffs", ordered_json::array()},
                           {"matchConfidence", 100.0},
                           {"record", {{"attributes", attributesOf(type, *record)}, {"Id", (*record)["Id"]}}}});
    if (!records.empty())
      results.push_back({{"entityType", type},
                         {"errors", ordered_json::array()},
                         {"matchEngine", "FuzzyMatchEngine"},
                         {"matchRecords", std::move(records)},
                         {"rule", std::string("Standard_") + type + "_Match_Rule_v1_0"},
                         {"size", 1},
                         {"success", true}});
  }
  if (results.empty()) return std::nullopt;
  ordered_json duplicate{{"allowSave", alert},
                         {"duplicateRule", "Standard_Lead_Duplicate_Rule"},
                         {"duplicateRuleEntityType", "Lead"},
                         {"errorMessage", "Use one of these records?"},
                         {"matchResults", std::move(results)}};
  return Answer{
      400,
      ordered_json::array(
          {{{"duplicateResult", std::move(duplicate)}, {"errorCode", "DUPLICATES_DETECTED"}, {"message", "Use one of these records?"}}})};
}

std::string SalesforceOrg::insert(const std::string& object, const json& fields, base::WallTime at) {
  auto& table = tables_.find(object)->second;
  const auto row = table.rows.size();
  const auto id = salesforceId(salesforceObject(object)->idPrefix, row + 1);
  Record record{{"Id", id}};
  if (object == "Lead") record.update({{"Status", "Open - Not Contacted"}, {"IsConverted", false}, {"ConvertedContactId", nullptr}});
  if (object == "Task") record.update({{"Priority", "Normal"}, {"Status", "Not Started"}});
  record["CreatedDate"] = base::formatIso(at);
  table.rows.push_back(std::move(record));
  table.byId[id] = row;
  remember({object, row, std::nullopt});
  change(object, id, fields, at);
  return id;
}

void SalesforceOrg::change(const std::string& object, const std::string& id, const json& fields, base::WallTime at) {
  auto& table = tables_.find(object)->second;
  const auto row = table.byId.find(id)->second;
  auto& record = table.rows[row];
  remember({object, row, record});
  for (const auto& [name, value] : fields.items()) record[name] = isBlank(value) ? ordered_json(nullptr) : ordered_json(value);
  if (object != "Task") {
    const auto first = record.value("FirstName", ordered_json());
    const auto last = record.value("LastName", ordered_json());
    record["Name"] =
        (first.is_string() ? first.get<std::string>() + " " : std::string()) + (last.is_string() ? last.get<std::string>() : "");
  }
  record["LastModifiedDate"] = base::formatIso(at);
}

SalesforceOrg::Answer SalesforceOrg::create(const std::string& object, const json& fields, const WriteOptions& options) {
  if (!salesforceObject(object)) return error(404, "NOT_FOUND", "The requested resource does not exist");
  if (auto fault = faultOf(object, fields, true)) return *fault;
  if (auto duplicate = duplicateOf(object, fields, options)) return *duplicate;
  return saved(201, insert(object, fields, options.at), std::nullopt);
}

SalesforceOrg::Answer SalesforceOrg::update(const std::string& object, const std::string& id, const json& fields,
                                            const WriteOptions& options) {
  if (auto missing = missingOf(object, id)) return *missing;
  const auto* const record = find(object, id);
  if (record->value("IsConverted", false)) return error(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot update converted lead");
  if (auto fault = faultOf(object, fields, false)) return *fault;
  change(object, id, fields, options.at);
  return {204, nullptr};
}

SalesforceOrg::Answer SalesforceOrg::remove(const std::string& object, const std::string& id) {
  if (auto missing = missingOf(object, id)) return *missing;
  auto& table = tables_.find(object)->second;
  const auto row = table.byId.find(id)->second;
  remember({object, row, std::exchange(table.rows[row], nullptr)});
  return {204, nullptr};
}

SalesforceOrg::Answer SalesforceOrg::upsert(const std::string& object, const std::string& keyField, const std::string& key,
                                            const json& fields, const WriteOptions& options) {
  if (keyField == "Id") return update(object, key, fields, options);
  if (!salesforceObject(object)) return error(404, "NOT_FOUND", "The requested resource does not exist");
  if (!isCustomField(keyField) || !hasField(object, keyField))
    return error(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + keyField);
  if (fields.is_object() && fields.contains(keyField))
    return error(400, "INVALID_FIELD", "The external ID field " + keyField + " must not be in the body");
  const auto found = withValue(object, keyField, key);
  if (found.size() > 1) return get(object, keyField, key, {});
  if (found.size() == 1) {
    const auto id = found[0]->at("Id").get<std::string>();
    const auto updated = update(object, id, fields, options);
    return updated.isError() ? updated : saved(200, id, false);
  }
  auto whole = fields;
  if (whole.is_object()) whole[keyField] = key;
  const auto created = create(object, whole, options);
  return created.isError() ? created : saved(201, created.body["id"].get<std::string>(), true);
}

SalesforceOrg::Answer SalesforceOrg::get(const std::string& object, const std::string& keyField, const std::string& key,
                                         const std::vector<std::string>& fields) const {
  if (!salesforceObject(object)) return error(404, "NOT_FOUND", "The requested resource does not exist");
  if (keyField != "Id" && (!isCustomField(keyField) || !hasField(object, keyField)))
    return error(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + keyField);
  for (const auto& field : fields)
    if (!hasField(object, field)) return error(400, "INVALID_FIELD", "No such column '" + field + "' on sobject of type " + object);
  const auto found = withValue(object, keyField, key);
  if (found.empty()) return error(404, "NOT_FOUND", "The requested resource does not exist");
  if (found.size() > 1) {
    auto urls = ordered_json::array();
    for (const auto* record : found) urls.push_back(attributesOf(object, *record)["url"]);
    return {300, std::move(urls)};
  }
  ordered_json body{{"attributes", attributesOf(object, *found[0])}};
  if (fields.empty()) body.update(*found[0]);
  for (const auto& field : fields) body[field] = found[0]->value(field, ordered_json());
  return {200, std::move(body)};
}

SalesforceOrg::Answer SalesforceOrg::query(std::string_view soql) const {
  const auto query = parseSoql(soql);
  if (!query) return error(400, "MALFORMED_QUERY", query.error().message);
  if (!salesforceObject(query->object)) return error(400, "INVALID_TYPE", "sObject type '" + query->object + "' is not supported.");
  auto named = query->fields;
  for (const auto& alternatives : query->conditions)
    for (const auto& condition : alternatives) named.push_back(condition.field);
  if (!query->orderBy.empty()) named.push_back(query->orderBy);
  for (const auto& field : named)
    if (!hasField(query->object, field))
      return error(400, "INVALID_FIELD", "No such column '" + field + "' on entity '" + query->object + "'.");
  std::vector<const Record*> found;
  for (const auto& row : tables_.find(query->object)->second.rows)
    if (!row.is_null() && holds(query->conditions, row)) found.push_back(&row);
  const auto byField = [&](const Record* a, const Record* b) {
    return query->descending ? b->value(query->orderBy, ordered_json()) < a->value(query->orderBy, ordered_json())
                             : a->value(query->orderBy, ordered_json()) < b->value(query->orderBy, ordered_json());
  };
  if (!query->orderBy.empty()) std::stable_sort(found.begin(), found.end(), byField);
  found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(std::min(query->offset, found.size())));
  if (query->limit && found.size() > *query->limit) found.resize(*query->limit);
  auto records = ordered_json::array();
  if (query->fields.empty()) return {200, {{"totalSize", found.size()}, {"done", true}, {"records", std::move(records)}}};
  for (const auto* row : found) {
    ordered_json record{{"attributes", attributesOf(query->object, *row)}};
    for (const auto& field : query->fields) record[field] = row->value(field, ordered_json());
    records.push_back(std::move(record));
  }
  const auto size = records.size();
  return {200, {{"totalSize", size}, {"done", true}, {"records", std::move(records)}}};
}

SalesforceOrg::Answer SalesforceOrg::describe(const std::string& name) const {
  const auto* const object = salesforceObject(name);
  if (!object) return error(404, "NOT_FOUND", "The requested resource does not exist");
  std::vector<std::string> custom;
  if (customFields_ && !object->keyField.empty()) custom.emplace_back(object->keyField);
  for (const auto& row : tables_.find(name)->second.rows)
    for (const auto& [field, value] : row.items())
      if (isCustomField(field) && std::find(custom.begin(), custom.end(), field) == custom.end()) custom.push_back(field);
  return {200, salesforceDescription(*object, custom)};
}

bool SalesforceOrg::convert(std::size_t number, base::WallTime at) {
  auto& leads = tables_.find("Lead")->second.rows;
  if (number < 1 || number > leads.size() || leads[number - 1].is_null() || leads[number - 1]["IsConverted"] == true) return false;
  json contact = json::object();
  for (const auto* field : {"FirstName", "LastName", "Email", "Phone"})
    if (leads[number - 1].contains(field)) contact[field] = leads[number - 1][field];
  const auto contactId = insert("Contact", contact, at);
  change("Lead", leads[number - 1]["Id"].get<std::string>(), {{"IsConverted", true}, {"ConvertedContactId", contactId}}, at);
  return true;
}

void SalesforceOrg::transaction(const std::function<bool()>& write) {
  const auto before = undo_.size();
  ++transactions_;
  if (!write()) rollBack(before);
  if (--transactions_ == 0) undo_.clear();
}

void SalesforceOrg::remember(Undo undo) {
  if (transactions_ > 0) undo_.push_back(std::move(undo));
}

void SalesforceOrg::rollBack(std::size_t left) {
  for (; undo_.size() > left; undo_.pop_back()) {
    auto& undo = undo_.back();
    auto& table = tables_.find(undo.object)->second;
    if (undo.before) {
      table.rows[undo.row] = std::move(*undo.before);
      continue;
    }
    // Rows are undone backwards, so this one is the last.
    table.byId.erase(table.rows.back()["Id"].get<std::string>());
    table.rows.pop_back();
  }
}

ordered_json SalesforceOrg::records() const {
  auto all = ordered_json::object();
  for (const auto& object : salesforceObjects()) {
    auto rows = ordered_json::array();
    for (const auto& row : tables_.find(object.name)->second.rows)
      if (!row.is_null()) rows.push_back(row);
    all[std::string(object.records)] = std::move(rows);
  }
  return all;
}

}  // namespace hookline::sandbox
