#include "model/alert_rule.h"

#include <cmath>
#include <set>

#include "model/event.h"
#include "model/faults.h"

namespace hookline::model {
namespace {

using nlohmann::json;

/// Reads one rule and gathers what is wrong with it.
class RuleReader {
 public:
  RuleReader(const json& object, std::string path, internal::Faults& faults) : object_(object), path_(std::move(path)), faults_(faults) {}

  AlertRule read() {
    for (const auto& [name, value] : object_.items())
      if (!toJson(AlertRule{}).contains(name)) fault(internal::pointerPart(name), "is no field of a rule: check the spelling");
    AlertRule rule;
    readId(rule);
    readType(rule);
    readScope(rule);
    readThreshold(rule);
    const bool isRate = rule.type == AlertType::kLowSuccessRate;
    rule.window = isRate ? AlertRule::kWindow : std::chrono::seconds{0};
    if (isRate)
      readSeconds("windowSeconds", AlertRule::kLeastWindow, rule.window);
    else if (const auto* given = find("windowSeconds"); given && *given != 0)
      fault("windowSeconds", "is for low_success_rate alone: leave it out, failures in a row have no window");
    readSeconds("forSeconds", std::chrono::seconds{0}, rule.holds);
    if (const auto* notify = find("notify"); notify && *notify != json::array())
      fault("notify", "must be an empty list: this version shows alerts and sends no notifications yet");
    if (const auto* enabled = find("enabled")) {
      if (!enabled->is_boolean()) fault("enabled", "must be true or false");
      rule.enabled = enabled->is_boolean() && enabled->get<bool>();
    }
    return rule;
  }

 private:
  const json* find(std::string_view name) const {
    const auto at = object_.find(name);
    return at == object_.end() ? nullptr : &*at;
  }
  void fault(const std::string& name, std::string message) { faults_.push_back({path_ + "/" + name, std::move(message)}); }

  void readId(AlertRule& rule) {
    const auto* given = find("id");
    if (!given) return;
    const auto id = given->is_string() ? AlertRuleId::parse(given->get<std::string>()) : std::nullopt;
    if (!id) return fault("id", "must be the id of a rule; leave it out for a new one");
    rule.id = *id;
  }

  void readType(AlertRule& rule) {
    const auto* given = find("type");
    const auto type = given && given->is_string() ? parseAlertType(given->get<std::string>()) : std::nullopt;
    if (!type) return fault("type", "must be consecutive_failures or low_success_rate");
    rule.type = *type;
  }

  void readScope(AlertRule& rule) {
    const auto* scope = find("scope");
    if (!scope) return;
    constexpr const char* kForms = R"(must be {"all": true}, {"webhookId": "wh_…"} or {"chatbotId": "…"})";
    if (!scope->is_object() || scope->size() != 1) return fault("scope", kForms);
    const auto name = scope->begin().key();
    const auto& value = scope->begin().value();
    if (name == "all") {
      if (value != true) fault("scope/all", "must be true");
    } else if (name == "webhookId") {
      const auto id = value.is_string() ? WebhookId::parse(value.get<std::string>()) : std::nullopt;
      if (!id) return fault("scope/webhookId", "must be the id of a webhook");
      rule.webhookId = *id;
    } else if (name == "chatbotId") {
      if (!value.is_string() || value.get<std::string>().empty() || value.get<std::string>().size() > EventLimits::kMaxNameBytes)
        return fault("scope/chatbotId", "must be the id of a chatbot, up to " + std::to_string(EventLimits::kMaxNameBytes) + " bytes");
      rule.chatbotId = value.get<std::string>();
    } else {
      fault("scope", kForms);
    }
  }

  void readThreshold(AlertRule& rule) {
    const bool isRate = rule.type == AlertType::kLowSuccessRate;
    rule.threshold = isRate ? AlertRule::kRate : AlertRule::kFailures;
    const auto* given = find("threshold");
    if (!given) return;
    const auto value = given->is_number() ? given->get<double>() : -1;
    if (isRate) {
      if (!(value > 0 && value <= 1)) return fault("threshold", "must be a success rate above 0 and up to 1, such as 0.9");
    } else if (!(value >= 1 && value <= AlertRule::kMaxFailures && value == std::floor(value))) {
      return fault("threshold", "must be a whole number of failures from 1 to 10000");
    }
    rule.threshold = value;
  }

  void readSeconds(const std::string& name, std::chrono::seconds least, std::chrono::seconds& target) {
    const auto* given = find(name);
    if (!given) return;
    const bool fits = given->is_number_integer() && *given >= least.count() && *given <= AlertRule::kMaxSpan.count();
    if (!fits)
      return fault(name,
                   "must be a whole number from " + std::to_string(least.count()) + " to " + std::to_string(AlertRule::kMaxSpan.count()));
    target = std::chrono::seconds{given->get<std::int64_t>()};
  }

  const json& object_;
  const std::string path_;
  internal::Faults& faults_;
};

nlohmann::ordered_json scopeJson(const AlertRule& rule) {
  if (rule.webhookId) return {{"webhookId", rule.webhookId.text()}};
  if (!rule.chatbotId.empty()) return {{"chatbotId", rule.chatbotId}};
  return {{"all", true}};
}

}  // namespace

std::vector<AlertRule> guideRules() {
  AlertRule rate;
  rate.type = AlertType::kLowSuccessRate;
  rate.threshold = AlertRule::kRate;
  rate.window = AlertRule::kWindow;
  return {AlertRule{}, rate};
}

bool covers(const AlertRule& rule, const Webhook& webhook) {
  if (rule.webhookId) return rule.webhookId == webhook.id;
  return rule.chatbotId.empty() || webhook.chatbotId == "*" || webhook.chatbotId == rule.chatbotId;
}

nlohmann::ordered_json toJson(const AlertRule& rule) {
  nlohmann::ordered_json json{{"id", rule.id.text()}, {"type", toText(rule.type)}, {"scope", scopeJson(rule)}};
  if (rule.type == AlertType::kConsecutiveFailures)
    json["threshold"] = static_cast<std::int64_t>(rule.threshold);
  else
    json["threshold"] = rule.threshold;
  json["windowSeconds"] = rule.window.count();
  json["forSeconds"] = rule.holds.count();
  json["notify"] = nlohmann::ordered_json::array();
  json["enabled"] = rule.enabled;
  return json;
}

base::Result<std::vector<AlertRule>> readAlertRules(const json& items) {
  internal::Faults faults;
  std::vector<AlertRule> rules;
  std::set<AlertRuleId> ids;
  if (!items.is_array() || items.size() > AlertRule::kMaxRules)
    return base::fail(internal::invalid("The list of alert rules",
                                        {{"/items", "must be a list of at most " + std::to_string(AlertRule::kMaxRules) + " rules"}}));
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto path = "/items/" + std::to_string(i);
    if (!items[i].is_object()) {
      faults.push_back({path, "must be an object such as {\"type\": \"consecutive_failures\"}"});
      continue;
    }
    rules.push_back(RuleReader(items[i], path, faults).read());
    const auto id = rules.back().id;
    if (id && !ids.insert(id).second) faults.push_back({path + "/id", "stands twice in the list"});
  }
  if (!faults.empty()) return base::fail(internal::invalid("The list of alert rules", std::move(faults)));
  return rules;
}

}  // namespace hookline::model
