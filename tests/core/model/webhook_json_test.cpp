#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/secret_url.h"
#include "model/webhook.h"
#include "webhook_samples.h"

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

json least(const json& more = json::object()) {
  json input{{"url", "https://receiver.example.com/hooks"}, {"events", {"*"}}};
  input.update(more);
  return input;
}

std::vector<std::string> paths(const base::Error& error) {
  std::vector<std::string> out;
  for (const auto& detail : error.details) out.push_back(detail.path);
  return out;
}

/// The one fault of an input, as "path message".
std::string fault(const json& more) {
  const auto webhook = webhookFromJson(least(more));
  if (webhook) return "taken";
  EXPECT_EQ(webhook.error().code, base::Errc::kInvalid);
  if (webhook.error().details.size() != 1) return "faults: " + std::to_string(webhook.error().details.size());
  return webhook.error().details[0].path + " " + webhook.error().details[0].message;
}

TEST(NewWebhook, TakesTheDefaultsOfTheInterface) {
  const auto webhook = webhookFromJson(least());
  ASSERT_TRUE(webhook) << webhook.error().message;
  EXPECT_EQ(webhook->name, "receiver.example.com");
  EXPECT_EQ(webhook->chatbotId, "*");
  EXPECT_EQ(webhook->secret, "");
  EXPECT_EQ(webhook->retryPolicy, RetryPolicy{});
  EXPECT_EQ(webhook->timeout.count(), 10000);
  EXPECT_EQ(webhook->maxHold.count(), 259200000);
  EXPECT_EQ(webhook->maxInFlight, 8);
  EXPECT_EQ(webhook->signing, Signing::kBoth);
  EXPECT_TRUE(webhook->enabled);
  EXPECT_FALSE(webhook->test || webhook->allowHttp || webhook->retryEveryFailure);
}

TEST(NewWebhook, TakesTheGuidesWebhookConfig) {
  const auto webhook = webhookFromJson({{"name", "CRM"},
                                        {"url", "https://crm.example.com/hook"},
                                        {"secret", "whsec_test"},
                                        {"events", {"lead.captured", "handoff.requested"}},
                                        {"enabled", false},
                                        {"retryPolicy", {{"maxRetries", 3}, {"backoffMs", 2000}}},
                                        {"headers", {{"X-Team", "sales"}}}});
  ASSERT_TRUE(webhook) << webhook.error().message;
  EXPECT_EQ(webhook->secret, "whsec_test");
  EXPECT_FALSE(webhook->enabled);
  EXPECT_EQ(webhook->retryPolicy.preset, RetryPolicy::Preset::kCustom);
  EXPECT_EQ(webhook->retryPolicy.maxRetries, 3);
  EXPECT_EQ(webhook->retryPolicy.backoff.count(), 2000);
  EXPECT_THAT(webhook->headers, ElementsAre(HttpHeader{"X-Team", "sales"}));
}

TEST(NewWebhook, TakesNullForEveryFieldWithADefault) {
  json input = least();
  for (const auto* name : {"name",
                           "chatbotId",
                           "kind",
                           "secret",
                           "filter",
                           "enabled",
                           "test",
                           "headers",
                           "settings",
                           "retryPolicy",
                           "timeoutMs",
                           "maxHoldMs",
                           "retryEveryFailure",
                           "rateLimit",
                           "maxInFlight",
                           "ordering",
                           "digest",
                           "signing",
                           "allowHttp",
                           "caPem",
                           "messages"})
    input[name] = nullptr;
  const auto webhook = webhookFromJson(input);
  ASSERT_TRUE(webhook) << webhook.error().message;
  EXPECT_EQ(toJson(*webhook, true).dump(), toJson(*webhookFromJson(least()), true).dump());
}

