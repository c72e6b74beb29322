#pragma once
#include "support/scripted_channel.h"
#include "support/webhook_json.h"

namespace hookline::simulator_page {

/// A core that knows two event types and some webhooks, and takes events.
class ScriptedSimulator {
 public:
  using Json = nlohmann::json;
  struct Hook {
    std::int64_t id;
    std::string name;
    std::string url;
    bool test = false;
    bool matches = true;
  };

  explicit ScriptedSimulator(support::ScriptedChannel& channel) : channel_(channel) {
    channel_.role("operator", {"post_events", "read", "operate"});
    serve();
  }

  std::vector<Hook> hooks{{1, "Local receiver", "http://127.0.0.1:9099/in"}};
  std::vector<Json> posted;

  Json row(std::int64_t delivery, std::int64_t hook, const std::string& event, const std::string& state) const {
    return {{"id", model::DeliveryId{delivery}.text()},
            {"eventId", event},
            {"webhookId", model::WebhookId{hook}.text()},
            {"webhookName", "Local receiver"},
            {"kind", "custom"},
            {"eventType", "lead.captured"},
            {"chatbotId", "bot_1"},
            {"conversationId", "conv_1"},
            {"person", Json::object()},
            {"state", state},
            {"attempts", 1},
            {"counted", 1},
            {"latencyMs", 3.0},
            {"simulated", true},
            {"createdAt", "2026-11-23T20:00:00.000Z"},
            {"updatedAt", "2026-11-23T20:00:00.000Z"}};
  }

 private:
  static Json webhook(const Hook& hook) { return support::webhookJson(hook.id, hook.name, {{"url", hook.url}, {"test", hook.test}}); }

  void serve() {
    using support::ScriptedChannel;
    const Json schema{{"type", "object"},
                      {"required", {"email"}},
                      {"properties", {{"email", {{"type", "string"}, {"format", "email"}}}, {"name", {{"type", "string"}}}}}};
    channel_.on("GET /api/event-types",
                Json{{"items", {{{"type", "lead.captured"}, {"schema", schema}}, {{"type", "webhook.test"}, {"schema", nullptr}}}}});
    channel_.on("GET /api/event-types/*", [](const api::Request& request) {
      const auto type = request.path.substr(17, request.path.size() - 17 - 8);
      return ScriptedChannel::json({{"type", type},
                                    {"chatbotId", "bot_1"},
                                    {"conversationId", "conv_1"},
                                    {"data", {{"email", "seed" + std::string(request.queryValue("seed")) + "@example.com"}}}});
    });
    channel_.on("GET /api/webhooks", [this](const auto&) {
      Json list = Json::array();
      for (const auto& hook : hooks) list.push_back(webhook(hook));
      return ScriptedChannel::json(list);
    });
    channel_.on("POST /api/events/explain", [this](const auto&) {
      Json body{{"deliveries", Json::array()}, {"unmatched", Json::array()}};
      for (const auto& hook : hooks) {
        Json one{{"webhookId", model::WebhookId{hook.id}.text()}, {"webhookName", hook.name}};
        if (!hook.matches) one["reason"] = "takes sale.*, not lead.captured";
        body[hook.matches ? "deliveries" : "unmatched"].push_back(std::move(one));
      }
      return ScriptedChannel::json(body);
    });
    channel_.on("POST /api/events", [this](const api::Request& request) {
      posted.push_back(Json::parse(request.body));
      const auto event = "evt_" + std::to_string(posted.size());
      Json deliveries = Json::array();
      for (const auto& hook : hooks)
        if (hook.matches)
          deliveries.push_back({{"id", model::DeliveryId{static_cast<std::int64_t>(posted.size()) * 100 + hook.id}.text()},
                                {"webhookId", model::WebhookId{hook.id}.text()}});
      return ScriptedChannel::json({{"id", event}, {"deliveries", std::move(deliveries)}}, 202);
    });
  }

  support::ScriptedChannel& channel_;
};

}  // namespace hookline::simulator_page
