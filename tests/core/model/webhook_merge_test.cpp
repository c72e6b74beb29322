#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/webhook.h"
#include "webhook_samples.h"

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

std::string fault(const json& patch, const Webhook& current = fullWebhook()) {
  const auto merged = mergeWebhook(current, patch);
  if (merged) return "taken";
  EXPECT_EQ(merged.error().code, base::Errc::kInvalid);
  if (merged.error().details.size() != 1) return "faults: " + std::to_string(merged.error().details.size());
  return merged.error().details[0].path + " " + merged.error().details[0].message;
}

void expectSame(const Webhook& a, const Webhook& b) {
  EXPECT_EQ(toJson(a, true).dump(), toJson(b, true).dump());
  EXPECT_EQ(storedJson(a), storedJson(b));
  EXPECT_EQ(a.secret, b.secret);
  EXPECT_EQ(a.previousSecret, b.previousSecret);
  EXPECT_EQ(a.headers, b.headers);
}

TEST(MergedWebhook, StaysAsItIsWhenTheAnswerComesBackUnchanged) {
  for (auto current :
       {fullWebhook(), *webhookFromJson({{"url", "https://example.com/"}, {"events", {"*"}}, {"retryPolicy", {{"preset", "standard"}}}}),
        *webhookFromJson({{"url", "https://example.com/"}, {"events", {"*"}}, {"retryPolicy", {{"scheduleMs", {0, 9}}}}})}) {
    current.id = WebhookId{42};
    for (const bool clear : {false, true}) {
      const auto merged = mergeWebhook(current, json::parse(toJson(current, clear).dump()));
      ASSERT_TRUE(merged) << merged.error().message;
      expectSame(*merged, current);
    }
  }
}

TEST(MergedWebhook, ChangesWhatIsNamedAndNothingElse) {
  const auto merged = mergeWebhook(fullWebhook(), {{"name", "Support"}, {"enabled", false}});
  ASSERT_TRUE(merged);
  auto expected = fullWebhook();
  expected.name = "Support";
  expected.enabled = false;
  expectSame(*merged, expected);
  expectSame(*mergeWebhook(fullWebhook(), json::object()), fullWebhook());
}

TEST(MergedWebhook, GivesDefaultsBackForNull) {
  const auto merged = mergeWebhook(fullWebhook(), {{"name", nullptr},
                                                   {"timeoutMs", nullptr},
                                                   {"caPem", nullptr},
                                                   {"headers", nullptr},
                                                   {"signing", nullptr},
                                                   {"chatbotId", nullptr},
                                                   {"retryPolicy", nullptr}});
  ASSERT_TRUE(merged) << merged.error().message;
  EXPECT_EQ(merged->name, "receiver.example.com");
  EXPECT_EQ(merged->timeout.count(), 10000);
  EXPECT_EQ(merged->caPem, "");
  EXPECT_TRUE(merged->headers.empty());
  EXPECT_EQ(merged->signing, Signing::kBoth);
  EXPECT_EQ(merged->chatbotId, "*");
  EXPECT_EQ(merged->retryPolicy, RetryPolicy{});
  EXPECT_THAT(fault({{"url", nullptr}}), HasSubstr("/url is required"));
  EXPECT_THAT(fault({{"events", nullptr}}), HasSubstr("/events must be"));
}

TEST(MergedWebhook, SendsSecretAndIdToRotation) {
  EXPECT_THAT(fault({{"secret", "new"}}),
              HasSubstr("/secret cannot be changed here: use POST /api/webhooks/" + fullWebhook().id.text() + "/rotate-secret"));
  EXPECT_THAT(fault({{"secret", nullptr}}), HasSubstr("rotate-secret"));
  EXPECT_THAT(fault({{"id", "wh_0000000000001"}}), HasSubstr("rotate-secret"));
  EXPECT_EQ(fault({{"id", fullWebhook().id.text()}}), "taken");
}

TEST(MergedWebhook, RefusesOtherValuesForWhatOnlyTheAnswerCarries) {
  for (const auto* name : {"status", "givesUpAfterMs", "warnings", "secretCreatedAt", "createdAt", "updatedAt"}) {
    EXPECT_EQ(fault({{name, json(toJson(fullWebhook(), false)[name])}}), "taken") << name;
    EXPECT_THAT(fault({{name, "other"}}), HasSubstr("is set by Hookline")) << name;
  }
  EXPECT_THAT(fault({{"unknown", 1}}), HasSubstr("is not a field"));
}