TEST(NewWebhook, NamesEveryWrongField) {
  const auto webhook = webhookFromJson({{"name", 7},
                                        {"chatbotId", ""},
                                        {"kind", "fax"},
                                        {"url", nullptr},
                                        {"secret", ""},
                                        {"events", {"lead.captured", "Nonsense", 3}},
                                        {"enabled", "yes"},
                                        {"headers", {{"X-A", 1}}},
                                        {"retryPolicy", {{"maxRetries", 51}, {"backoffMs", -1}, {"multipliers", 2}}},
                                        {"timeoutMs", 0},
                                        {"maxInFlight", 257},
                                        {"signing", "none"},
                                        {"caPem", "certificate"},
                                        {"evnts", 1}});
  ASSERT_FALSE(webhook);
  EXPECT_THAT(paths(webhook.error()),
              UnorderedElementsAre("/name", "/chatbotId", "/kind", "/url", "/secret", "/events/1", "/events/2", "/enabled", "/headers/X-A",
                                   "/retryPolicy/maxRetries", "/retryPolicy/backoffMs", "/retryPolicy/multipliers", "/timeoutMs",
                                   "/maxInFlight", "/signing", "/caPem", "/evnts"));
  for (const auto& detail : webhook.error().details) EXPECT_FALSE(detail.message.empty());
}

TEST(NewWebhook, NeedsUrlAndEvents) {
  const auto webhook = webhookFromJson(json::object());
  ASSERT_FALSE(webhook);
  EXPECT_THAT(paths(webhook.error()), ElementsAre("/url", "/events"));
  EXPECT_THAT(fault({{"events", json::array()}}), HasSubstr("/events must be a list of 1 to 100"));
  EXPECT_FALSE(webhookFromJson(json::array()));
}

TEST(DestinationsDone7Fields, ADigestIsKeptAndMerged) {
  auto input = least();
  input["digest"] = {{"windowMs", 30000}};
  const auto webhook = webhookFromJson(input);
  ASSERT_TRUE(webhook) << webhook.error().message;
  EXPECT_EQ(webhook->digestWindow, base::Millis{30000});
  EXPECT_EQ(toJson(*webhook, true)["digest"]["windowMs"], 30000);
  EXPECT_EQ(webhookFromStored(storedJson(*webhook))->digestWindow, base::Millis{30000});
  EXPECT_EQ(mergeWebhook(*webhook, {{"name", "Other"}})->digestWindow, base::Millis{30000});
  EXPECT_EQ(mergeWebhook(*webhook, {{"digest", json::object()}})->digestWindow, base::Millis{30000});
  EXPECT_EQ(mergeWebhook(*webhook, {{"digest", {{"windowMs", 0}}}})->digestWindow, base::Millis{0});
  EXPECT_EQ(mergeWebhook(*webhook, {{"digest", nullptr}})->digestWindow, base::Millis{0});
}

TEST(DestinationsDone7Fields, AWindowOutOfRangeIsNamed) {
  for (const json& value : {json(-1), json(999), json(1000.5), json(86400001), json("30 s"), json(true)})
    EXPECT_THAT(fault({{"digest", {{"windowMs", value}}}}), HasSubstr("/digest/windowMs must be 0 (a message for each event) or"));
  EXPECT_THAT(fault({{"digest", 30000}}), HasSubstr("/digest must be an object"));
  EXPECT_THAT(fault({{"digest", {{"seconds", 30}}}}), HasSubstr("/digest/seconds is no field of it"));
  EXPECT_EQ(fault({{"digest", {{"windowMs", 86400000}}}}), "taken");
}

TEST(DestinationsDone1Fields, SettingsAndMessagesAreKeptAndMerged) {
  const auto webhook =
      webhookFromJson({{"kind", "slack"},
                       {"url", "https://hooks.slack.com/services/T/B/x"},
                       {"events", {"*"}},
                       {"settings", {{"mention", "here"}, {"linkStyle", "link"}}},
                       {"messages", {{"lead.captured", {{"title", "Hi"}, {"fields", {{{"name", "a"}, {"value", "b"}}}}}}}}});
  ASSERT_TRUE(webhook) << webhook.error().message;
  const auto merged = mergeWebhook(*webhook, {{"settings", {{"mention", nullptr}}}, {"messages", {{"webhook.test", {{"title", "T"}}}}}});
  ASSERT_TRUE(merged) << merged.error().message;
  EXPECT_EQ(merged->settings, json({{"linkStyle", "link"}}));
  EXPECT_EQ(merged->messages.size(), 2U);
  const auto kept = webhookFromStored(storedJson(*merged));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->messages, merged->messages);
  EXPECT_EQ(kept->settings, merged->settings);
}

