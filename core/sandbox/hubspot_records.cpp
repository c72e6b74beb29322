#include "sandbox/hubspot_records.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "destinations/rich_text.h"
#include "sandbox/json_reading.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §5; characters.
constexpr std::size_t kMaxValue = 65'536;

constexpr auto kTypes = std::to_array<std::string_view>({"contacts", "notes", "deals"});

struct TypeName {
  std::string_view word;
  std::string_view type;
};
constexpr auto kTypeNames = std::to_array<TypeName>({{"contacts", "contacts"},
                                                     {"contact", "contacts"},
                                                     {"0-1", "contacts"},
                                                     {"deals", "deals"},
                                                     {"deal", "deals"},
                                                     {"0-3", "deals"},
                                                     {"notes", "notes"},
                                                     {"note", "notes"},
                                                     {"0-46", "notes"}});

struct LinkType {
  std::string_view from;
  std::string_view to;
  int id;
};
constexpr auto kLinkTypes = std::to_array<LinkType>({{"notes", "contacts", 202},
                                                     {"contacts", "notes", 201},
                                                     {"deals", "contacts", 3},
                                                     {"contacts", "deals", 4},
                                                     {"notes", "deals", 214},
                                                     {"deals", "notes", 213}});

HubSpotError invalidInput(const std::string& message) { return {400, "VALIDATION_ERROR", "Invalid input JSON: " + message}; }

HubSpotError invalidProperty(const std::string& name, const std::string& code, const std::string& message) {
  return {400,
          "VALIDATION_ERROR",
          "Property values were not valid: " + message,
          {{"errors", ordered_json::array({{{"message", message}, {"code", code}, {"context", {{"propertyName", {name}}}}}})}}};
}

