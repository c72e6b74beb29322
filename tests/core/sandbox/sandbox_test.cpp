// The stand-ins, interfaces.md §8.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/sandbox/stand_ins_rig.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using testing::StandIns;

using DestinationsDone6Sandbox = StandIns;

TEST_F(DestinationsDone6Sandbox, SlackAnswersAsSlackDoesAndRemembersWhatWasPosted) {
  const auto ok = send("POST", "/slack/services/T0/B0/x", R"({"text":"hello"})");
  EXPECT_EQ(ok.status, 200);
  EXPECT_EQ(ok.body, "ok");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", "{}").body, "no_text");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", "nonsense").body, "invalid_payload");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"blocks":[{"type":"header"}]})").body, "invalid_blocks");
  const auto refused = send("POST", "/slack/services/T0/B0/revoked", R"({"text":"hello"})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body, "invalid_token");
  const auto seen = records("slack");
  EXPECT_EQ(seen["requests"].size(), 5U);
  ASSERT_EQ(seen["records"]["messages"].size(), 1U);
  EXPECT_EQ(seen["records"]["messages"][0]["message"], json({{"text", "hello"}}));
}

TEST_F(DestinationsDone6Sandbox, TelegramAnswersAsTheBotApiDoesAndRemembersWhatWasSent) {
  const auto to = [this](const std::string& method, const json& body) {
    const auto answer = send("POST", "/telegram/bot123:token/" + method, body.dump());
    const auto parsed = json::parse(answer.body, nullptr, false);
    EXPECT_EQ(parsed.value("error_code", 200), answer.status) << answer.body;
    return parsed;
  };
  const json markup{{"chat_id", -1001},
                    {"text", "<b>A &lt; B</b> \U0001F600 <a href=\"https://x.example\">see</a>"},
                    {"parse_mode", "HTML"},
                    {"extra", 1}};
  const auto sent = to("sendMessage", markup);
  EXPECT_EQ(sent["ok"], true);
  EXPECT_EQ(sent["result"]["message_id"], 1);
  EXPECT_EQ(sent["result"]["chat"]["id"], -1001);
  EXPECT_EQ(sent["result"]["text"], "A < B \U0001F600 see");
  EXPECT_EQ(to("getMe", json::object())["result"]["id"], 123);
  EXPECT_EQ(to("getChat", {{"chat_id", "@shop"}})["result"]["username"], "shop");
  const auto refusal = [&](const json& body) { return to("sendMessage", body).value("description", ""); };
  EXPECT_EQ(refusal({{"text", "x"}}), "Bad Request: chat_id is empty");
  EXPECT_EQ(refusal({{"chat_id", "shop"}, {"text", "x"}}), "Bad Request: chat not found");
  EXPECT_EQ(refusal({{"chat_id", 1}, {"text", "<b> </b>"}, {"parse_mode", "HTML"}}), "Bad Request: message text is empty");
  EXPECT_EQ(refusal({{"chat_id", 1}, {"text", "a<x>b"}, {"parse_mode", "HTML"}}),
            "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 1");
  EXPECT_EQ(refusal({{"chat_id", 1}, {"text", "<b>a"}, {"parse_mode", "HTML"}}),
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"");
  EXPECT_NE(refusal({{"chat_id", 1}, {"text", "<b>a</i>"}, {"parse_mode", "HTML"}}).find("Unmatched end tag"), std::string::npos);
  // 4,096 UTF-16 units, and a face takes two of them.
  std::string faces;
  for (int i = 0; i < 2048; ++i) faces += "\U0001F600";
  EXPECT_EQ(to("sendMessage", {{"chat_id", 1}, {"text", "<i>" + faces + "</i>"}, {"parse_mode", "HTML"}})["ok"], true);
  EXPECT_EQ(refusal({{"chat_id", 1}, {"text", faces + "x"}}), "Bad Request: message is too long");
  EXPECT_EQ(send("POST", "/telegram/bot123:revoked/sendMessage", markup.dump()).status, 401);
  EXPECT_EQ(send("POST", "/telegram/bot/sendMessage", markup.dump()).status, 404);
  EXPECT_EQ(to("sendPhoto", markup)["error_code"], 404);
  const auto messages = records("telegram")["records"]["messages"];
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0]["message"], markup);
}

