#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hookline::sandbox {

/// A field that every org has.
struct SalesforceField {
  std::string_view name;
  std::size_t most;  ///< UTF-16 units of a text (integrations.md §6.7); 0: another type
  bool required = false;
  bool readOnly = false;

  /// Of a field that an org has made itself.
  static constexpr std::size_t kCustomMost = 255;
};

struct SalesforceObject {
  std::string_view name;      ///< "Lead"
  std::string_view records;   ///< "leads"
  std::string_view idPrefix;  ///< "00Q"
  std::vector<SalesforceField> fields;
  std::string_view keyField = {};  ///< one that the org has made, by which Hookline finds its records: external id and unique (§6.3)
};

/// Where the REST API answers. Addresses in its answers begin with it, whatever version was asked.
constexpr std::string_view kSalesforceData = "/services/data/v67.0";

/// Those that the stand-in has. Null: it has none of the name.
const std::vector<SalesforceObject>& salesforceObjects();
const SalesforceObject* salesforceObject(std::string_view name);
const SalesforceField* salesforceField(const SalesforceObject& object, std::string_view name);
/// What the name of a field ends with that an org makes itself: "Hookline_Lead_Key__c".
constexpr std::string_view kCustomFieldEnding = "__c";
/// Whether a name is that of such a field.
bool isCustomField(std::string_view name);

/// 15 characters that are told apart by case, and three more that say the case of each, so that 18 can be told apart without it.
std::string salesforceId(std::string_view prefix, std::size_t number);

}  // namespace hookline::sandbox
