#pragma once
#include <algorithm>
#include <map>

#include "support/scripted_channel.h"
#include "support/webhook_json.h"

namespace hookline::dead_letters_page {

/// A core's dead letters, scripted: lists, groups, counts, retry and purge over one set of letters.
class ScriptedLetters {
 public:
  using Json = nlohmann::json;
  struct Letter {
    std::int64_t id = 0;
    std::int64_t webhook = 7;
    int status = 503;
    std::string person = "Ana Ruiz";
  };

  explicit ScriptedLetters(support::ScriptedChannel& channel) : channel_(channel) {
    channel_.role("admin", {"post_events", "read", "operate", "administer"});
    serveLists();
    serveChanges();
  }

  std::vector<Letter> letters;  ///< any order
  std::map<std::int64_t, std::string> webhooks{{7, "Salesforce"}, {8, "HubSpot"}};
  bool recovered = false;

  void fill(std::int64_t count, Letter like) {
    for (std::int64_t n = 0; n < count; ++n) {
      letters.push_back(like);
      ++like.id;
    }
  }
  static std::string textId(std::int64_t id) { return model::DeliveryId{id}.text(); }

  Json row(const Letter& letter, const std::string& state = "dead") const {
    const auto name = webhooks.find(letter.webhook);
    return {{"id", textId(letter.id)},
            {"eventId", "evt_1"},
            {"webhookId", model::WebhookId{letter.webhook}.text()},
            {"webhookName", name == webhooks.end() ? Json(nullptr) : Json(name->second)},
            {"kind", "custom"},
            {"eventType", "lead.captured"},
            {"chatbotId", "bot_1"},
            {"conversationId", "conv_" + std::to_string(letter.id)},
            {"person", {{"name", letter.person}, {"email", "ana@example.com"}}},
            {"state", state},
            {"attempts", 6},
            {"counted", 6},
            {"status", letter.status},
            {"errorClass", letter.status == 503 ? "server_error" : "rejected"},
            {"cause", "HTTP " + std::to_string(letter.status)},
            {"help", "Wait"},
            {"latencyMs", 12.0},
            {"simulated", false},
            {"createdAt", "2026-11-23T20:00:00.000Z"},
            {"updatedAt", "2026-11-23T20:01:00.000Z"}};
  }
  /// The stream tells of it.
  void tell(const Letter& letter, const std::string& state) { channel_.notice("delivery", row(letter, state), textId(letter.id)); }

 private:
  std::vector<Letter> newestFirst() const {
    auto sorted = letters;
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
    return sorted;
  }

  Json page(const api::Request& request, bool asLetters) const {
    const auto cursor = std::string(request.queryValue("cursor"));
    const auto limit = std::stoul(std::string(request.queryValue("limit")));
    const auto webhook = std::string(request.queryValue("webhookId"));
    const auto text = std::string(request.queryValue("q"));
    Json items = Json::array();
    Json next = nullptr;
    for (const auto& letter : newestFirst()) {
      if (!cursor.empty() && textId(letter.id) >= cursor) continue;
      if (!webhook.empty() && webhook != model::WebhookId{letter.webhook}.text()) continue;
      if (!text.empty() && letter.person.find(text) == std::string::npos) continue;
      if (items.size() == limit) {
        next = items.back()["id"];
        break;
      }
      auto item = row(letter);
      if (asLetters) {
        item["error"] = item["cause"];
        item["diedAt"] = "2026-11-23T20:01:00.000Z";
        item["event"] = Json{{"type", "lead.captured"}};
      }
      items.push_back(std::move(item));
    }
    return {{"items", std::move(items)}, {"next", next}};
  }

  Json groups() const {
    std::map<std::pair<std::int64_t, int>, std::uint64_t> counts;
    for (const auto& letter : letters) ++counts[{letter.webhook, letter.status}];
    Json items = Json::array();
    for (const auto& [key, count] : counts)
      items.push_back({{"webhookId", model::WebhookId{key.first}.text()},
                       {"errorClass", key.second == 503 ? "server_error" : "rejected"},
                       {"status", key.second},
                       {"cause", "HTTP " + std::to_string(key.second)},
                       {"help", "Wait"},
                       {"count", count},
                       {"conversations", count},
                       {"oldest", "2026-11-23T20:00:00.000Z"},
                       {"recovered", recovered}});
    return {{"items", std::move(items)}, {"next", nullptr}};
  }

  std::uint64_t take(const api::Request& request) {
    std::uint64_t taken = 0;
    const auto body = Json::parse(request.body);
    for (const auto& id : body.at("ids"))
      taken += std::erase_if(letters, [&id](const Letter& one) { return textId(one.id) == id.get<std::string>(); });
    return taken;
  }

  void serveLists() {
    using support::ScriptedChannel;
    channel_.on("GET /api/dead-letters", [this](const auto& request) { return ScriptedChannel::json(page(request, true)); });
    channel_.on("GET /api/deliveries", [this](const auto& request) { return ScriptedChannel::json(page(request, false)); });
    channel_.on("GET /api/dead-letters/groups", [this](const auto&) { return ScriptedChannel::json(groups()); });
    channel_.on("GET /api/deliveries/facets", [this](const auto&) {
      return ScriptedChannel::json({{"total", letters.size()},
                                    {"exact", true},
                                    {"byState", Json::object()},
                                    {"byWebhook", Json::object()},
                                    {"byType", Json::object()}});
    });
    channel_.on("GET /api/webhooks", [this](const auto&) {
      Json list = Json::array();
      for (const auto& [id, name] : webhooks) list.push_back(support::webhookJson(id, name));
      return ScriptedChannel::json(list);
    });
    channel_.on("GET /api/deliveries/dlv_*", [this](const api::Request& request) -> base::Result<api::Response> {
      for (const auto& letter : letters)
        if (request.path.ends_with(textId(letter.id))) return ScriptedChannel::json(detail(letter));
      return ScriptedChannel::refusal(404, "Delivery not found");
    });
  }

  Json detail(const Letter& letter) const {
    auto body = row(letter);
    body["attemptCount"] = 6;
    body["event"] = Json{{"type", "lead.captured"}};
    body["attempts"] = Json::array(
        {{{"n", 6},
          {"try", 6},
          {"step", 1},
          {"counted", true},
          {"maybeDelivered", true},
          {"startedAt", "2026-11-23T20:01:00.000Z"},
          {"phase", "done"},
          {"phasesMs", {{"total", 12.0}}},
          {"peer", "127.0.0.1:1"},
          {"status", letter.status},
          {"errorClass", "server_error"},
          {"cause", "HTTP 503"},
          {"request",
           {{"method", "POST"},
            {"url", "https://example.com/hook"},
            {"headers", Json::object()},
            {"body", "{\"type\":\"lead.captured\"}"}}},
          {"response", {{"status", letter.status}, {"headers", Json::object()}, {"body", "<b>overloaded</b>"}, {"truncated", false}}}}});
    return body;
  }

  void serveChanges() {
    using support::ScriptedChannel;
    channel_.on("POST /api/dead-letters/retry", [this](const auto& request) {
      return ScriptedChannel::json({{"requeued", take(request)}});
    });
    channel_.on("DELETE /api/dead-letters", [this](const auto& request) { return ScriptedChannel::json({{"purged", take(request)}}); });
  }

  support::ScriptedChannel& channel_;
};

}  // namespace hookline::dead_letters_page