TEST_F(DestinationsDone6Sandbox, PagerDutyKeepsOneAlertForEachOpenKey) {
  const auto event = [](const std::string& action, const json& more = json::object()) {
    json body{{"routing_key", std::string(32, 'a')}, {"event_action", action}, {"dedup_key", "k"}};
    if (action == "trigger") body["payload"] = {{"summary", "s"}, {"source", "bot_1"}, {"severity", "warning"}};
    body.update(more);
    return body.dump();
  };
  const auto enqueue = [this](const std::string& body) { return send("POST", "/pagerduty/v2/enqueue", body); };
  EXPECT_EQ(enqueue(event("resolve")).status, 202) << "of an alert that is not open it is dropped";
  const auto taken = enqueue(event("trigger"));
  EXPECT_EQ(taken.status, 202);
  EXPECT_EQ(json::parse(taken.body), json({{"status", "success"}, {"message", "Event processed"}, {"dedup_key", "k"}}));
  EXPECT_EQ(send("POST", "/v2/enqueue", event("trigger")).status, 202) << "its own client knows no path before this one";
  enqueue(event("acknowledge"));
  enqueue(event("resolve"));
  enqueue(event("trigger"));
  enqueue(event("trigger", {{"routing_key", std::string(32, 'b')}}));
  const auto alerts = records("pagerduty")["records"]["alerts"];
  ASSERT_EQ(alerts.size(), 3U) << alerts.dump(1);
  EXPECT_EQ(alerts[0]["status"], "resolved");
  EXPECT_EQ(alerts[0]["triggers"], 2);
  EXPECT_EQ(alerts[1]["status"], "triggered");
  EXPECT_EQ(alerts[1]["triggers"], 1);
  EXPECT_EQ(records("pagerduty")["records"]["events"].size(), 7U);
  const auto keyless = json::parse(enqueue(event("trigger", {{"dedup_key", nullptr}})).body);
  EXPECT_FALSE(keyless["dedup_key"].get<std::string>().empty()) << "one is made";
}

TEST_F(DestinationsDone6Sandbox, SalesforceIsAlsoReachedByItsHostAlone) {
  const auto login = send("POST", "/salesforce/services/Soap/u/64.0", "<login><username>u</username><password>p</password></login>");
  const auto begin = login.body.find("<serverUrl>") + 11;
  const auto url = login.body.substr(begin, login.body.find("</serverUrl>") - begin);
  ASSERT_EQ(url.find("http://127.0.0.1/salesforce/services/Soap/"), 0U) << login.body;
  // As clients do that keep scheme and host of it.
  EXPECT_EQ(send("GET", "/services/data/v64.0/sobjects").status, 401);
  EXPECT_EQ(records("salesforce")["requests"].back()["path"], "/services/data/v64.0/sobjects");
  const auto token = send("POST", "/services/oauth2/token", "grant_type=client_credentials&client_id=a&client_secret=b");
  EXPECT_EQ(json::parse(token.body)["instance_url"], "http://127.0.0.1");
}

TEST_F(DestinationsDone6Sandbox, PagerDutyTakesChangesThatAlertNobody) {
  const json change{{"routing_key", std::string(32, 'a')}, {"payload", {{"summary", "Deployed"}}}};
  const auto taken = send("POST", "/v2/change/enqueue", change.dump());
  ASSERT_EQ(taken.status, 202) << taken.body;
  EXPECT_EQ(json::parse(taken.body), json({{"status", "success"}, {"message", "Change event processed"}}));
  auto wrong = change;
  wrong["payload"] = json::object();
  EXPECT_EQ(send("POST", "/pagerduty/v2/change/enqueue", wrong.dump()).status, 400);
  const auto seen = records("pagerduty")["records"];
  EXPECT_EQ(seen["changes"][0]["event"], change);
  EXPECT_EQ(seen["changes"].size(), 1U);
  EXPECT_TRUE(seen["alerts"].empty());
}

