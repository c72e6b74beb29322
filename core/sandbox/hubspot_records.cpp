#include "sandbox/hubspot_records.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "destinations/rich_text.h"
#include "sandbox/json_reading.h"
#include "sandbox/service.h"

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

/// By which a contact is found; empty: it has none, or is no contact.
std::string emailOf(const HubSpotRecord& record) {
  const auto email = record.properties.find("email");
  return record.type != "contacts" || email == record.properties.end() ? std::string() : email->second;
}

/// What a record of the type cannot be made without.
std::string_view requiredOf(std::string_view type) { return type == "notes" ? "hs_timestamp" : type == "deals" ? "dealname" : ""; }

}  // namespace

std::optional<std::string> HubSpotRecords::typeOf(std::string_view word) {
  const auto at = std::find_if(kTypeNames.begin(), kTypeNames.end(), [word](const TypeName& one) { return one.word == word; });
  return at == kTypeNames.end() ? std::nullopt : std::optional(std::string(at->type));
}

std::string HubSpotRecords::idOfType(std::string_view type) {
  const auto at = std::find_if(kTypeNames.begin(), kTypeNames.end(),
                               [type](const TypeName& one) { return one.type == type && one.word.starts_with("0-"); });
  return at == kTypeNames.end() ? std::string() : std::string(at->word);
}

std::optional<int> HubSpotRecords::defaultLink(std::string_view fromType, std::string_view toType) {
  const auto at =
      std::find_if(kLinkTypes.begin(), kLinkTypes.end(), [&](const LinkType& one) { return one.from == fromType && one.to == toType; });
  return at == kLinkTypes.end() ? std::nullopt : std::optional(at->id);
}

HubSpotRecord* HubSpotRecords::findById(std::string_view type, std::string_view id) {
  int number = 0;
  std::from_chars(id.data(), id.data() + id.size(), number);
  const auto at = records_.find(number);
  // "0101" is no id.
  return at == records_.end() || at->second.type != type || at->second.id != id ? nullptr : &at->second;
}

HubSpotRecord* HubSpotRecords::find(std::string_view type, std::string_view key, std::string_view idProperty) {
  if (idProperty.empty() || idProperty == "hs_object_id") return findById(type, key);
  if (idProperty == "email" && type == "contacts") {
    const auto at = contactByEmail_.find(base::lowered(key));
    return at == contactByEmail_.end() ? nullptr : &records_.at(at->second);
  }
  const auto at = std::find_if(records_.begin(), records_.end(), [&](const auto& one) {
    const auto property = one.second.properties.find(idProperty);
    return one.second.type == type && property != one.second.properties.end() && property->second == key;
  });
  return at == records_.end() ? nullptr : &at->second;
}