TEST(DestinationsDone1Fields, ASecretSettingIsShownAsSetAndComesBackUnchanged) {
  auto webhook = *webhookFromJson({{"kind", "telegram"}, {"events", {"*"}}});
  webhook.secretSettings["botToken"] = "1:abc";
  EXPECT_EQ(json(toJson(webhook, false)["settings"]), json({{"botToken", {{"set", true}}}}));
  const auto same = mergeWebhook(webhook, {{"settings", {{"botToken", {{"set", true}}}}}});
  ASSERT_TRUE(same);
  EXPECT_EQ(same->secretSettings.at("botToken"), "1:abc");
  const auto changed = mergeWebhook(webhook, {{"settings", {{"botToken", "2:def"}}}});
  EXPECT_TRUE(changed->secretSettings.empty()) << "the destination takes it in again";
  EXPECT_EQ(changed->settings, json({{"botToken", "2:def"}}));
}

TEST(DestinationsBadInputFields, WhatACustomWebhookAloneCanHaveIsRefusedByName) {
  EXPECT_THAT(fault({{"kind", "slack"}, {"secret", "s"}}), HasSubstr("/secret belongs to custom webhooks"));
  EXPECT_THAT(fault({{"kind", "slack"}, {"headers", {{"X-A", "b"}}}}), HasSubstr("/headers belong to custom webhooks"));
  EXPECT_THAT(fault({{"kind", "telegram"}}), HasSubstr("/url follows from settings"));
  EXPECT_THAT(fault({{"kind", "slack"}, {"settings", {{"mention", {{"set", true}}}}}}), HasSubstr("/settings/mention is a placeholder"));
  EXPECT_THAT(fault({{"messages", {{"lead", {{"title", "t"}}}}}}), HasSubstr("/messages/lead is not an event type"));
  EXPECT_THAT(fault({{"messages", {{"lead.captured", {{"tittle", "t"}}}}}}), HasSubstr("/messages/lead.captured/tittle"));
  const auto slack = *webhookFromJson({{"kind", "slack"}, {"url", "https://hooks.slack.com/services/T/B/x"}, {"events", {"*"}}});
  EXPECT_FALSE(mergeWebhook(slack, {{"kind", "custom"}}));
}

TEST(EngineDone2, ARateLimitIsTakenAndShown) {
  const auto webhook =
      webhookFromJson({{"url", "https://example.com/"}, {"events", {"*"}}, {"rateLimit", {{"perSecond", 2.5}, {"burst", 4}}}});
  ASSERT_TRUE(webhook) << webhook.error().message;
  EXPECT_EQ(webhook->rateLimit, (RateLimit{2.5, 4}));
  EXPECT_EQ(toJson(*webhook, false)["rateLimit"].dump(), R"({"perSecond":2.5,"burst":4})");
  const auto plain = webhookFromJson({{"url", "https://example.com/"}, {"events", {"*"}}, {"rateLimit", nullptr}});
  ASSERT_TRUE(plain);
  EXPECT_EQ(toJson(*plain, false)["rateLimit"].dump(), R"({"perSecond":0,"burst":1})");
}

