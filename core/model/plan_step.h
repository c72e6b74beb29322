#pragma once
#include <string>

namespace hookline::model {

/// Where a delivery of several requests stands in its plan, or what it failed at (interfaces.md §6, `step`).
struct PlanStep {
  int n = 1;         ///< from 1
  int of = 1;        ///< as many as the plan takes if all goes its usual way from here; what comes otherwise makes it more or fewer
  std::string name;  ///< for a person: "Add the note"
  bool operator==(const PlanStep&) const = default;
};

}  // namespace hookline::model
