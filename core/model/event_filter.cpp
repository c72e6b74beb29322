#include "model/event_filter.h"

#include <algorithm>

#include "model/filter_condition.h"

namespace hookline::model {

base::Result<EventFilter> EventFilter::fromJson(const nlohmann::json& input) {
  if (input.is_null()) return EventFilter();
  internal::Faults faults;
  auto conditions = internal::readConditions(input, faults);
  if (faults.empty()) internal::findContradictions(conditions, faults);
  if (!faults.empty()) return base::fail(internal::invalid("The filter", std::move(faults)));
  if (conditions.empty()) return EventFilter();
  return EventFilter(std::make_shared<const Conditions>(std::move(conditions)));
}

nlohmann::ordered_json EventFilter::toJson() const {
  auto all = nlohmann::ordered_json::array();
  if (!conditions_) return {{"all", std::move(all)}};
  for (const auto& condition : *conditions_) {
    nlohmann::ordered_json one{{"path", condition.path}, {"op", internal::toText(condition.op)}};
    if (condition.value) one["value"] = nlohmann::ordered_json(*condition.value);
    all.push_back(std::move(one));
  }
  return {{"all", std::move(all)}};
}

bool EventFilter::takes(const nlohmann::json& event) const {
  if (!conditions_) return true;
  return std::all_of(conditions_->begin(), conditions_->end(),
                     [&event](const auto& condition) { return condition.holdsFor(condition.find(event)); });
}

std::string EventFilter::explain(const nlohmann::json& event) const {
  if (!conditions_) return {};
  for (const auto& condition : *conditions_) {
    const auto* found = condition.find(event);
    if (!condition.holdsFor(found)) return internal::describeFailure(condition, found);
  }
  return {};
}

bool EventFilter::operator==(const EventFilter& other) const {
  if (conditions_ == other.conditions_) return true;
  if (!conditions_ || !other.conditions_) return false;
  return std::equal(conditions_->begin(), conditions_->end(), other.conditions_->begin(), other.conditions_->end(),
                    [](const auto& a, const auto& b) { return a.path == b.path && a.op == b.op && a.value == b.value; });
}

}  // namespace hookline::model