TEST(EngineDone3, AFilterIsTakenShownAndReplacedWhole) {
  const json filter{{"all", {{{"path", "data.source"}, {"op", "eq"}, {"value", "website"}}}}};
  auto webhook = webhookFromJson({{"url", "https://example.com/"}, {"events", {"*"}}, {"filter", filter}});
  ASSERT_TRUE(webhook) << webhook.error().message;
  EXPECT_EQ(toJson(*webhook, false)["filter"].dump(), R"({"all":[{"path":"data.source","op":"eq","value":"website"}]})");
  const auto after = [&webhook](const json& patch) { return mergeWebhook(*webhook, {{"filter", patch}}).value().filter; };
  const json other{{"all", {{{"path", "data.score"}, {"op", "gt"}, {"value", 5}}}}};
  EXPECT_EQ(json(after(other).toJson()), other);
  EXPECT_EQ(after(json::object()), webhook->filter);
  EXPECT_TRUE(after(nullptr).empty());
  EXPECT_TRUE(after({{"all", json::array()}}).empty());
  EXPECT_TRUE(after({{"all", nullptr}}).empty());
  EXPECT_EQ(mergeWebhook(*webhook, {{"name", "n"}}).value().filter, webhook->filter);
  EXPECT_TRUE(webhookFromJson({{"url", "https://example.com/"}, {"events", {"*"}}, {"filter", json::object()}}).value().filter.empty());
}

TEST(EngineBadInput, AWebhookNamesEveryFaultOfItsFilterAmongTheOthers) {
  const auto webhook = webhookFromJson({{"name", 7},
                                        {"url", "https://example.com/"},
                                        {"events", {"*"}},
                                        {"filter", {{"all", {{{"path", "a"}, {"op", "is"}}, {{"path", ""}, {"op", "exists"}}}}}}});
  ASSERT_FALSE(webhook);
  EXPECT_THAT(paths(webhook.error()), UnorderedElementsAre("/name", "/filter/all/0/op", "/filter/all/1/path"));
}

TEST(EngineBadInput, ARateLimitNamesWhatIsWrong) {
  EXPECT_THAT(fault({{"rateLimit", 5}}), HasSubstr("/rateLimit must be an object"));
  for (const json& value : {json(-1), json(10001), json("5"), json(true)})
    EXPECT_THAT(fault({{"rateLimit", {{"perSecond", value}}}}), HasSubstr("/rateLimit/perSecond must be a number from 0"));
  for (const json& value : {json(0), json(1.5), json(10001), json("1")})
    EXPECT_THAT(fault({{"rateLimit", {{"burst", value}}}}), HasSubstr("/rateLimit/burst must be a whole number from 1 to 10000"));
  EXPECT_THAT(fault({{"rateLimit", {{"perMinute", 5}}}}), HasSubstr("/rateLimit/perMinute is no field of it"));
}

TEST(NewWebhook, TakesThoseFieldsWhenTheySayNothing) {
  EXPECT_EQ(fault({{"filter", {{"all", json::array()}}},
                   {"digest", {{"windowMs", 0}}},
                   {"messages", json::object()},
                   {"settings", json::object()}}),
            "taken");
}

TEST(NewWebhook, RefusesFieldsThatOnlyTheAnswerCarries) {
  for (const auto* name : {"id", "status", "givesUpAfterMs", "warnings", "secretCreatedAt", "createdAt", "updatedAt"})
    EXPECT_EQ(fault({{name, nullptr}}), std::string("/") + name + " is set by Hookline: leave it out");
}

TEST(NewWebhook, KeepsItsLimits) {
  EXPECT_EQ(fault({{"name", std::string(200, 'n')}, {"secret", std::string(256, 's')}, {"maxInFlight", 256}}), "taken");
  EXPECT_THAT(fault({{"name", std::string(201, 'n')}}), HasSubstr("/name"));
  EXPECT_THAT(fault({{"secret", std::string(257, 's')}}), HasSubstr("/secret"));
  EXPECT_EQ(fault({{"events", std::vector<std::string>(100, "a.b")}}), "taken");
  EXPECT_THAT(fault({{"events", std::vector<std::string>(101, "a.b")}}), HasSubstr("/events"));
  EXPECT_THAT(fault({{"timeoutMs", 1.5}}), HasSubstr("whole number"));
}

