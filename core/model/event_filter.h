#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"

namespace hookline::model {

namespace internal {
struct FilterCondition;
}

/// Which events a webhook takes beyond their types: `{"all": [{"path": "data.source", "op": "eq", "value": "website"}, …]}`
/// (interfaces.md §3). An event passes when every condition holds; without conditions every event passes.
///
/// `path` names a place in the event object, parts divided by dots: `type`, `conversationId`, `data.metadata.plan`, `data.items.0.price`
/// (elements of a list by number, from 0), also fields of the producer's own. A name that holds a dot itself cannot be reached. A place
/// that is not there fails every condition but `ne` and `exists` with false; one that holds null is there.
/// | op | value | holds when what is at the path |
/// | eq, ne | text, number, true, false or null | is that value · is anything else, or is not there |
/// | in | a list of 1 to 100 such values | is one of them |
/// | contains | text, number, true, false or null | is text with that text in it, or a list with that value in it |
/// | gt, lt | a number, or a time such as 2026-11-23T20:00:00Z | is a number above or below it, or a time after or before it |
/// | exists | true (default) or false | is there · is not there |
/// | matches | a regular expression (RE2, UTF-8, not anchored) | is text in which it is found |
/// Kinds are never mixed: the text "5" is not the number 5, and neither above nor below another. Numbers are compared by value (1 is 1.0),
/// exactly as long as they fit 64 bits or a double; integers beyond that by the nearest double. Texts are compared byte by byte, upper and
/// lower case differ ((?i) in an expression ignores it). There is no order of texts but of times, which are compared by milliseconds.
///
/// A value. Copies are cheap: they share the compiled form, which never changes. Thread: any, also at once.
class EventFilter {
 public:
  static constexpr std::size_t kMaxConditions = 20;
  static constexpr std::size_t kMaxPathBytes = 256;
  static constexpr std::size_t kMaxPathParts = 16;
  static constexpr std::size_t kMaxValueBytes = 4096;  ///< each text of a value
  static constexpr std::size_t kMaxListed = 100;

  /// Every event passes.
  EventFilter() = default;

  /// Null, {} and {"all": []} are the filter that lets everything pass. Errors: kInvalid, every fault a detail whose path starts with
  /// /filter. Also refused: conditions of one path that no event meets together, such as eq 1 and gt 5.
  static base::Result<EventFilter> fromJson(const nlohmann::json& input);
  /// What fromJson was given, fields in the order path, op, value.
  nlohmann::ordered_json toJson() const;

  bool empty() const { return !conditions_; }
  /// Whether an event object (EventView::body) passes.
  bool takes(const nlohmann::json& event) const;
  /// The first condition that the event fails, for a person: "wants data.source to be website; this event has partner". Values are cut at
  /// 80 characters, control characters escaped. Empty: the event passes.
  std::string explain(const nlohmann::json& event) const;

  /// The same conditions in the same order.
  bool operator==(const EventFilter& other) const;

 private:
  using Conditions = std::vector<internal::FilterCondition>;
  explicit EventFilter(std::shared_ptr<const Conditions> conditions) : conditions_(std::move(conditions)) {}

  std::shared_ptr<const Conditions> conditions_;  // null: none
};

}  // namespace hookline::model
