#include <algorithm>
#include <cmath>
#include <iterator>

#include "model/faults.h"
#include "model/webhook_words.h"

namespace hookline::model::internal {
namespace {

using nlohmann::json;
using Preset = RetryPolicy::Preset;

constexpr std::string_view kKnown[] = {"preset", "maxRetries", "backoffMs", "maxBackoffMs", "multiplier", "jitter", "scheduleMs"};
constexpr std::string_view kNumbers[] = {"maxRetries", "backoffMs", "maxBackoffMs", "multiplier"};

void addFault(Faults& faults, std::string_view field, std::string message) {
  faults.push_back({"/retryPolicy/" + std::string(field), std::move(message)});
}

bool readWhole(const json& value, std::int64_t least, std::int64_t most, std::int64_t& out) {
  if (!value.is_number()) return false;
  const double number = value.get<double>();
  if (std::floor(number) != number || number < static_cast<double>(least) || number > static_cast<double>(most)) return false;
  out = static_cast<std::int64_t>(number);
  return true;
}

std::string range(std::int64_t least, std::int64_t most) {
  return "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

/// The numbers that are given, onto `policy`.
void readNumbers(const json& input, RetryPolicy& policy, Faults& faults) {
  std::int64_t number = 0;
  if (const auto at = input.find("maxRetries"); at != input.end()) {
    if (readWhole(*at, 0, RetryPolicy::kMaxRetries, number))
      policy.maxRetries = static_cast<int>(number);
    else
      addFault(faults, "maxRetries", range(0, RetryPolicy::kMaxRetries));
  }
  const std::int64_t mostMs = RetryPolicy::kMaxDelay.count();
  if (const auto at = input.find("backoffMs"); at != input.end()) {
    if (readWhole(*at, 0, mostMs, number))
      policy.backoff = base::Millis{number};
    else
      addFault(faults, "backoffMs", range(0, mostMs) + " (24 hours)");
  }
  if (const auto at = input.find("maxBackoffMs"); at != input.end()) {
    if (!readWhole(*at, 0, mostMs, number))
      addFault(faults, "maxBackoffMs", range(0, mostMs) + " (24 hours)");
    else if (base::Millis{number} < policy.backoff)
      addFault(faults, "maxBackoffMs", "must not be less than backoffMs (" + std::to_string(policy.backoff.count()) + ")");
    else
      policy.maxBackoff = base::Millis{number};
  } else if (policy.maxBackoff < policy.backoff) {
    policy.maxBackoff = policy.backoff;  // a longer first delay alone must not be cut to the default limit
  }
  if (const auto at = input.find("multiplier"); at != input.end()) {
    const double factor = at->is_number() ? at->get<double>() : 0.0;
    if (factor >= 1.0 && factor <= 10.0)
      policy.multiplier = factor;
    else
      addFault(faults, "multiplier", "must be a number from 1 to 10");
  }
}

void readSchedule(const json& value, RetryPolicy& policy, Faults& faults) {
  if (!value.is_array() || value.size() > RetryPolicy::kMaxSchedule) {
    return addFault(faults, "scheduleMs", "must be a list of 1 to 50 delays in milliseconds, or empty for none");
  }
  policy.schedule.clear();
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::int64_t number = 0;
    if (readWhole(value[i], 0, RetryPolicy::kMaxDelay.count(), number))
      policy.schedule.emplace_back(number);
    else
      addFault(faults, "scheduleMs/" + std::to_string(i), range(0, RetryPolicy::kMaxDelay.count()) + " (24 hours)");
  }
}

/// The preset that was asked for, or nothing when none was or it cannot be read.
std::optional<Preset> readPreset(const json& input, Faults& faults) {
  const auto at = input.find("preset");
  if (at == input.end()) return std::nullopt;
  for (const auto preset : {Preset::kQuick, Preset::kStandard, Preset::kCustom})
    if (at->is_string() && at->get_ref<const std::string&>() == toText(preset)) return preset;
  addFault(faults, "preset", "must be quick, standard or custom");
  return std::nullopt;
}

void readJitter(const json& input, RetryPolicy& policy, Faults& faults) {
  const auto at = input.find("jitter");
  if (at == input.end()) return;
  if (*at == "equal")
    policy.jitter = RetryPolicy::Jitter::kEqual;
  else if (*at == "none")
    policy.jitter = RetryPolicy::Jitter::kNone;
  else
    addFault(faults, "jitter", "must be equal or none");
}

bool hasNumbers(const json& input) {
  for (const auto name : kNumbers)
    if (input.contains(name)) return true;
  return false;
}

/// A preset's own numbers may be repeated, as a client does that sends back what it read; others contradict it.
void refuseContradiction(const json& input, Preset preset, Faults& faults) {
  const auto own = policyJson(presetPolicy(preset));
  for (const auto name : {kNumbers[0], kNumbers[1], kNumbers[2], kNumbers[3], std::string_view("scheduleMs")}) {
    const auto at = input.find(name);
    if (at == input.end() || *at == json(own[std::string(name)])) continue;
    const std::string word(toText(preset));
    addFault(faults, name, "cannot be changed within the preset " + word + ": leave it out, or choose the preset custom");
  }
}

/// Numbers that would be hidden behind a schedule that is already there.
void refuseHidden(const json& input, const RetryPolicy& current, Faults& faults) {
  const auto present = policyJson(current);
  for (const auto name : kNumbers) {
    const auto at = input.find(name);
    if (at != input.end() && *at != json(present[std::string(name)]))
      addFault(faults, name, "has no effect while scheduleMs is set: send scheduleMs as an empty list with it");
  }
}

RetryPolicy readCustom(const json& input, const RetryPolicy& from, Faults& faults) {
  RetryPolicy policy = from;
  policy.preset = Preset::kCustom;
  readNumbers(input, policy, faults);
  if (const auto at = input.find("scheduleMs"); at != input.end()) readSchedule(*at, policy, faults);
  if (policy.schedule.empty()) return policy;
  const RetryPolicy plain;  // the numbers are ignored, so what is shown is what happens
  policy.maxRetries = static_cast<int>(policy.schedule.size()) - 1;
  policy.backoff = plain.backoff;
  policy.maxBackoff = plain.maxBackoff;
  policy.multiplier = plain.multiplier;
  return policy;
}

bool namesPreset(const json& input) {
  const auto at = input.find("preset");
  return at != input.end() && (*at == toText(Preset::kQuick) || *at == toText(Preset::kStandard));
}

/// RFC 7396: null takes a field away. In a merge that gives the field its default back, unless a preset decides anyway.
json withoutNulls(const json& input, bool merging) {
  const auto defaults = policyJson(RetryPolicy{});
  const bool restore = merging && !namesPreset(input);
  json out = json::object();
  for (const auto& [name, value] : input.items()) {
    if (!value.is_null())
      out[name] = value;
    else if (restore && defaults.contains(name))
      out[name] = json(defaults[name]);
  }
  return out;
}

/// Whether the input asks for another schedule than there is.
bool touchesSchedule(const json& input, const RetryPolicy* current) {
  const auto at = input.find("scheduleMs");
  return at != input.end() && *at != json(policyJson(current ? *current : RetryPolicy{})["scheduleMs"]);
}

/// Whether every field but the jitter is as it is already, so that a merge keeps the preset.
bool changesNothing(const json& input, const RetryPolicy& current) {
  const auto present = policyJson(current);
  for (const auto& [name, value] : input.items())
    if (name != "jitter" && present.contains(name) && value != json(present[name])) return false;
  return true;
}

}  // namespace

std::string_view toText(Preset preset) {
  switch (preset) {
    case Preset::kQuick:
      return "quick";
    case Preset::kStandard:
      return "standard";
    case Preset::kCustom:
      return "custom";
  }
  return "quick";
}

std::string_view toText(RetryPolicy::Jitter jitter) { return jitter == RetryPolicy::Jitter::kNone ? "none" : "equal"; }

RetryPolicy presetPolicy(Preset preset) {
  RetryPolicy policy;
  policy.preset = preset;
  if (preset == Preset::kStandard) policy.maxRetries = retriesAllowed(policy);
  return policy;
}

nlohmann::ordered_json policyJson(const RetryPolicy& policy) {
  auto schedule = nlohmann::ordered_json::array();
  for (const auto delay : policy.schedule) schedule.push_back(delay.count());
  return {{"preset", toText(policy.preset)},           {"maxRetries", policy.maxRetries}, {"backoffMs", policy.backoff.count()},
          {"maxBackoffMs", policy.maxBackoff.count()}, {"multiplier", policy.multiplier}, {"jitter", toText(policy.jitter)},
          {"scheduleMs", std::move(schedule)}};
}

RetryPolicy readPolicy(const json& given, const RetryPolicy* current, Faults& faults) {
  const RetryPolicy fallback = current ? *current : RetryPolicy{};
  if (given.is_null()) return {};
  if (!given.is_object()) {
    faults.push_back({"/retryPolicy", "must be an object such as {\"preset\": \"standard\"}"});
    return fallback;
  }
  for (const auto& [name, value] : given.items())
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown))
      addFault(faults, name, "is not a field of a retry policy: check the spelling");
  const json input = withoutNulls(given, current != nullptr);
  const auto asked = readPreset(input, faults);
  if (!asked && input.contains("preset")) return fallback;
  const bool newSchedule = touchesSchedule(input, current);

  RetryPolicy policy = fallback;
  if (asked && *asked != Preset::kCustom) {
    refuseContradiction(input, *asked, faults);
    policy = presetPolicy(*asked);
    if (current && current->preset == *asked) policy.jitter = current->jitter;
  } else if (asked || ((hasNumbers(input) || newSchedule) && !(current && changesNothing(input, *current)))) {
    if (current && !current->schedule.empty() && !newSchedule) refuseHidden(input, *current, faults);
    policy = readCustom(input, fallback, faults);
  }
  readJitter(input, policy, faults);
  return policy;
}

}  // namespace hookline::model::internal
