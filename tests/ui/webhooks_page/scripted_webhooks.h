#pragma once
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <functional>
#include <memory>

#include "scripted_kinds.h"
#include "support/scripted_channel.h"
#include "support/scripted_shell.h"
#include "theme/theme.h"
#include "webhooks_page/webhooks_page.h"

namespace hookline::webhooks_page {

/// The page on a scripted core that keeps its webhooks: created, changed, paused and deleted ones are there at the next read.
class ScriptedWebhooks {
 public:
  using Json = nlohmann::json;

  explicit ScriptedWebhooks(const std::vector<std::string>& can = {"post_events", "read", "operate", "administer"}) {
    auto owned = std::make_unique<support::ScriptedChannel>();
    channel = owned.get();
    client = std::make_unique<client::Client>(std::move(owned));
    channel->role(can.size() == 4 ? "admin" : can.size() == 3 ? "operator" : "viewer", can);
    script();
  }

  static std::string idOf(int n) { return model::WebhookId{n}.text(); }
  static std::string time(int n) { return base::formatIso(base::fromMs(1'700'000'000'000 + n * 1000)); }

  void add(const std::string& name, const Json& more = Json::object()) {
    const int n = static_cast<int>(webhooks.size()) + 1;
    Json webhook{{"id", idOf(n)},
                 {"name", name},
                 {"chatbotId", "*"},
                 {"kind", "custom"},
                 {"url", "https://" + name + ".example/hook"},
                 {"events", {"lead.captured"}},
                 {"retryPolicy", {{"preset", "quick"}}},
                 {"status", {{"state", "active"}}},
                 {"givesUpAfterMs", 31000},
                 {"warnings", Json::array()},
                 {"secretCreatedAt", time(0)},
                 {"createdAt", time(0)},
                 {"updatedAt", time(++clock)}};
    webhook.merge_patch(more);
    webhooks.push_back(webhook);
  }
  Json* find(const api::Request& request) {
    for (auto& webhook : webhooks)
      if (request.path.starts_with("/api/webhooks/" + webhook["id"].get<std::string>())) return &webhook;
    return nullptr;
  }
  /// Opens the connection and shows the page, at the size it has in the window.
  void show() {
    page = std::make_unique<WebhooksPage>(shell::PageContext{*client, prompter, navigator, QStringLiteral("Production")});
    page->resize(1152, 780);
    page->show();
    QTRY_VERIFY(page->isActiveWindow());
    client->open();
    page->shown();
    QTRY_VERIFY(!channel->requests("GET /api/webhooks").empty());
  }
  template <typename Widget>
  Widget* child(const char* name) const {
    auto* found = page->findChild<Widget*>(QLatin1String(name));
    if (!found) qFatal("There is no %s.", name);
    return found;
  }
  /// Ctrl+N, and the kind that stands at this place of the choice.
  void startNew(int place) {
    QTest::keyClick(page.get(), Qt::Key_N, Qt::ControlModifier);
    auto* kinds = child<QListWidget>("kindList");
    QTRY_VERIFY(kinds->hasFocus());
    kinds->setCurrentRow(place);
    QTest::keyClick(kinds, Qt::Key_Return);
    QTRY_VERIFY(child<QLineEdit>("nameField")->hasFocus());
  }
  /// The parsed body of the last such call.
  Json lastBody(const std::string& route) const {
    const auto calls = channel->requests(route);
    return calls.empty() ? Json() : Json::parse(calls.back().body);
  }

  support::ScriptedChannel* channel = nullptr;
  std::unique_ptr<client::Client> client;
  support::ScriptedPrompter prompter;
  support::ScriptedNavigator navigator;
  std::vector<Json> webhooks;
  std::uint64_t waiting = 0;
  Json moreHealth = Json::object();  ///< of every webhook
  Json integrations = scriptedKinds();
  /// Deliveries of events that came, newest first.
  Json recent = Json::array();
  /// Of a preview; what is asked for stands in the call.
  std::function<base::Result<api::Response>(const Json& asked)> previewAnswer = [](const Json& asked) {
    return base::Result<api::Response>(support::ScriptedChannel::json(previewOf(asked)));
  };
  Json whatIf{{"events", 1000}, {"now", 212}, {"then", 38}, {"gained", Json::array()}, {"lost", {"e1", "e2", "e3", "e4", "e5"}}};
  int clock = 0;
  std::unique_ptr<WebhooksPage> page;