HubSpotResult<HubSpotProperties> HubSpotRecords::readProperties(const std::string& type, const json& input) const {
  const auto& given = memberOf(input, "properties");
  if (!given.is_object()) return tl::unexpected(invalidInput("properties must be an object"));
  HubSpotProperties out;
  for (const auto& [name, value] : given.items()) {
    if (!isPropertyName(name))
      return tl::unexpected(invalidProperty(name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist"));
    if (!value.is_string()) return tl::unexpected(invalidInput("the value of " + name + " must be a string"));
    auto text = name == "email" ? base::lowered(value.get<std::string>()) : value.get<std::string>();
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
  const auto email = emailOf(record);
  const auto holder = email.empty() ? contactByEmail_.end() : contactByEmail_.find(email);
  if (holder == contactByEmail_.end() || std::to_string(holder->second) == record.id) return std::nullopt;
  return HubSpotError{409, "CONFLICT", "Contact already exists. Existing ID: " + std::to_string(holder->second)};
}

HubSpotResult<std::vector<const HubSpotRecord*>> HubSpotRecords::readAssociations(const std::string& type, const json& input) {
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
    const auto link = std::find_if(kLinkTypes.begin(), kLinkTypes.end(),
                                   [&](const LinkType& known) { return known.from == type && known.id == typeId.get<int>(); });
    if (link == kLinkTypes.end())
      return tl::unexpected(
          HubSpotError{400, "VALIDATION_ERROR", "The association type " + typeId.dump() + " doesn't exist between " + type + " and it"});
    const auto text = id.is_string() ? id.get<std::string>() : id.dump();
    const auto* const target = findById(link->to, text);
    if (!target) return tl::unexpected(HubSpotError{404, "OBJECT_NOT_FOUND", "Object not found. objectId: " + text});
    targets.push_back(target);
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
  if (const auto email = emailOf(record); !email.empty()) contactByEmail_[email] = lastId_ + 1;
  auto& kept = records_.emplace(++lastId_, std::move(record)).first->second;
  for (const auto* target : *targets) link(kept, *target);
  return &kept;
}

HubSpotResult<HubSpotRecord*> HubSpotRecords::update(HubSpotRecord& record, const json& input, base::WallTime at) {
  const auto properties = readProperties(record.type, input);
  if (!properties) return tl::unexpected(properties.error());
  auto changed = record;
  for (const auto& [name, value] : *properties) changed.properties[name] = value;
  std::erase_if(changed.properties, [](const auto& property) { return property.second.empty(); });
  changed.updated = at;
  if (auto taken = emailTaken(changed)) return tl::unexpected(std::move(*taken));
  const auto before = emailOf(record);
  const auto after = emailOf(changed);
  if (before != after) {
    contactByEmail_.erase(before);
    if (!after.empty()) contactByEmail_[after] = std::stoi(record.id);
  }
  record = std::move(changed);
  return &record;
}

void HubSpotRecords::remove(const HubSpotRecord& record) {
  const auto id = record.id;
  if (const auto* links = linksFrom(id))
    for (const auto& link : *links) std::erase_if(linksFrom_[link.toId], [&id](const HubSpotLink& back) { return back.toId == id; });
  linksFrom_.erase(id);
  contactByEmail_.erase(emailOf(record));
  records_.erase(std::stoi(id));
}

void HubSpotRecords::link(const HubSpotRecord& from, const HubSpotRecord& to) {
  // They stand in both directions, so the one with fewer of them knows as well as the other; a contact may have very many.
  const auto& fewer = linksFrom_[from.id].size() < linksFrom_[to.id].size() ? from : to;
  const auto& other = &fewer == &from ? to : from;
  const auto& known = linksFrom_[fewer.id];
  if (std::any_of(known.begin(), known.end(), [&other](const HubSpotLink& one) { return one.toId == other.id; })) return;
  for (const auto& [one, another] : {std::pair(&from, &to), std::pair(&to, &from)})
    linksFrom_[one->id].push_back({one->type, one->id, another->type, another->id, defaultLink(one->type, another->type).value_or(0)});
}

void HubSpotRecords::unlink(const HubSpotLink& link) {
  const auto cut = [this](const std::string& fromId, const std::string& toType, const std::string& toId) {
    if (const auto at = linksFrom_.find(fromId); at != linksFrom_.end())
      std::erase_if(at->second, [&](const HubSpotLink& one) { return one.toType == toType && one.toId == toId; });
  };
  cut(link.fromId, link.toType, link.toId);
  cut(link.toId, link.fromType, link.fromId);
}

const std::vector<HubSpotLink>* HubSpotRecords::linksFrom(const std::string& id) const {
  const auto at = linksFrom_.find(id);
  return at == linksFrom_.end() ? nullptr : &at->second;
}

std::vector<HubSpotLink> HubSpotRecords::linksOf(std::string_view fromType, std::string_view fromId, std::string_view toType) const {
  std::vector<HubSpotLink> out;
  if (const auto* links = linksFrom(std::string(fromId)))
    std::copy_if(links->begin(), links->end(), std::back_inserter(out),
                 [&](const HubSpotLink& one) { return one.fromType == fromType && one.toType == toType; });
  return out;
}

std::vector<const HubSpotRecord*> HubSpotRecords::all(std::string_view type) const {
  std::vector<const HubSpotRecord*> out;
  for (const auto& [id, record] : records_)
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
