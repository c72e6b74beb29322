#include <algorithm>
#include <array>
#include <vector>

#include "destinations/rich_text.h"
#include "sandbox/json_reading.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using internal::memberOf;
using internal::textOf;
using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §8.
constexpr std::size_t kKeyLength = 32;
constexpr std::size_t kMaxDedupKey = 255;
constexpr std::size_t kMaxSummary = 1024;
constexpr std::size_t kMaxBodyBytes = 512 * 1024;
constexpr auto kActions = std::to_array<std::string_view>({"trigger", "acknowledge", "resolve"});
constexpr auto kSeverities = std::to_array<std::string_view>({"critical", "error", "warning", "info"});

using Faults = std::vector<std::string>;

template <typename Words>
bool isOneOf(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void checkRoutingKey(const std::string& key, Faults& faults) {
  if (isRefusedCredential(key)) {
    faults.emplace_back("Invalid routing key");
    return;
  }
  if (key.size() != kKeyLength) faults.emplace_back("Length of 'routing_key' is incorrect (should be 32 characters)");
  const bool plain = std::all_of(key.begin(), key.end(),
                                 [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  if (!plain) faults.emplace_back("'routing_key' cannot contain non-alphanumeric characters.");
}

void checkSummary(const json& payload, Faults& faults) {
  const auto summary = textOf(memberOf(payload, "summary"));
  if (summary.empty()) faults.emplace_back("'payload.summary' is missing or blank");
  if (destinations::lengthOf(summary) > kMaxSummary) faults.emplace_back("'payload.summary' is too long (at most 1024 characters)");
}

void checkPayload(const json& payload, Faults& faults) {
  if (!payload.is_object()) {
    faults.emplace_back("'payload' is missing or not an object");
    return;
  }
  checkSummary(payload, faults);
  if (textOf(memberOf(payload, "source")).empty()) faults.emplace_back("'payload.source' is missing or blank");
  if (!isOneOf(kSeverities, textOf(memberOf(payload, "severity"))))
    faults.emplace_back("'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')");
}

/// What an event and a change event can both be wrong in as a whole.
Faults faultsOfForm(const ServiceRequest& request, const json& event) {
  if (request.body.size() > kMaxBodyBytes) return {"The event is larger than 512 KB"};
  if (!event.is_object()) return {"JSON is invalid"};
  return {};
}

Faults faultsOfChange(const ServiceRequest& request, const json& event) {
  auto faults = faultsOfForm(request, event);
  if (!faults.empty()) return faults;
  checkRoutingKey(textOf(memberOf(event, "routing_key")), faults);
  checkSummary(memberOf(event, "payload"), faults);
  return faults;
}

Faults faultsOf(const ServiceRequest& request, const json& event) {
  if (auto faults = faultsOfForm(request, event); !faults.empty()) return faults;
  Faults faults;
  checkRoutingKey(textOf(memberOf(event, "routing_key")), faults);
  const auto action = textOf(memberOf(event, "event_action"));
  if (!isOneOf(kActions, action)) faults.emplace_back("'event_action' is invalid (must be one of 'trigger', 'acknowledge' or 'resolve')");
  const auto key = textOf(memberOf(event, "dedup_key"));
  if (destinations::lengthOf(key) > kMaxDedupKey) faults.emplace_back("'dedup_key' is too long (at most 255 characters)");
  if (action == "trigger")
    checkPayload(event.value("payload", json()), faults);
  else if (key.empty())
    faults.emplace_back("'dedup_key' is missing or blank");
  return faults;
}

/// The Events API v2 at /pagerduty/v2/enqueue and /v2/enqueue (integrations.md §8): alerts by integration key and dedup_key; and change
/// events at /v2/change/enqueue, which alert nobody.
class PagerDutyStandIn final : public Service {
 public:
  std::string_view name() const override { return "pagerduty"; }

  ServiceReply answer(const ServiceRequest& request) override {
    const bool isChange = request.path == "/v2/change/enqueue";
    if ((request.path != "/v2/enqueue" && !isChange) || request.method != "POST")
      return ServiceReply::json(404, {{"status", "not found"}, {"message", "Not Found"}});
    const auto event = json::parse(request.body, nullptr, false);
    if (auto faults = isChange ? faultsOfChange(request, event) : faultsOf(request, event); !faults.empty())
      return ServiceReply::json(400, {{"status", "invalid event"}, {"message", "Event object is invalid"}, {"errors", std::move(faults)}});
    if (isChange) {
      changes_.push_back({{"at", base::formatIso(request.at)}, {"event", event}});
      return ServiceReply::json(202, {{"status", "success"}, {"message", "Change event processed"}});
    }
    auto key = textOf(memberOf(event, "dedup_key"));
    if (key.empty()) key = "made-" + std::to_string(events_.size() + 1);
    take(request, event, key);
    return ServiceReply::json(202, {{"status", "success"}, {"message", "Event processed"}, {"dedup_key", key}});
  }

  ordered_json records() const override {
    auto alerts = ordered_json::array();
    for (const auto& alert : alerts_) alerts.push_back(alert.shown);
    return {{"alerts", std::move(alerts)}, {"events", events_}, {"changes", changes_}};
  }
  ordered_json example(const std::string& standIns) const override {
    return {{"settings", {{"baseUrl", standIns + "/pagerduty"}, {"routingKey", "0000000000000000000000000standin"}}}};
  }
  void forget() override {
    alerts_.clear();
    events_ = ordered_json::array();
    changes_ = ordered_json::array();
  }

 private:
  struct Alert {
    std::string routingKey;
    std::string dedupKey;
    ordered_json shown;  ///< as in the records
  };

  /// Null when none of the key is open.
  Alert* openAlert(const std::string& routingKey, const std::string& dedupKey) {
    const auto found = std::find_if(alerts_.begin(), alerts_.end(), [&](const Alert& alert) {
      return alert.routingKey == routingKey && alert.dedupKey == dedupKey && alert.shown["status"] != "resolved";
    });
    return found == alerts_.end() ? nullptr : &*found;
  }

  void take(const ServiceRequest& request, const json& event, const std::string& key) {
    const auto action = textOf(memberOf(event, "event_action"));
    const auto at = base::formatIso(request.at);
    events_.push_back({{"at", at}, {"event", event}});
    auto* alert = openAlert(textOf(memberOf(event, "routing_key")), key);
    if (action != "trigger") {
      // Of an alert that is not open it is dropped.
      if (alert) alert->shown["status"] = action == "resolve" ? "resolved" : "acknowledged";
      return;
    }
    if (!alert) {
      alerts_.push_back(
          {textOf(memberOf(event, "routing_key")), key, {{"dedup_key", key}, {"status", "triggered"}, {"triggers", 0}, {"createdAt", at}}});
      alert = &alerts_.back();
    }
    alert->shown["triggers"] = alert->shown["triggers"].get<int>() + 1;
    alert->shown["summary"] = event["payload"]["summary"];
    alert->shown["severity"] = event["payload"]["severity"];
  }

  std::vector<Alert> alerts_;
  ordered_json events_ = ordered_json::array();
  ordered_json changes_ = ordered_json::array();
};

}  // namespace

std::unique_ptr<Service> makePagerDutyStandIn() { return std::make_unique<PagerDutyStandIn>(); }

}  // namespace hookline::sandbox
