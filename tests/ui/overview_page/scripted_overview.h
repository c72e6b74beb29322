#pragma once
#include <optional>

#include "base/time.h"
#include "support/scripted_channel.h"
#include "support/webhook_json.h"

namespace hookline::overview_page {

/// A core as the overview asks it, scripted: some webhooks and how they fare, an hour of figures, and the built-in receiver.
class ScriptedOverview {
 public:
  using Json = nlohmann::json;
  struct Hook {
    std::int64_t id = 7;
    std::string name = "Zendesk";
    std::string kind = "custom";
    std::string state = "healthy";
    std::optional<double> rate = 0.998;
    std::uint64_t waiting = 0;
    double half = 142;
    double slow = 480;
    std::string reason = {};
    bool test = false;
    std::string url = "https://example.com/hook";
  };

  explicit ScriptedOverview(support::ScriptedChannel& channel) : channel_(channel) {
    channel_.role("admin", {"post_events", "read", "operate", "administer"});
    serveFigures();
    serveLists();
  }

  std::vector<Hook> hooks;
  std::uint64_t delivered = 1900;  ///< a minute
  std::uint64_t failed = 0;        ///< a minute
  std::uint64_t waiting = 0, dead = 0;
  std::uint64_t deliveries = 0;  ///< of all time
  bool answers = true;           ///< whether there are latencies

  void used() {
    hooks.push_back({});
    deliveries = 1000000;
  }
  static std::string hookId(std::int64_t id) { return model::WebhookId{id}.text(); }
  static std::string deliveryId(std::int64_t id) { return model::DeliveryId{id}.text(); }

  Json row(std::int64_t id, std::int64_t hook, const std::string& state, bool simulated = false) const {
    const auto now = base::wallNow();
    return {{"id", deliveryId(id)},
            {"eventId", "evt_" + std::to_string(id)},
            {"webhookId", hookId(hook)},
            {"webhookName", "Zendesk"},
            {"kind", "custom"},
            {"eventType", "lead.captured"},
            {"chatbotId", "bot_1"},
            {"state", state},
            {"attempts", 1},
            {"attemptCount", 1},
            {"counted", 1},
            {"status", 503},
            {"errorClass", "server_error"},
            {"cause", "HTTP 503: it says that it is overloaded."},
            {"help", "Wait."},
            {"reason", "All sending is stopped."},
            {"simulated", simulated},
            {"nextAttemptAt", base::formatIso(now + std::chrono::seconds(22))},
            {"createdAt", base::formatIso(now)},
            {"updatedAt", base::formatIso(now + base::Millis{84})}};
  }
  /// The stream tells of it.
  void tell(std::int64_t id, std::int64_t hook, const std::string& state, bool simulated = false) {
    channel_.notice("delivery", row(id, hook, state, simulated), deliveryId(id));
  }
  static Json webhook(const Hook& hook) {
    const bool stopped = hook.state == "on_hold" || hook.state == "paused" || hook.state == "disabled";
    return support::webhookJson(hook.id, hook.name,
                                {{"url", hook.url},
                                 {"kind", hook.kind},
                                 {"test", hook.test},
                                 {"allowHttp", true},
                                 {"status", {{"state", stopped ? hook.state : "active"}, {"reason", hook.reason}}}});
  }

 private:
  using Channel = support::ScriptedChannel;

  Json health() const {
    Json items = Json::array();
    for (const auto& one : hooks)
      items.push_back(
          {{"webhookId", hookId(one.id)},
           {"url", one.url},
           {"state", one.state},
           {"successRate", one.rate ? Json(*one.rate) : Json(nullptr)},
           {"rates", one.rate ? Json{1.0, nullptr, *one.rate} : Json{nullptr, nullptr, nullptr}},
           {"p50Ms", one.rate ? Json(one.half) : Json(nullptr)},
           {"p95Ms", one.rate ? Json(one.slow) : Json(nullptr)},
           {"consecutiveFailures", one.state == "failing" ? 9 : 0},
           {"waiting", one.waiting},
           {"oldestWaiting", one.waiting > 0 ? Json(base::formatIso(base::wallNow() - std::chrono::seconds(252))) : Json(nullptr)},
           {"dead", 0}});
    return {{"overall", "healthy"}, {"items", std::move(items)}, {"next", nullptr}};
  }

  Json stats(const api::Request& request) const {
    const auto from = *base::parseIso(request.queryValue("from"));
    const auto to = *base::parseIso(request.queryValue("to"));
    const base::Millis step{std::stoll(std::string(request.queryValue("step"))) * 60000};
    Json items = Json::array();
    int n = 0;
    for (auto at = base::WallTime{from.time_since_epoch() / step * step}; at < to; at += step, ++n) {
      const bool some = answers && delivered + failed > 0;
      items.push_back({{"at", base::formatIso(at)},
                       {"delivered", delivered},
                       {"failed", failed},
                       {"dead", n == 3 ? dead : 0},
                       {"retried", failed},
                       {"p50Ms", some ? Json(64) : Json(nullptr)},
                       {"p95Ms", some ? Json(412) : Json(nullptr)},
                       {"p99Ms", some ? Json(900) : Json(nullptr)}});
    }
    return {{"items", std::move(items)}};
  }

  void serveFigures() {
    channel_.on("GET /api/status", [this](const auto&) {
      return Channel::json({{"rates", {{"attemptsPerSecond", 1}, {"deliveredPerSecond", 1}}},
                            {"waiting", waiting},
                            {"inFlight", 0},
                            {"dead", dead},
                            {"disk", {{"bytes", 1}}},
                            {"online", true},
                            {"allPaused", false}});
    });
    channel_.on("GET /api/health", [this](const auto&) { return Channel::json(health()); });
    channel_.on("GET /api/stats", [this](const api::Request& request) { return Channel::json(stats(request)); });
    channel_.on("GET /api/settings", Json{{"address", "http://127.0.0.1:8787"}, {"allowPrivate", true}});
    channel_.on("GET /api/tokens", Json{{"items", Json::array()}, {"next", nullptr}});
  }

  void serveLists() {
    channel_.on("GET /api/webhooks", [this](const auto&) {
      Json list = Json::array();
      for (const auto& one : hooks) list.push_back(webhook(one));
      return Channel::json(list);
    });
    channel_.on("GET /api/deliveries/facets", [this](const auto&) {
      return Channel::json(
          {{"total", deliveries}, {"exact", true}, {"byState", Json::object()}, {"byWebhook", Json::object()}, {"byType", Json::object()}});
    });
    channel_.on("GET /api/deliveries", [this](const auto&) {
      return Channel::json({{"items", Json::array({row(5, 7, "pending"), row(4, 7, "retrying")})}, {"next", nullptr}});
    });
  }

  support::ScriptedChannel& channel_;
};

}  // namespace hookline::overview_page