TEST(EngineBadInput, EveryNumberOfAWebhookEndsWhereTheInterfaceSays) {
  struct Bound {
    const char* field;
    std::int64_t most;
  };
  for (const auto& [field, most] : {Bound{"timeoutMs", 300'000}, {"maxHoldMs", 31'536'000'000}, {"maxInFlight", 256}}) {
    EXPECT_EQ(fault({{field, 1}}), "taken") << field;
    EXPECT_EQ(fault({{field, most}}), "taken") << field;
    for (const json& wrong : {json(0), json(-1), json(most + 1), json(1e300), json("1")})
      EXPECT_THAT(fault({{field, wrong}}),
                  HasSubstr(std::string("/") + field + " must be a whole number from 1 to " + std::to_string(most)));
  }
  EXPECT_EQ(fault({{"rateLimit", {{"perSecond", 10000}, {"burst", 10000}}}}), "taken");
  const std::string pem = "-----BEGIN CERTIFICATE-----";
  constexpr std::size_t kMost = 64 * 1024;
  EXPECT_EQ(fault({{"caPem", pem + std::string(kMost - pem.size(), 'A')}}), "taken");
  EXPECT_THAT(fault({{"caPem", pem + std::string(kMost + 1 - pem.size(), 'A')}}), HasSubstr("/caPem must be certificates in PEM form"));
}

TEST(NewWebhook, TakesOnlyEventPatternsThatCanMatch) {
  for (const auto* good : {"*", "lead.*", "a.b.*", "lead.captured"}) EXPECT_EQ(fault({{"events", {good}}}), "taken") << good;
  for (const auto* bad : {"", "lead", ".*", "lead*", "*.captured", "lead.*.x", "Lead.*", "lead..*"})
    EXPECT_THAT(fault({{"events", {bad}}}), HasSubstr("/events/0")) << bad;
}

TEST(NewWebhook, RefusesHeadersThatDifferInCaseAloneAndPlaceholders) {
  EXPECT_THAT(fault({{"headers", {{"X-Team", "a"}, {"x-team", "b"}}}}), HasSubstr("twice"));
  EXPECT_THAT(fault({{"headers", {{"Authorization", "•••"}}}}), HasSubstr("placeholder"));
}

struct PolicyCase {
  json given;
  json shown;  ///< what toJson shows of it, or its one fault's path
};

class NewPolicy : public testing::TestWithParam<PolicyCase> {};

