#include "model/alert.h"

namespace hookline::model {

std::string_view toText(AlertType type) {
  switch (type) {
    case AlertType::kConsecutiveFailures:
      return "consecutive_failures";
    case AlertType::kLowSuccessRate:
      return "low_success_rate";
  }
  return "consecutive_failures";
}

std::optional<AlertType> parseAlertType(std::string_view text) {
  for (const auto type : {AlertType::kConsecutiveFailures, AlertType::kLowSuccessRate})
    if (text == toText(type)) return type;
  return std::nullopt;
}

std::string_view toText(AlertState state) {
  switch (state) {
    case AlertState::kFiring:
      return "firing";
    case AlertState::kAcknowledged:
      return "acknowledged";
    case AlertState::kSnoozed:
      return "snoozed";
    case AlertState::kResolved:
      return "resolved";
  }
  return "firing";
}

std::optional<AlertState> parseAlertState(std::string_view text) {
  for (const auto state : {AlertState::kFiring, AlertState::kAcknowledged, AlertState::kSnoozed, AlertState::kResolved})
    if (text == toText(state)) return state;
  return std::nullopt;
}

nlohmann::ordered_json toJson(const Alert& alert) {
  nlohmann::ordered_json json{{"id", alert.id.text()}, {"ruleId", alert.ruleId.text()}, {"type", toText(alert.type)}};
  if (alert.webhookId) json["webhookId"] = alert.webhookId.text();
  json["message"] = alert.message;
  json["state"] = toText(alert.state);
  json["since"] = base::formatIso(alert.since);
  if (alert.until) json["until"] = base::formatIso(*alert.until);
  if (alert.type == AlertType::kConsecutiveFailures)
    json["value"] = static_cast<std::int64_t>(alert.value);
  else
    json["value"] = alert.value;
  return json;
}

}  // namespace hookline::model
