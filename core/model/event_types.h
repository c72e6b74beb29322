#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/custom_types.h"

namespace hookline::model {

/// The built-in event types with their JSON Schemas (resources/schemas, draft 7), compiled in, and those of the users' own, which are
/// replaced as a whole while events are checked. Thread: any after construction.
class EventTypes {
 public:
  /// Reads the schemas that are compiled in; a schema that does not compile is our own bug and throws.
  EventTypes();
  ~EventTypes();
  EventTypes(const EventTypes&) = delete;
  EventTypes& operator=(const EventTypes&) = delete;

  /// The built-in types in the order of interfaces.md §2.
  const std::vector<std::string>& names() const;
  /// The text of a built-in type's schema, or empty for another type.
  std::string_view schema(std::string_view type) const;
  /// Never null.
  CustomTypesPtr custom() const;
  void setCustom(CustomTypesPtr custom);
  /// Whether `data` of an event body fits its type. Types without a schema pass. Errors: kInvalid with one detail a field, paths
  /// like /data/email, messages for a person ("is required", "must be a number from 0 to 1").
  base::Status check(std::string_view type, std::string_view body) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::model