TEST_P(NewPolicy, IsReadAsTheInterfaceSays) {
  const auto webhook = webhookFromJson(least({{"retryPolicy", GetParam().given}}));
  if (GetParam().shown.is_string()) {
    ASSERT_FALSE(webhook) << GetParam().given;
    EXPECT_THAT(paths(webhook.error()), ElementsAre(GetParam().shown.get<std::string>()));
    return;
  }
  ASSERT_TRUE(webhook) << webhook.error().message;
  json expected{{"preset", "quick"}, {"maxRetries", 5},   {"backoffMs", 1000},          {"maxBackoffMs", 60000},
                {"multiplier", 2.0}, {"jitter", "equal"}, {"scheduleMs", json::array()}};
  expected.update(GetParam().shown);
  EXPECT_EQ(json(toJson(*webhook, true)["retryPolicy"]), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Policies, NewPolicy,
    testing::Values(PolicyCase{json::object(), json::object()}, PolicyCase{{{"preset", "quick"}}, json::object()},
                    PolicyCase{{{"preset", "standard"}}, {{"preset", "standard"}, {"maxRetries", 9}}},
                    PolicyCase{{{"preset", "custom"}}, {{"preset", "custom"}}}, PolicyCase{{{"maxRetries", 5}}, {{"preset", "custom"}}},
                    PolicyCase{{{"maxRetries", 3}, {"backoffMs", 10}}, {{"preset", "custom"}, {"maxRetries", 3}, {"backoffMs", 10}}},
                    PolicyCase{{{"backoffMs", 120000}}, {{"preset", "custom"}, {"backoffMs", 120000}, {"maxBackoffMs", 120000}}},
                    PolicyCase{{{"scheduleMs", {0, 50, 70}}, {"maxRetries", 40}},
                               {{"preset", "custom"}, {"maxRetries", 2}, {"scheduleMs", {0, 50, 70}}}},
                    PolicyCase{{{"scheduleMs", json::array()}}, json::object()}, PolicyCase{{{"jitter", "none"}}, {{"jitter", "none"}}},
                    PolicyCase{{{"preset", "quick"}, {"maxRetries", 5}, {"scheduleMs", json::array()}}, json::object()},
                    PolicyCase{{{"preset", "quick"}, {"maxRetries", 3}}, "/retryPolicy/maxRetries"},
                    PolicyCase{{{"preset", "standard"}, {"scheduleMs", {1, 2}}}, "/retryPolicy/scheduleMs"},
                    PolicyCase{{{"preset", "slow"}}, "/retryPolicy/preset"}, PolicyCase{{{"multiplier", 11}}, "/retryPolicy/multiplier"},
                    PolicyCase{{{"multiplier", 0.5}}, "/retryPolicy/multiplier"}, PolicyCase{{{"jitter", "full"}}, "/retryPolicy/jitter"},
                    PolicyCase{{{"backoffMs", 5000}, {"maxBackoffMs", 4000}}, "/retryPolicy/maxBackoffMs"},
                    PolicyCase{{{"scheduleMs", std::vector<int>(51, 1)}}, "/retryPolicy/scheduleMs"},
                    PolicyCase{{{"scheduleMs", {0, 86400001}}}, "/retryPolicy/scheduleMs/1"},
                    PolicyCase{{{"maxRetries", 2.5}}, "/retryPolicy/maxRetries"}, PolicyCase{"quick", "/retryPolicy"}));

TEST(ShownWebhook, HasEveryFieldInTheOrderOfTheInterface) {
  std::vector<std::string> names;
  const auto shown = toJson(fullWebhook(), false);
  for (const auto& [name, value] : shown.items()) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("id", "name", "chatbotId", "kind", "url", "events", "filter", "enabled", "test", "headers", "settings",
                                 "retryPolicy", "timeoutMs", "maxHoldMs", "retryEveryFailure", "rateLimit", "maxInFlight", "ordering",
                                 "digest", "signing", "allowHttp", "caPem", "messages", "status", "givesUpAfterMs", "warnings",
                                 "secretCreatedAt", "createdAt", "updatedAt"));
  EXPECT_EQ(shown.dump().find("s3cr3t"), std::string::npos);
  EXPECT_EQ(shown["id"], fullWebhook().id.text());
  EXPECT_EQ(shown["createdAt"], base::formatIso(fullWebhook().createdAt));
}

TEST(ShownWebhook, MasksHeadersUnlessAskedNotTo) {
  EXPECT_EQ(toJson(fullWebhook(), false)["headers"].dump(), R"({"X-Team":"sales","Authorization":"•••"})");
  EXPECT_EQ(toJson(fullWebhook(), true)["headers"]["Authorization"], "Bearer hunter2");
}

TEST(ShownWebhook, TellsItsState) {
  auto webhook = fullWebhook();
  EXPECT_EQ(toJson(webhook, false)["status"].dump(),
            R"({"state":"paused","reason":"Maintenance","since":"2026-11-23T19:43:20.000Z","until":"2026-11-23T21:23:20.000Z"})");
  webhook.stop = {WebhookStop::Kind::kOnHold, "HTTP 410", base::fromMs(1795463000000), std::nullopt};
  EXPECT_EQ(toJson(webhook, false)["status"]["state"], "on_hold");
  EXPECT_TRUE(toJson(webhook, false)["status"]["until"].is_null());
  webhook.enabled = false;
  EXPECT_EQ(toJson(webhook, false)["status"]["state"], "disabled");
  webhook.enabled = true;
  webhook.stop = {};
  EXPECT_EQ(toJson(webhook, false)["status"].dump(), R"({"state":"active","reason":null,"since":null,"until":null})");
}

