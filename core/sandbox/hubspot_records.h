#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "base/time.h"

namespace hookline::sandbox::internal {

/// An answer that refuses, integrations.md §15.
struct HubSpotError {
  int status = 400;
  std::string category;
  std::string message;
  nlohmann::ordered_json more = nlohmann::ordered_json::object();  ///< further members: "errors", "context"
};

template <typename T>
using HubSpotResult = tl::expected<T, HubSpotError>;

using HubSpotProperties = std::map<std::string, std::string, std::less<>>;

struct HubSpotRecord {
  std::string id;
  std::string type;  ///< "contacts", "notes" or "deals"
  HubSpotProperties properties;
  base::WallTime created{};
  base::WallTime updated{};
};

/// One direction of an association.
struct HubSpotLink {
  std::string fromType;
  std::string fromId;
  std::string toType;
  std::string toId;
  int typeId = 0;
  bool operator==(const HubSpotLink&) const = default;
};

/// Contacts, notes and deals as HubSpot keeps them (integrations.md §5): every value is text, an empty one clears, an email is one
/// contact's alone whatever its case, associations stand in both directions. What a delivery asks for (a record by its id, a contact by its
/// email, the associations of one record) does not take longer the more records there are.
class HubSpotRecords {
 public:
  /// "contacts" of "contacts", "contact" or "0-1"; none: there is no such type here.
  static std::optional<std::string> typeOf(std::string_view word);
  /// "0-1" of "contacts".
  static std::string idOfType(std::string_view type);
  /// The number of the plain association of two types; none: they are not associated.
  static std::optional<int> defaultLink(std::string_view fromType, std::string_view toType);

  /// By id, or by the property of that name. Null: there is none. Valid until it is removed.
  HubSpotRecord* find(std::string_view type, std::string_view key, std::string_view idProperty = {});
  /// `input`: {"properties": {…}, "associations": [{"to": {"id"}, "types": [{"associationCategory", "associationTypeId"}]}]}.
  HubSpotResult<HubSpotRecord*> create(const std::string& type, const nlohmann::json& input, base::WallTime at);
  HubSpotResult<HubSpotRecord*> update(HubSpotRecord& record, const nlohmann::json& input, base::WallTime at);
  void remove(const HubSpotRecord& record);
  /// In both directions; again is the same.
  void link(const HubSpotRecord& from, const HubSpotRecord& to);
  /// In both directions; one that is not there is none. `link` needs no number.
  void unlink(const HubSpotLink& link);

  std::vector<HubSpotLink> linksOf(std::string_view fromType, std::string_view fromId, std::string_view toType) const;
  /// Oldest first.
  std::vector<const HubSpotRecord*> all(std::string_view type) const;
  /// {"contacts": [{id, properties, createdAt, updatedAt, associations: {"notes": ["102"]}}], "notes": […], "deals": […]}.
  nlohmann::ordered_json toJson() const;

 private:
  HubSpotResult<HubSpotProperties> readProperties(const std::string& type, const nlohmann::json& input) const;
  std::optional<HubSpotError> emailTaken(const HubSpotRecord& record) const;
  HubSpotResult<std::vector<const HubSpotRecord*>> readAssociations(const std::string& type, const nlohmann::json& input);
  HubSpotRecord* findById(std::string_view type, std::string_view id);
  const std::vector<HubSpotLink>* linksFrom(const std::string& id) const;

  std::map<int, HubSpotRecord> records_;                                 ///< by id: ids of all types are one series, the oldest comes first
  std::unordered_map<std::string, int> contactByEmail_;                  ///< whose email it is
  std::unordered_map<std::string, std::vector<HubSpotLink>> linksFrom_;  ///< by the id of the record they lead from, the oldest first
  int lastId_ = 100;
};

}  // namespace hookline::sandbox::internal
