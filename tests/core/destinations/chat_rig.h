#pragma once
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "destinations/destination.h"
#include "destinations/settings.h"
#include "model/event.h"
#include "model/webhook.h"

namespace hookline::destinations::testing {

using nlohmann::json;

/// Visitors who try to break the message, the JSON round it, or the people who read it.
inline std::vector<std::string> hostileTexts() {
  return {"<!channel> <@U12345> <https://evil.example|click me>",
          "@everyone @here <@&123456789012345678>",
          "*bold* _italic_ ~gone~ `code` ```block``` > quote",
          "[link](https://evil.example) ![img](https://evil.example/x.png) # title",
          "\"}]}, {\"text\": \"injected\"",
          "line one\nline two\n> line three\r\n\t\x01\x02\x03 end",
          "<b>bold</b><script>alert(1)</script><a href=\"https://evil.example\">x</a> &amp; &lt;",
          "\u202etxt.exe \u200b zero \u0000 width",
          "\U0001F600\U0001F469\u200d\U0001F469\u200d\U0001F467 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u4f60\u597d",
          "{{data.email}} {{{data.email}}} {{#data}}{{/data}} {{=<% %>=}}",
          std::string(100'000, '*'),
          std::string(100'000, '<')};
}

/// One event as it is accepted.
inline model::Event eventOf(const std::string& type, const json& data, const std::string& conversation = "conv_1") {
  const json body{{"id", "evt_0000000abcdef"},      {"type", type}, {"timestamp", "2026-11-23T20:00:00.000Z"}, {"chatbotId", "bot_1"},
                  {"conversationId", conversation}, {"data", data}};
  auto parsed = model::parseEvent(body.dump(), {"evt_0000000abcdef", base::WallTime{std::chrono::seconds{1795464000}}});
  EXPECT_TRUE(parsed) << parsed.error().message;
  return parsed ? std::move(parsed->event) : model::Event{};
}

/// A saved webhook of `kind`; settings as a caller gives them.
inline model::Webhook webhookOf(model::WebhookKind kind, const std::string& url, const json& settings = json::object()) {
  model::Webhook webhook;
  webhook.id.value = 7;
  webhook.kind = kind;
  webhook.url = url;
  webhook.events = {"*"};
  webhook.settings = settings;
  const auto faults = settle(webhook);
  for (const auto& fault : faults) ADD_FAILURE() << fault.path << " " << fault.message;
  return webhook;
}

inline model::HttpRequest requestOf(const model::Webhook& webhook, const model::Event& event) {
  auto request = requestFor({event, webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false});
  EXPECT_TRUE(request) << request.error().message;
  return request ? std::move(*request) : model::HttpRequest{};
}

/// Its body; the test fails when it is no JSON.
inline json bodyOf(const model::Webhook& webhook, const model::Event& event) {
  const auto request = requestOf(webhook, event);
  const auto body = json::parse(request.body ? *request.body : "", nullptr, false);
  EXPECT_FALSE(body.is_discarded());
  return body;
}

/// How an answer of the service is taken.
inline std::optional<Judgement> judged(model::WebhookKind kind, int status, const std::string& body,
                                       std::vector<model::HttpHeader> headers = {}) {
  model::HttpResult result;
  result.status = status;
  result.body = body;
  result.headers = std::move(headers);
  return destinationFor(kind)->judge(result);
}

/// Every text inside, however deep.
inline void collectTexts(const json& value, std::vector<std::string>& out) {
  if (value.is_string()) out.push_back(value.get<std::string>());
  if (value.is_structured())
    for (const auto& entry : value) collectTexts(entry, out);
}

}  // namespace hookline::destinations::testing
