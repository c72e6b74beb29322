#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/masked.h"
#include "model/webhook.h"

/// What the parts of the webhook's codec share. Private to the room.
namespace hookline::model::internal {

std::string_view toText(Signing signing);
std::optional<Signing> parseSigning(std::string_view text);

std::string_view toText(RetryPolicy::Preset preset);
std::string_view toText(RetryPolicy::Jitter jitter);

nlohmann::ordered_json orderingJson(const Ordering& ordering);
/// Nullopt: not such a word. Either may be left out.
std::optional<Ordering> readOrdering(const nlohmann::json& input, const Ordering& current);
/// `{"set": true}`: what stands for a secret setting.
bool isSetMark(const nlohmann::json& value);
/// Its settings as answers show them, the secret ones as isSetMark.
nlohmann::ordered_json settingsJson(const Webhook& webhook);

nlohmann::ordered_json rateLimitJson(const RateLimit& limit);

/// The policy a preset stands for. kCustom: the numbers of quick.
RetryPolicy presetPolicy(RetryPolicy::Preset preset);

/// The shape of interfaces.md §3.
nlohmann::ordered_json policyJson(const RetryPolicy& policy);

/// Reads a retryPolicy. `current` null: a new one, what is left out takes its default; otherwise a merge onto `current`. Faults are
/// appended to `faults` with paths under /retryPolicy.
RetryPolicy readPolicy(const nlohmann::json& input, const RetryPolicy* current, std::vector<base::FieldError>& faults);

}  // namespace hookline::model::internal