TEST_F(DestinationsDone6Sandbox, PagerDutyRefusesWhatPagerDutyRefuses) {
  const json fine{{"routing_key", std::string(32, 'a')},
                  {"event_action", "trigger"},
                  {"dedup_key", "k"},
                  {"payload", {{"summary", "s"}, {"source", "bot_1"}, {"severity", "info"}}}};
  const auto faultsWith = [&](const json& patch) {
    auto body = fine;
    body.merge_patch(patch);
    const auto answer = send("POST", "/pagerduty/v2/enqueue", body.dump());
    EXPECT_EQ(answer.status, 400) << patch;
    const auto parsed = json::parse(answer.body, nullptr, false);
    EXPECT_EQ(parsed["status"], "invalid event");
    EXPECT_EQ(parsed["message"], "Event object is invalid");
    return parsed["errors"].dump();
  };
  for (const auto& [patch, words] :
       {std::pair<json, const char*>{{{"routing_key", "short"}}, "Length of 'routing_key' is incorrect (should be 32 characters)"},
        {{{"routing_key", std::string(32, '-')}}, "cannot contain non-alphanumeric characters"},
        {{{"routing_key", "revoked4567890123456789012345678"}}, "Invalid routing key"},
        {{{"event_action", "shout"}}, "event_action"},
        {{{"event_action", "resolve"}, {"dedup_key", nullptr}}, "dedup_key"},
        {{{"dedup_key", std::string(256, 'k')}}, "dedup_key"},
        {{{"payload", nullptr}}, "payload"},
        {{{"payload", {{"summary", std::string(1025, 's')}}}}, "payload.summary"},
        {{{"payload", {{"source", ""}}}}, "payload.source"},
        {{{"payload", {{"severity", "high"}}}}, "payload.severity"},
        {{{"payload", {{"custom_details", std::string(524'288, 'x')}}}}, "512 KB"}})
    EXPECT_NE(faultsWith(patch).find(words), std::string::npos) << words;
  EXPECT_EQ(send("POST", "/pagerduty/v2/enqueue", "nonsense").status, 400);
  EXPECT_EQ(send("GET", "/pagerduty/v2/enqueue").status, 404);
  EXPECT_TRUE(records("pagerduty")["records"]["alerts"].empty());
}

TEST_F(DestinationsDone6Sandbox, AFaultScriptIsFollowedAndUsedUp) {
  ASSERT_EQ(send("POST", "/_sandbox/slack/faults",
                 R"({"match":"POST /services","times":2,"status":429,"headers":{"Retry-After":"1"},"body":"slow"})")
                .status,
            204);
  for (int i = 0; i < 2; ++i) {
    const auto answer = send("POST", "/slack/services/T0/B0/x", R"({"text":"a"})");
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    EXPECT_EQ(answer.body, "slow");
  }
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"b"})").status, 200);
  EXPECT_EQ(records("slack")["records"]["messages"].size(), 1U) << "a scripted answer has no effect";
}

TEST_F(DestinationsDone6Sandbox, ADroppedConnectionHasItsEffectOnlyWhenItIsDroppedAfter) {
  send("POST", "/_sandbox/slack/faults", R"({"drop":"before"})");
  send("POST", "/_sandbox/slack/faults", R"({"drop":"after"})");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"lost"})").status, 0);
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"kept"})").status, 0);
  const auto seen = records("slack");
  ASSERT_EQ(seen["records"]["messages"].size(), 1U);
  EXPECT_EQ(seen["records"]["messages"][0]["message"]["text"], "kept");
  EXPECT_EQ(seen["requests"][1]["status"], nullptr);
}

TEST_F(DestinationsDone6Sandbox, ForgetsEverythingWhenAsked) {
  send("POST", "/slack/services/T0/B0/x", R"({"text":"a"})");
  send("POST", "/_sandbox/slack/faults", R"({"status":500})");
  EXPECT_EQ(send("DELETE", "/_sandbox").status, 204);
  EXPECT_TRUE(records("slack")["requests"].empty());
  EXPECT_TRUE(records("slack")["records"]["messages"].empty());
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"b"})").status, 200);
}

TEST_F(DestinationsDone6Sandbox, ATokenNamesTheAddressThatWasAsked) {
  const auto given = send("POST", "/salesforce/services/oauth2/token", "grant_type=client_credentials&client_id=a&client_secret=b");
  EXPECT_EQ(json::parse(given.body)["instance_url"], "http://127.0.0.1/salesforce") << "as the Host header has it";
}

using DestinationsBadInputSandbox = StandIns;

TEST_F(DestinationsBadInputSandbox, WhatIsWrongWithASettingIsNamedAndNothingIsSet) {
  for (const auto& [body, words] : {std::pair<const char*, const char*>{R"({"searchLagMs":5000,"lag":1})", "/lag"},
                                    {R"({"searchLagMs":-1})", "/searchLagMs"},
                                    {R"({"searchLagMs":"long"})", "/searchLagMs"},
                                    {"nonsense", "object"}}) {
    const auto answer = send("POST", "/_sandbox/hubspot/settings", body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_NE(answer.body.find(words), std::string::npos) << answer.body;
  }
  const auto none = send("POST", "/_sandbox/slack/settings", R"({"speed":1})");
  EXPECT_EQ(none.status, 422);
  EXPECT_NE(none.body.find("/speed"), std::string::npos) << none.body;
  EXPECT_EQ(send("GET", "/_sandbox/hubspot/settings").status, 405);
  EXPECT_EQ(send("POST", "/_sandbox/hubspot/settings", R"({"searchLagMs":5000})").status, 204);
}

TEST_F(DestinationsBadInputSandbox, WhatIsWrongWithAFaultIsNamed) {
  for (const auto& [body, words] : {std::pair<const char*, const char*>{R"({"status":99})", "/status"},
                                    {R"({"drop":"maybe"})", "/drop"},
                                    {R"({"tines":2})", "/tines"},
                                    {R"({"times":0})", "/times"},
                                    {"nonsense", "object"}}) {
    const auto answer = send("POST", "/_sandbox/slack/faults", body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_NE(answer.body.find(words), std::string::npos) << answer.body;
  }
  EXPECT_EQ(send("GET", "/_sandbox/nobody").status, 404);
  EXPECT_EQ(send("POST", "/nobody/x").status, 404);
}

}  // namespace
}  // namespace hookline::sandbox
