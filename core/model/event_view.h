#pragma once
#include <nlohmann/json.hpp>
#include <optional>

#include "model/event.h"

namespace hookline::model {

/// An event as filters look at it. Its body is parsed when the first filter asks for it, and once at most: where no filter asks, nothing
/// is parsed. Thread: one at a time. The event outlives it.
class EventView {
 public:
  explicit EventView(const Event& event) : event_(event) {}

  const Event& event() const { return event_; }
  /// The event object; null when the event has no body any more. Integers beyond 64 bits are doubles here.
  const nlohmann::json& body();

 private:
  const Event& event_;
  std::optional<nlohmann::json> body_;
};

}  // namespace hookline::model
