#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/read_answers.h"
#include "ways_rig.h"

namespace hookline::client {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// The typed calls on the stand-ins, in this process and over HTTP, on a real core.
class DestinationsDone6Client : public BothWays {
 protected:
  base::Result<Sandbox> run(bool running) {
    return answerOf<Sandbox>([&](auto then) { client_.setSandboxRunning(&client_, running, std::move(then)); });
  }
  base::Result<std::vector<StandInRecord>> seen(model::WebhookKind kind) {
    return answerOf<std::vector<StandInRecord>>([&](auto then) { client_.sandboxSeen(&client_, kind, std::move(then)); });
  }
};

TEST_P(DestinationsDone6Client, TheStandInsAreStartedAndSayWhatAWebhookNeeds) {
  const auto before = answerOf<Sandbox>([&](auto then) { client_.sandbox(&client_, std::move(then)); });
  ASSERT_TRUE(before) << before.error().message;
  EXPECT_FALSE(before->running);
  EXPECT_THAT(before->url, IsEmpty());
  const auto started = run(true);
  ASSERT_TRUE(started) << started.error().message;
  EXPECT_TRUE(started->running);
  EXPECT_THAT(started->url, StartsWith("http://127.0.0.1:"));
  const auto slack = started->standIns.find(model::WebhookKind::kSlack);
  ASSERT_NE(slack, started->standIns.end());
  EXPECT_THAT(slack->second.url, StartsWith(started->url + "/"));
  EXPECT_EQ(slack->second.settings, json({{"baseUrl", started->url}}));
  const auto stopped = run(false);
  ASSERT_TRUE(stopped) << stopped.error().message;
  EXPECT_FALSE(stopped->running);
  EXPECT_TRUE(stopped->standIns.empty());
}

TEST_P(DestinationsDone6Client, WhatArrivedIsReadAndItsAbsenceHasACause) {
  const auto none = seen(model::WebhookKind::kSlack);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::Errc::kConflict);
  ASSERT_TRUE(run(true));
  const auto nothing = seen(model::WebhookKind::kSlack);
  ASSERT_TRUE(nothing) << nothing.error().message;
  EXPECT_TRUE(nothing->empty());
  const auto unknown = seen(model::WebhookKind::kCustom);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, base::Errc::kNotFound);
}

TEST_P(DestinationsDone6Client, DestinationsDone1TheKindsAreNamedWhileTheStandInsDoNotRun) {
  const auto before = answerOf<Sandbox>([&](auto then) { client_.sandbox(&client_, std::move(then)); });
  ASSERT_TRUE(before) << before.error().message;
  EXPECT_FALSE(before->running);
  EXPECT_EQ(before->kinds.size(), 8U);
  EXPECT_TRUE(before->serves(model::WebhookKind::kSlack));
  EXPECT_FALSE(before->serves(model::WebhookKind::kCustom));
  const auto started = run(true);
  ASSERT_TRUE(started) << started.error().message;
  for (const auto& [kind, standIn] : started->standIns) EXPECT_TRUE(before->kinds.contains(kind)) << model::toText(kind);
  EXPECT_EQ(started->kinds, before->kinds);
}

INSTANTIATE_TEST_SUITE_P(Ways, DestinationsDone6Client, kBothWays, wayName);

TEST(DestinationsDone6Read, AnAnswerThatMakesNoSenseIsRefusedAndAKindFromTheFutureLeftOut) {
  const json wrong[] = {json::array(),
                        {{"running", "yes"}},
                        {{"running", true}},
                        {{"running", true}, {"url", 8789}},
                        {{"running", false}, {"url", "http://127.0.0.1:8789"}},
                        {{"running", true}, {"url", "http://127.0.0.1:8789"}, {"webhooks", json::array()}},
                        {{"running", true}, {"url", "http://127.0.0.1:8789"}, {"webhooks", {{"slack", "there"}}}},
                        {{"running", true}, {"url", "http://127.0.0.1:8789"}, {"webhooks", {{"slack", {{"settings", 1}}}}}}};
  for (const auto& one : wrong) {
    const auto read = internal::readSandbox(one);
    ASSERT_FALSE(read) << one.dump();
    EXPECT_EQ(read.error().code, base::Errc::kMalformed);
  }
  const auto read = internal::readSandbox(
      {{"running", true}, {"url", "http://127.0.0.1:8789"}, {"webhooks", {{"fax", {{"url", 1}}}, {"slack", json::object()}}}});
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->standIns.size(), 1U);
  EXPECT_EQ(read->standIns.begin()->first, model::WebhookKind::kSlack);
}

TEST(DestinationsDone6Read, RecordsAreTakenByTurnsNewestFirstAndAreBounded) {
  auto many = json::array();
  for (int n = 1; n <= 50; ++n) many.push_back({{"id", n}});
  const auto read = internal::readSeen({{"records", {{"notes", many}, {"contacts", {{{"id", 7}}}}}}});
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), Client::kMaxSeen);
  EXPECT_EQ(read->at(0).collection, "contacts");
  EXPECT_EQ(read->at(1).json, R"({"id":50})");
  EXPECT_EQ(read->at(2).json, R"({"id":49})");
}

TEST(DestinationsDone6Read, AMessageHasItsTitleAndTextWhereverTheyAreAndAnOddRecordStaysJson) {
  const auto read = internal::readSeen({{"records",
                                         {{"a", {{{"text", "said"}, {"message", {{"text", "<b>said</b>"}, {"title", "New lead"}}}}}},
                                          {"b", {{{"title", 3}, {"message", "x"}}}},
                                          {"c", {nullptr}}}}});
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ(read->at(0).title, "New lead");
  EXPECT_EQ(read->at(0).text, "said");
  EXPECT_THAT(read->at(0).json, HasSubstr("<b>said</b>"));
  EXPECT_THAT(read->at(1).title, IsEmpty());
  EXPECT_EQ(read->at(2).json, "null");
  EXPECT_FALSE(internal::readSeen(json::array()));
  EXPECT_FALSE(internal::readSeen({{"records", json::array()}}));
  EXPECT_FALSE(internal::readSeen({{"records", {{"messages", "many"}}}}));
}

}  // namespace
}  // namespace hookline::client