/// The names of HubSpot's own properties and of those that people add.
bool isPropertyName(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string lowered(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool isDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isAmount(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto point = text.find('.');
  return isDigits(text.substr(0, point)) && (point == std::string_view::npos || isDigits(text.substr(point + 1)));
}

std::optional<HubSpotError> faultOf(const std::string& name, const std::string& value) {
  if (destinations::lengthOf(value) > kMaxValue) return invalidProperty(name, "PROPERTY_VALUE_TOO_LONG", name + " is too long");
  if (value.empty()) return std::nullopt;
  if (name == "email" && (value.find('@') == std::string::npos || value.find(' ') != std::string::npos))
    return invalidProperty(name, "INVALID_EMAIL", "Email address " + value + " is invalid");
  if (name == "hs_timestamp" && !isDigits(value) && !base::parseIso(value))
    return invalidProperty(name, "INVALID_DATE", value + " was not a valid timestamp");
  if (name == "amount" && !isAmount(value)) return invalidProperty(name, "INVALID_NUMBER", value + " was not a valid number");
  return std::nullopt;
}

/// What a record of the type cannot be made without.
std::string_view requiredOf(std::string_view type) { return type == "notes" ? "hs_timestamp" : type == "deals" ? "dealname" : ""; }

}  // namespace

std::optional<std::string> HubSpotRecords::typeOf(std::string_view word) {
  const auto* const at = std::find_if(kTypeNames.begin(), kTypeNames.end(), [word](const TypeName& one) { return one.word == word; });
  return at == kTypeNames.end() ? std::nullopt : std::optional(std::string(at->type));
}

std::optional<int> HubSpotRecords::defaultLink(std::string_view fromType, std::string_view toType) {
  const auto* const at =
      std::find_if(kLinkTypes.begin(), kLinkTypes.end(), [&](const LinkType& one) { return one.from == fromType && one.to == toType; });
  return at == kLinkTypes.end() ? std::nullopt : std::optional(at->id);
}

HubSpotRecord* HubSpotRecords::find(std::string_view type, std::string_view key, std::string_view idProperty) {
  const auto wanted = idProperty == "email" ? lowered(std::string(key)) : std::string(key);
  const auto at = std::find_if(records_.begin(), records_.end(), [&](const HubSpotRecord& record) {
    if (record.type != type) return false;
    if (idProperty.empty() || idProperty == "hs_object_id") return record.id == wanted;
    const auto property = record.properties.find(idProperty);
    return property != record.properties.end() && property->second == wanted;
  });
  return at == records_.end() ? nullptr : &*at;
}

HubSpotResult<HubSpotProperties> HubSpotRecords::readProperties(const std::string& type, const json& input) const {
  const auto& given = memberOf(input, "properties");
  if (!given.is_object()) return tl::unexpected(invalidInput("properties must be an object"));
  HubSpotProperties out;
  for (const auto& [name, value] : given.items()) {
    if (!isPropertyName(name))
      return tl::unexpected(invalidProperty(name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist"));
    if (!value.is_string()) return tl::unexpected(invalidInput("the value of " + name + " must be a string"));
    auto text = name == "email" ? lowered(value.get<std::string>()) : value.get<std::string>();
    if (auto fault = faultOf(name, text)) return tl::unexpected(std::move(*fault));
    out[name] = std::move(text);
  }
  const auto required = requiredOf(type);
  const auto at = out.find(required);
  if (at != out.end() && at->second.empty())
    return tl::unexpected(invalidProperty(at->first, "REQUIRED_FIELD", at->first + " cannot be empty"));
  return out;
}

std::optional<HubSpotError> HubSpotRecords::emailTaken(const HubSpotRecord& record) const {
  const auto email = record.properties.find("email");
  if (record.type != "contacts" || email == record.properties.end()) return std::nullopt;
  for (const auto& other : records_) {
    const auto theirs = other.properties.find("email");
    if (other.type == record.type && other.id != record.id && theirs != other.properties.end() && theirs->second == email->second)
      return HubSpotError{409, "CONFLICT", "Contact already exists. Existing ID: " + other.id};
  }
  return std::nullopt;
}

HubSpotResult<std::vector<const HubSpotRecord*>> HubSpotRecords::readAssociations(const std::string& type, const json& input) const {
  std::vector<const HubSpotRecord*> targets;
  const auto& given = memberOf(input, "associations");
  if (given.is_null()) return targets;
  if (!given.is_array()) return tl::unexpected(invalidInput("associations must be an array"));
  for (const auto& one : given) {
    const auto& id = memberOf(memberOf(one, "to"), "id");
    const auto& types = memberOf(one, "types");
    const auto& first = types.is_array() && !types.empty() ? types.front() : types;
    const auto& typeId = memberOf(first, "associationTypeId");
    if ((!id.is_string() && !id.is_number_integer()) || !typeId.is_number_integer() ||
        memberOf(first, "associationCategory") != "HUBSPOT_DEFINED")
      return tl::unexpected(invalidInput("an association has to.id and types[0] of category HUBSPOT_DEFINED"));
    const auto* const link = std::find_if(kLinkTypes.begin(), kLinkTypes.end(),
                                          [&](const LinkType& known) { return known.from == type && known.id == typeId.get<int>(); });
    if (link == kLinkTypes.end())
      return tl::unexpected(
          HubSpotError{400, "VALIDATION_ERROR", "The association type " + typeId.dump() + " doesn't exist between " + type + " and it"});
    const auto text = id.is_string() ? id.get<std::string>() : id.dump();
    const auto target = std::find_if(records_.begin(), records_.end(),
                                     [&](const HubSpotRecord& record) { return record.type == link->to && record.id == text; });
    if (target == records_.end()) return tl::unexpected(HubSpotError{404, "OBJECT_NOT_FOUND", "Object not found. objectId: " + text});
    targets.push_back(&*target);
  }
  return targets;
}

HubSpotResult<HubSpotRecord*> HubSpotRecords::create(const std::string& type, const json& input, base::WallTime at) {
  auto properties = readProperties(type, input);
  if (!properties) return tl::unexpected(properties.error());
  std::erase_if(*properties, [](const auto& property) { return property.second.empty(); });
  const std::string required(requiredOf(type));
  if (properties->empty() || (!required.empty() && !properties->contains(required)))
    return tl::unexpected(invalidProperty(required, "REQUIRED_FIELD", "required properties are missing: " + required));
  auto targets = readAssociations(type, input);
  if (!targets) return tl::unexpected(targets.error());
  HubSpotRecord record{std::to_string(lastId_ + 1), type, std::move(*properties), at, at};
  if (auto taken = emailTaken(record)) return tl::unexpected(std::move(*taken));
  ++lastId_;
  records_.push_back(std::move(record));
  for (const auto* target : *targets) link(records_.back(), *target);
  return &records_.back();
}

HubSpotResult<HubSpotRecord*> HubSpotRecords::update(HubSpotRecord& record, const json& input, base::WallTime at) {
  const auto properties = readProperties(record.type, input);
  if (!properties) return tl::unexpected(properties.error());
  auto changed = record;
  for (const auto& [name, value] : *properties) changed.properties[name] = value;
  std::erase_if(changed.properties, [](const auto& property) { return property.second.empty(); });
  changed.updated = at;
  if (auto taken = emailTaken(changed)) return tl::unexpected(std::move(*taken));
  record = std::move(changed);
  return &record;
}

void HubSpotRecords::remove(const HubSpotRecord& record) {
  const auto gone = record;
  std::erase_if(links_, [&gone](const HubSpotLink& one) {
    return (one.fromType == gone.type && one.fromId == gone.id) || (one.toType == gone.type && one.toId == gone.id);
  });
  std::erase_if(records_, [&gone](const HubSpotRecord& one) { return one.type == gone.type && one.id == gone.id; });
}

void HubSpotRecords::link(const HubSpotRecord& from, const HubSpotRecord& to) {
  for (const auto& [one, other] : {std::pair(&from, &to), std::pair(&to, &from)}) {
    HubSpotLink link{one->type, one->id, other->type, other->id, defaultLink(one->type, other->type).value_or(0)};
    if (std::find(links_.begin(), links_.end(), link) == links_.end()) links_.push_back(std::move(link));
  }
}

std::vector<HubSpotLink> HubSpotRecords::linksOf(std::string_view fromType, std::string_view fromId, std::string_view toType) const {
  std::vector<HubSpotLink> out;
  std::copy_if(links_.begin(), links_.end(), std::back_inserter(out),
               [&](const HubSpotLink& one) { return one.fromType == fromType && one.fromId == fromId && one.toType == toType; });
  return out;
}

std::vector<const HubSpotRecord*> HubSpotRecords::all(std::string_view type) const {
  std::vector<const HubSpotRecord*> out;
  for (const auto& record : records_)
    if (record.type == type) out.push_back(&record);
  return out;
}

ordered_json HubSpotRecords::toJson() const {
  ordered_json out;
  for (const auto type : kTypes) {
    auto list = ordered_json::array();
    for (const auto* record : all(type)) {
      auto associations = ordered_json::object();
      for (const auto other : kTypes)
        for (const auto& one : linksOf(type, record->id, other)) associations[std::string(other)].push_back(one.toId);
      list.push_back({{"id", record->id},
                      {"properties", record->properties},
                      {"createdAt", base::formatIso(record->created)},
                      {"updatedAt", base::formatIso(record->updated)},
                      {"associations", std::move(associations)}});
    }
    out[std::string(type)] = std::move(list);
  }
  return out;
}

}  // namespace hookline::sandbox::internal