TEST(MergedWebhook, MergesHeadersByNameWithoutRegardToCase) {
  const auto merged = mergeWebhook(fullWebhook(), {{"headers", {{"x-team", "support"}, {"X-New", "1"}, {"authorization", "•••"}}}});
  ASSERT_TRUE(merged) << merged.error().message;
  EXPECT_THAT(merged->headers,
              ElementsAre(HttpHeader{"x-team", "support"}, HttpHeader{"Authorization", "Bearer hunter2"}, HttpHeader{"X-New", "1"}));
  const auto removed = mergeWebhook(fullWebhook(), {{"headers", {{"AUTHORIZATION", nullptr}, {"X-None", nullptr}}}});
  ASSERT_TRUE(removed);
  EXPECT_THAT(removed->headers, ElementsAre(HttpHeader{"X-Team", "sales"}));
  EXPECT_THAT(fault({{"headers", {{"X-Token", "•••"}}}}), HasSubstr("placeholder"));
}

json merged(const json& before, const json& patch) {
  auto current = webhookFromJson({{"url", "https://example.com/"}, {"events", {"*"}}, {"retryPolicy", before}});
  if (!current) return current.error().message;
  const auto after = mergeWebhook(*current, {{"retryPolicy", patch}});
  if (!after) return after.error().details.at(0).path;
  return json(toJson(*after, true)["retryPolicy"]);
}

TEST(MergedPolicy, BecomesCustomWhenANumberChanges) {
  const auto policy = merged(json::object(), {{"maxRetries", 3}});
  EXPECT_EQ(policy["preset"], "custom");
  EXPECT_EQ(policy["maxRetries"], 3);
  EXPECT_EQ(policy["backoffMs"], 1000);
  EXPECT_EQ(merged(json::object(), {{"maxRetries", 5}})["preset"], "quick") << "nothing changed";
}

TEST(MergedPolicy, KeepsItsOtherNumbers) {
  const auto policy = merged({{"maxRetries", 7}, {"multiplier", 3}}, {{"backoffMs", 10}});
  EXPECT_EQ(policy["maxRetries"], 7);
  EXPECT_EQ(policy["multiplier"], 3.0);
  EXPECT_EQ(policy["backoffMs"], 10);
  EXPECT_EQ(merged({{"maxRetries", 7}, {"multiplier", 3}}, {{"maxRetries", nullptr}})["maxRetries"], 5);
}

TEST(MergedPolicy, TakesAPresetWhole) {
  EXPECT_EQ(merged({{"maxRetries", 7}}, {{"preset", "quick"}})["maxRetries"], 5);
  EXPECT_EQ(merged({{"scheduleMs", {0, 1}}}, {{"preset", "standard"}})["scheduleMs"], json::array());
  EXPECT_EQ(merged(json::object(), {{"preset", "quick"}, {"maxRetries", 3}}), "/retryPolicy/maxRetries");
}

TEST(MergedPolicy, DoesNotHideNumbersBehindASchedule) {
  EXPECT_EQ(merged({{"scheduleMs", {0, 1, 2}}}, {{"maxRetries", 9}}), "/retryPolicy/maxRetries");
  const auto policy = merged({{"scheduleMs", {0, 1, 2}}}, {{"maxRetries", 9}, {"scheduleMs", json::array()}});
  EXPECT_EQ(policy["maxRetries"], 9);
  EXPECT_EQ(policy["scheduleMs"], json::array());
  EXPECT_EQ(merged({{"scheduleMs", {0, 1, 2}}}, {{"scheduleMs", {5}}})["maxRetries"], 0);
}

TEST(MergedPolicy, KeepsThePresetWhenOnlyJitterChanges) {
  const auto policy = merged({{"preset", "standard"}}, {{"jitter", "none"}});
  EXPECT_EQ(policy["preset"], "standard");
  EXPECT_EQ(policy["jitter"], "none");
  const json plain{{"preset", "standard"}, {"jitter", "none"}};
  EXPECT_EQ(merged(plain, {{"preset", "standard"}})["jitter"], "none") << "the preset that there is already changes nothing";
  EXPECT_EQ(merged(plain, {{"preset", "quick"}})["jitter"], "equal");
}

}  // namespace
}  // namespace hookline::model
