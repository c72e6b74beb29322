#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/ids.h"

namespace hookline::model {

/// What a rule looks at. The words are stored.
enum class AlertType {
  kConsecutiveFailures,  ///< failed attempts since the last success
  kLowSuccessRate,       ///< successes among the results of a window
};
/// consecutive_failures, low_success_rate.
std::string_view toText(AlertType type);
std::optional<AlertType> parseAlertType(std::string_view text);

/// The numbers are stored. What stands before kResolved is open.
enum class AlertState : std::uint8_t { kFiring = 0, kAcknowledged = 1, kSnoozed = 2, kResolved = 3 };
/// firing, acknowledged, snoozed, resolved.
std::string_view toText(AlertState state);
std::optional<AlertState> parseAlertState(std::string_view text);

inline bool isOpen(AlertState state) { return state < AlertState::kResolved; }

/// What a rule found at a webhook, as it is stored. A rule has at most one open alert for a webhook.
struct Alert {
  AlertId id;
  AlertRuleId ruleId;
  AlertType type = AlertType::kConsecutiveFailures;
  WebhookId webhookId;
  std::string message;
  AlertState state = AlertState::kFiring;
  base::WallTime since{};               ///< when it fired
  std::optional<base::WallTime> until;  ///< of a snoozed one: when it fires again; of a resolved one: when it ended
  double value = 0;                     ///< failures in a row, or the success rate 0 … 1

  bool operator==(const Alert&) const = default;
};

/// The shape of interfaces.md §6 (Alert).
nlohmann::ordered_json toJson(const Alert& alert);

}  // namespace hookline::model