TEST(ShownWebhook, WarnsOfChatAddressesAndPlainHttp) {
  const auto warnings = [](const char* url) { return webhookFromJson(least({{"url", url}, {"allowHttp", true}})).value(); };
  const auto first = [&](const char* url) {
    const auto list = toJson(warnings(url), false)["warnings"];
    return list.empty() ? std::string("none") : list[0].get<std::string>();
  };
  EXPECT_THAT(first("https://hooks.slack.com/services/T/B/x"), HasSubstr("Slack"));
  EXPECT_THAT(first("https://HOOKS.slack.com/services/T/B/x"), HasSubstr("Slack"));
  EXPECT_THAT(first("https://discord.com/api/webhooks/1/x"), HasSubstr("Discord"));
  EXPECT_THAT(first("https://prod-1.westus.logic.azure.com:443/workflows/x"), HasSubstr("Teams"));
  EXPECT_THAT(first("http://receiver.example.com/"), HasSubstr("unencrypted"));
  for (const auto* fine : {"https://notdiscord.com/", "https://example.com/?u=https://discord.com/", "http://localhost:3000/",
                           "http://127.0.0.1/", "http://[::1]:80/"})
    EXPECT_EQ(first(fine), "none") << fine;
}

TEST(EngineDone6SecretUrl, AChatServicesAddressIsNeverShownAndStaysWhenItComesBackMasked) {
  Webhook webhook;
  webhook.id = WebhookId{1};
  webhook.events = {"*"};
  for (const std::string url : {"https://hooks.slack.com/services/T/B/marked", "https://discord.com/api/webhooks/1/marked",
                                "https://x.webhook.office.com/webhookb2/marked", "https://HOOKS.slack.com/services/T/B/marked"}) {
    webhook.url = url;
    const auto shown = toJson(webhook, true);
    EXPECT_EQ(shown.dump().find("marked"), std::string::npos) << url;
    EXPECT_TRUE(shown.at("url").get<std::string>().ends_with("/•••"));
    const auto renamed = mergeWebhook(webhook, {{"name", "Another"}, {"url", shown.at("url")}});
    ASSERT_TRUE(renamed);
    EXPECT_EQ(renamed->url, url);
    EXPECT_EQ(mergeWebhook(webhook, {{"url", "https://example.com/hook"}})->url, "https://example.com/hook");
  }
  webhook.url = "https://example.com/hook?key=shown";
  EXPECT_EQ(toJson(webhook, false).at("url"), webhook.url);
}

TEST(EngineDone6SecretUrl, TheAddressOfAChatWebhookIsASecretWhateverItsHost) {
  for (const auto kind : {WebhookKind::kSlack, WebhookKind::kDiscord, WebhookKind::kTeams}) {
    Webhook webhook;
    webhook.kind = kind;
    webhook.url = "https://relay.example.com/T/B/marked";
    EXPECT_TRUE(isSecretUrl(webhook));
    EXPECT_EQ(toJson(webhook, true).at("url"), "https://relay.example.com/•••");
    webhook.url.clear();
    EXPECT_FALSE(isSecretUrl(webhook)) << "there is nothing to hide";
  }
}

TEST(EngineDone6SecretUrl, AMaskedAddressKeepsItsHostAndNothingThatASecretCanBeIn) {
  EXPECT_EQ(maskedUrl("https://hooks.slack.com/services/T/B/marked?a=marked#marked"), "https://hooks.slack.com/•••");
  EXPECT_EQ(maskedUrl("https://ada:marked@example.com:8443/x"), "https://example.com:8443/•••");
  EXPECT_EQ(maskedUrl("https://a@b:marked@example.com?marked"), "https://example.com/•••");
  for (const auto* odd : {"", "marked", "https://", "https:///marked"}) EXPECT_EQ(maskedUrl(odd), "•••") << odd;
}

}  // namespace
}  // namespace hookline::model
