#pragma once
#include <optional>
#include <string_view>

#include "destinations/destination.h"

namespace hookline::destinations::internal {

// The steps of a test send, by their names in attempts; the first is also the checkpoint that says it is done.
inline constexpr std::string_view kTriggerStep = "trigger the test alert";
inline constexpr std::string_view kResolveStep = "resolve the test alert";

/// PagerDuty's error bodies (integrations.md §2). Nothing for what is not in its shape: the common table decides.
std::optional<Judgement> judgePagerDuty(const model::HttpResult& result);

/// The same in a test send, which goes on to its second step after the first. Whoever may have been left with an open alert is told so.
std::optional<Judgement> judgePagerDutyTest(std::string_view step, const model::HttpResult& result);

}  // namespace hookline::destinations::internal
