#include "sandbox/salesforce_description.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace hookline::sandbox {
namespace {

using nlohmann::ordered_json;

constexpr int kMostInABatch = 200;
constexpr int kBytesOfACharacter = 3;

struct FieldType {
  std::string_view field;
  std::string_view type;
};
/// Every other field is a string.
constexpr auto kFieldTypes = std::to_array<FieldType>({{"Id", "id"},
                                                       {"Email", "email"},
                                                       {"Phone", "phone"},
                                                       {"Website", "url"},
                                                       {"Description", "textarea"},
                                                       {"LeadSource", "picklist"},
                                                       {"Rating", "picklist"},
                                                       {"Status", "picklist"},
                                                       {"Priority", "picklist"},
                                                       {"Subject", "combobox"},
                                                       {"OwnerId", "reference"},
                                                       {"WhoId", "reference"},
                                                       {"WhatId", "reference"},
                                                       {"ConvertedContactId", "reference"},
                                                       {"IsConverted", "boolean"},
                                                       {"ActivityDate", "date"},
                                                       {"CreatedDate", "datetime"},
                                                       {"LastModifiedDate", "datetime"}});

struct SoapType {
  std::string_view type;
  std::string_view soap;
};
constexpr auto kSoapTypes = std::to_array<SoapType>(
    {{"id", "tns:ID"}, {"reference", "tns:ID"}, {"boolean", "xsd:boolean"}, {"date", "xsd:date"}, {"datetime", "xsd:dateTime"}});

struct Choices {
  std::string_view object;  ///< empty: of all that have the field
  std::string_view field;
  std::vector<std::string> values;  ///< the default first
};
const std::vector<Choices>& choices() {
  static const std::vector<Choices> kChoices{
      {"", "LeadSource", {"Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"}},
      {"", "Rating", {"Hot", "Warm", "Cold"}},
      {"", "Priority", {"Normal", "High", "Low"}},
      {"Lead", "Status", {"Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted"}},
      {"Task", "Status", {"Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"}}};
  return kChoices;
}

/// The fields that a new record has a value for by itself.
constexpr auto kDefaulted = std::to_array<std::string_view>({"Id", "Status", "Priority", "OwnerId", "IsConverted", "CreatedDate"});

std::string_view typeOfField(std::string_view name) {
  const auto found = std::find_if(kFieldTypes.begin(), kFieldTypes.end(), [name](const FieldType& one) { return one.field == name; });
  return found == kFieldTypes.end() ? "string" : found->type;
}

std::string_view soapTypeOf(std::string_view type) {
  const auto found = std::find_if(kSoapTypes.begin(), kSoapTypes.end(), [type](const SoapType& one) { return one.type == type; });
  return found == kSoapTypes.end() ? "xsd:string" : found->soap;
}

/// "Lead Source" of LeadSource, "Hookline Lead Key" of Hookline_Lead_Key__c, "Owner ID" of OwnerId.
std::string labelOf(std::string_view name) {
  if (isCustomField(name)) name.remove_suffix(kCustomFieldEnding.size());
  const bool isId = name.ends_with("Id");
  std::string label;
  for (const char c : name) {
    const bool isUpper = c >= 'A' && c <= 'Z';
    if (isUpper && !label.empty() && label.back() != ' ') label += ' ';
    label += c == '_' ? ' ' : c;
  }
  return isId ? label.substr(0, label.size() - 2) + "ID" : label;
}

ordered_json choicesOf(std::string_view object, std::string_view field) {
  auto out = ordered_json::array();
  for (const auto& one : choices()) {
    if (one.field != field || (!one.object.empty() && one.object != object)) continue;
    for (const auto& value : one.values)
      out.push_back(
          {{"active", true}, {"defaultValue", value == one.values.front()}, {"label", value}, {"validFor", nullptr}, {"value", value}});
  }
  return out;
}

std::vector<std::string> targetsOf(std::string_view field) {
  if (field == "OwnerId") return {"User"};
  if (field == "WhoId") return {"Contact", "Lead"};
  if (field == "WhatId") return {"Account", "Opportunity"};
  if (field == "ConvertedContactId") return {"Contact"};
  return {};
}

/// What is the same of all fields here.
ordered_json plainField() {
  ordered_json out;
  for (const auto* name :
       {"autoNumber", "calculated", "cascadeDelete", "dependentPicklist", "deprecatedAndHidden", "displayLocationInDecimal", "encrypted",
        "highScaleNumber", "htmlFormatted", "queryByDistance", "restrictedDelete", "restrictedPicklist", "writeRequiresMasterRead"})
    out[name] = false;
  for (const auto* name :
       {"calculatedFormula", "compoundFieldName", "controllerName", "defaultValue", "defaultValueFormula", "extraTypeInfo",
        "filteredLookupInfo", "inlineHelpText", "mask", "maskType", "referenceTargetField", "relationshipOrder"})
    out[name] = nullptr;
  for (const auto* name : {"digits", "precision", "scale"}) out[name] = 0;
  return out;
}

ordered_json describedField(const SalesforceObject& object, const SalesforceField& field) {
  const bool custom = isCustomField(field.name);
  const auto type = typeOfField(field.name);
  const auto targets = targetsOf(field.name);
  const bool defaulted = std::find(kDefaulted.begin(), kDefaulted.end(), field.name) != kDefaulted.end();
  const std::string name(field.name);
  auto out = plainField();
  out.update({{"name", name},
              {"label", labelOf(name)},
              {"type", type},
              {"soapType", soapTypeOf(type)},
              {"length", field.most},
              {"byteLength", field.most * kBytesOfACharacter},
              {"custom", custom},
              {"createable", !field.readOnly},
              {"updateable", !field.readOnly},
              {"permissionable", !field.readOnly && !field.required},
              {"nillable", !field.required && !defaulted},
              {"defaultedOnCreate", defaulted},
              {"externalId", custom},
              {"unique", custom && field.name == object.keyField},
              {"idLookup", custom || name == "Id" || name == "Email"},
              {"caseSensitive", false},
              {"nameField", name == (object.name == "Task" ? "Subject" : "Name")},
              {"namePointing", targets.size() > 1},
              {"aggregatable", type != "boolean" && type != "textarea"},
              {"filterable", type != "textarea"},
              {"groupable", type != "textarea" && type != "datetime"},
              {"sortable", type != "textarea"},
              {"picklistValues", choicesOf(object.name, name)},
              {"referenceTo", targets},
              {"relationshipName", targets.empty() ? ordered_json() : ordered_json(name.substr(0, name.size() - 2))}});
  return out;
}

ordered_json describedObject(const SalesforceObject& object) {
  const std::string name(object.name);
  const auto at = std::string(kSalesforceData) + "/sobjects/" + name;
  ordered_json out{{"name", name}, {"label", name}, {"labelPlural", name + "s"}, {"keyPrefix", object.idPrefix}};
  for (const auto* can : {"createable", "deletable", "feedEnabled", "layoutable", "queryable", "replicateable", "retrieveable",
                          "searchable", "triggerable", "undeletable", "updateable"})
    out[can] = true;
  for (const auto* never : {"activateable", "custom", "customSetting", "deepCloneable", "deprecatedAndHidden", "hasSubtypes", "idEnabled",
                            "isInterface", "isSubtype"})
    out[never] = false;
  out["mergeable"] = name != "Task";
  out["mruEnabled"] = name != "Task";
  out["urls"] = {{"sobject", at}, {"describe", at + "/describe"}, {"rowTemplate", at + "/{ID}"}};
  return out;
}

}  // namespace

ordered_json salesforceDescription(const SalesforceObject& object, const std::vector<std::string>& customFields) {
  auto out = describedObject(object);
  auto fields = ordered_json::array();
  for (const auto& field : object.fields) fields.push_back(describedField(object, field));
  for (const auto& name : customFields) fields.push_back(describedField(object, {name, SalesforceField::kCustomMost}));
  out["fields"] = std::move(fields);
  for (const auto* none : {"actionOverrides", "childRelationships", "namedLayoutInfos", "recordTypeInfos"})
    out[none] = ordered_json::array();
  for (const auto* can : {"compactLayoutable", "searchLayoutable"}) out[can] = true;
  out["listviewable"] = nullptr;
  out["lookupLayoutable"] = nullptr;
  out["networkScopeFieldName"] = nullptr;
  out["supportedScopes"] = nullptr;
  return out;
}

ordered_json salesforceObjectList() {
  auto objects = ordered_json::array();
  for (const auto& object : salesforceObjects()) objects.push_back(describedObject(object));
  return {{"encoding", "UTF-8"}, {"maxBatchSize", kMostInABatch}, {"sobjects", std::move(objects)}};
}

}  // namespace hookline::sandbox
