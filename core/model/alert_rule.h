#pragma once
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/alert.h"
#include "model/ids.h"
#include "model/webhook.h"

namespace hookline::model {

/// When an alert fires, and for which webhooks.
struct AlertRule {
  AlertRuleId id;
  AlertType type = AlertType::kConsecutiveFailures;
  WebhookId webhookId;    ///< this one alone; 0: see chatbotId
  std::string chatbotId;  ///< webhooks that take this chatbot's events; empty, and no webhookId: all
  double threshold = kFailures;
  std::chrono::seconds window{0};  ///< of a success rate: the results of so long before now; else 0
  std::chrono::seconds holds{0};   ///< it must hold for so long without a break before it fires
  bool enabled = true;

  static constexpr double kFailures = 5;
  static constexpr double kMaxFailures = 10000;
  static constexpr double kRate = 0.9;
  static constexpr std::chrono::seconds kWindow{3600};
  static constexpr std::chrono::seconds kLeastWindow{60};
  static constexpr std::chrono::seconds kMaxSpan{24 * 3600};  ///< of window and holds
  static constexpr std::uint64_t kLeastResults = 20;          ///< with fewer in the window a success rate says nothing
  static constexpr std::size_t kMaxRules = 50;

  bool operator==(const AlertRule&) const = default;
};

/// The guide's two: five failures in a row, and less than 90 % success in an hour. Without ids.
std::vector<AlertRule> guideRules();

/// Whether the rule's scope holds the webhook. Webhooks of all chatbots belong to each.
bool covers(const AlertRule& rule, const Webhook& webhook);

/// The shape of interfaces.md §6 (Rule).
nlohmann::ordered_json toJson(const AlertRule& rule);

/// Reads the rules of a whole list; what is left out takes the type's default, an id that is left out is 0. Whether ids and webhooks exist
/// is the caller's to know. Errors: kInvalid, every wrong field named with a path under /items.
base::Result<std::vector<AlertRule>> readAlertRules(const nlohmann::json& items);

}  // namespace hookline::model
