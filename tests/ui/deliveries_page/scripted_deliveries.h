#pragma once
#include <vector>

#include "support/scripted_channel.h"
#include "support/webhook_json.h"

namespace hookline::deliveries_page {

/// A core's deliveries, scripted: the list in pages, one with its attempts, what it counts, and what its stream tells.
class ScriptedDeliveries {
 public:
  using Json = nlohmann::json;
  using Channel = support::ScriptedChannel;

  explicit ScriptedDeliveries(Channel& channel) : channel_(channel) {
    channel_.role("admin", {"post_events", "read", "operate", "administer"});
    channel_.on("GET /api/deliveries", [this](const auto& request) { return Channel::json(page(request)); });
    channel_.on("GET /api/deliveries/dlv_*", [this](const api::Request& request) -> base::Result<api::Response> {
      for (const auto id : ids)
        if (request.path.ends_with(textId(id))) return Channel::json(detail(id));
      return Channel::refusal(404, "There is no such delivery.");
    });
    channel_.on("GET /api/deliveries/facets",
                Json{{"total", 12}, {"exact", true}, {"byState", {{"dead", 2}, {"retrying", 3}, {"delivered", 7}}}});
    channel_.on("GET /api/webhooks", Json::array({webhook()}));
    channel_.on("GET /api/event-types", Json::array({Json{{"type", "lead.captured"}, {"schema", Json::object()}}}));
  }

  std::vector<std::int64_t> ids;  ///< newest first

  void fill(std::int64_t count) {
    for (std::int64_t id = count; id > 0; --id) ids.push_back(id);
  }
  static std::string textId(std::int64_t id) { return model::DeliveryId{id}.text(); }
  /// A new one, as the stream tells it.
  void comes(std::int64_t id) {
    ids.insert(ids.begin(), id);
    channel_.notice("delivery", row(id), textId(id));
  }
  static Json row(std::int64_t id) {
    return {{"id", textId(id)},
            {"eventId", "evt_1"},
            {"webhookId", model::WebhookId{7}.text()},
            {"webhookName", "Salesforce"},
            {"kind", "custom"},
            {"eventType", "lead.captured"},
            {"chatbotId", "bot_1"},
            {"conversationId", "conv_" + std::to_string(id)},
            {"person", {{"name", "Ana Ruiz"}, {"email", "ana@example.com"}}},
            {"state", "dead"},
            {"attempts", 1},
            {"counted", 1},
            {"status", 503},
            {"errorClass", "server_error"},
            {"cause", "HTTP 503: Salesforce says it is overloaded"},
            {"help", "Wait until it has recovered, then retry."},
            {"latencyMs", 12.0},
            {"simulated", false},
            {"createdAt", "2026-11-23T20:00:00.000Z"},
            {"updatedAt", "2026-11-23T20:01:00.000Z"}};
  }
  static Json detail(std::int64_t id) {
    auto body = row(id);
    body["attemptCount"] = 1;
    body["event"] = Json{{"type", "lead.captured"}};
    const Json request{{"method", "POST"}, {"url", "https://example.com/hook"}, {"headers", Json::object()}, {"body", "{}"}};
    const Json response{{"status", 503}, {"headers", Json::object()}, {"body", "<b>overloaded</b>"}, {"truncated", false}};
    body["attempts"] = Json::array({Json{{"n", 1},
                                         {"try", 1},
                                         {"step", 1},
                                         {"startedAt", "2026-11-23T20:01:00.000Z"},
                                         {"phase", "done"},
                                         {"phasesMs", {{"total", 12.0}}},
                                         {"status", 503},
                                         {"errorClass", "server_error"},
                                         {"request", request},
                                         {"response", response}}});
    return body;
  }

 private:
  Json page(const api::Request& request) const {
    const auto cursor = std::string(request.queryValue("cursor"));
    const auto limit = std::stoul(std::string(request.queryValue("limit")));
    Json items = Json::array();
    Json next = nullptr;
    for (const auto id : ids) {
      if (!cursor.empty() && textId(id) >= cursor) continue;
      if (items.size() == limit) {
        next = items.back()["id"];
        break;
      }
      items.push_back(row(id));
    }
    return {{"items", std::move(items)}, {"next", next}};
  }
  static Json webhook() { return support::webhookJson(7, "Salesforce"); }

  Channel& channel_;
};

}  // namespace hookline::deliveries_page