 private:
  void script() {
    using support::ScriptedChannel;
    channel->on("GET /api/webhooks",
                [this](const api::Request&) { return base::Result<api::Response>(ScriptedChannel::json(Json(webhooks))); });
    channel->on("GET /api/health", [this](const api::Request&) {
      auto items = Json::array();
      for (const auto& webhook : webhooks) {
        Json item{{"webhookId", webhook["id"]}, {"url", webhook["url"]}, {"state", "healthy"}, {"successRate", 1.0},
                  {"consecutiveFailures", 0},   {"waiting", waiting},    {"dead", 0}};
        item.merge_patch(moreHealth);
        items.push_back(std::move(item));
      }
      return base::Result<api::Response>(ScriptedChannel::json({{"overall", "healthy"}, {"items", items}}));
    });
    channel->on("GET /api/event-types",
                Json{{"items",
                      {{{"type", "lead.captured"}, {"schema", {{"properties", {{"email", Json::object()}, {"name", Json::object()}}}}}},
                       {{"type", "message.sent"}, {"schema", nullptr}},
                       {{"type", "message.received"}, {"schema", nullptr}}}}});
    channel->on("GET /api/event-types/*", Json{{"type", "lead.captured"}, {"chatbotId", "bot_1"}, {"data", {{"name", "Example"}}}});
    channel->on("GET /api/integrations", [this](const api::Request&) {
      return base::Result<api::Response>(ScriptedChannel::json({{"items", integrations}, {"next", nullptr}}));
    });
    channel->on("GET /api/deliveries", [this](const api::Request&) {
      return base::Result<api::Response>(ScriptedChannel::json({{"items", recent}, {"next", nullptr}}));
    });
    channel->on("POST /api/retry-schedule", Json{{"delaysMs", {1000, 2000, 4000, 8000, 16000}}, {"givesUpAfterMs", 31000}});
    channel->on("POST /api/webhooks", [this](const api::Request& request) {
      const auto body = Json::parse(request.body);
      add(body.value("name", ""), body);
      auto made = webhooks.back();
      made["secret"] = "whsec_once";
      return base::Result<api::Response>(ScriptedChannel::json(made, 201));
    });
    channel->on("PATCH /api/webhooks/*", [this](const api::Request& request) {
      auto* webhook = find(request);
      if (!webhook) return base::Result<api::Response>(ScriptedChannel::refusal(404, "Webhook not found"));
      if (request.header("If-Match") != "\"" + (*webhook)["updatedAt"].get<std::string>() + "\"")
        return base::Result<api::Response>(ScriptedChannel::refusal(412, "The webhook was changed meanwhile."));
      webhook->merge_patch(Json::parse(request.body));
      (*webhook)["updatedAt"] = time(++clock);
      return base::Result<api::Response>(ScriptedChannel::json(*webhook));
    });
    const auto state = [this](const api::Request& request, const char* word) {
      auto* webhook = find(request);
      (*webhook)["status"] = {{"state", word}, {"reason", "Paused by tester."}, {"since", time(1)}, {"until", nullptr}};
      (*webhook)["updatedAt"] = time(++clock);
      return base::Result<api::Response>(ScriptedChannel::json(*webhook));
    };
    channel->on("POST /api/webhooks/*", [this, state](const api::Request& request) {
      if (request.path.ends_with("/what-if")) return base::Result<api::Response>(ScriptedChannel::json(whatIf));
      if (request.path.ends_with("/preview")) return previewAnswer(Json::parse(request.body));
      if (request.path.ends_with("/pause")) return state(request, "paused");
      if (request.path.ends_with("/resume")) return state(request, "active");
      if (request.path.ends_with("/rotate-secret")) return base::Result<api::Response>(ScriptedChannel::json({{"secret", "whsec_new"}}));
      return base::Result<api::Response>(ScriptedChannel::json(testAnswer));
    });
    channel->on("GET /api/webhooks/*", Json{{"secret", "whsec_held"}});
    channel->on("DELETE /api/webhooks/*", [this](const api::Request& request) {
      std::erase_if(webhooks, [&](const Json& one) { return request.path.ends_with(one["id"].get<std::string>()); });
      return base::Result<api::Response>(api::Response{204, {}, {}, {}});
    });
  }

 public:
  Json testAnswer{{"success", true}, {"status", 200}, {"statusText", "OK"}, {"latencyMs", 84}, {"deliveryId", model::DeliveryId{5}.text()}};
};

}  // namespace hookline::webhooks_page
