#include "delivery_runner/job_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hookline::delivery_runner {
namespace {

using model::JobKind;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> wrongPaths(const json& filter, JobKind kind) {
  const auto read = readJobFilter(filter, kind);
  std::vector<std::string> paths;
  if (read) return paths;
  EXPECT_EQ(read.error().code, base::Errc::kInvalid);
  for (const auto& detail : read.error().details) {
    EXPECT_FALSE(detail.message.empty());
    paths.push_back(detail.path);
  }
  return paths;
}

TEST(EngineDone4Filter, EveryNameOfTheListsIsRead) {
  const json filter{{"state", "dead"},
                    {"webhookId", {model::WebhookId{7}.text(), model::WebhookId{8}.text()}},
                    {"eventType", "lead.captured"},
                    {"chatbotId", "bot_1"},
                    {"conversationId", "conv_1"},
                    {"email", "ada@example.com"},
                    {"since", "2026-11-01T00:00:00Z"},
                    {"until", "2026-11-02T00:00:00Z"},
                    {"status", 503},
                    {"errorClass", "server_error"},
                    {"simulated", false},
                    {"q", "ada"}};
  const auto read = readJobFilter(filter, JobKind::kRetry);
  ASSERT_TRUE(read) << read.error().message;
  const auto& query = read->query;
  EXPECT_THAT(query.webhooks, ElementsAre(model::WebhookId{7}, model::WebhookId{8}));
  EXPECT_THAT(query.eventTypes, ElementsAre("lead.captured"));
  EXPECT_EQ(query.chatbotId, "bot_1");
  EXPECT_EQ(query.conversationId, "conv_1");
  EXPECT_EQ(query.email, "ada@example.com");
  EXPECT_EQ(query.until.value() - query.since.value(), base::Millis{24 * 3600 * 1000});
  EXPECT_EQ(query.status, 503);
  EXPECT_EQ(query.errorClass, model::ErrorClass::kServerError);
  EXPECT_EQ(query.simulated, false);
  EXPECT_EQ(query.text, "ada");
  EXPECT_TRUE(readJobFilter(json::parse(read->text), JobKind::kRetry));
}

TEST(EngineDone4Filter, AllIsSaidForWhatCannotBeTakenBack) {
  EXPECT_TRUE(readJobFilter(json::object(), JobKind::kRetry));
  for (const auto kind : {JobKind::kPurge, JobKind::kReplay}) {
    const auto refused = readJobFilter(json::object(), kind);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr(R"({"all": true})"));
    EXPECT_TRUE(readJobFilter({{"all", true}}, kind));
  }
}

TEST(EngineBadInput, AJobsFilterIsRefusedByTheNameOfEachWrongMember) {
  const auto retry = JobKind::kRetry;
  EXPECT_THAT(wrongPaths(json::array(), retry), ElementsAre("/filter"));
  EXPECT_THAT(wrongPaths({{"webhook", "x"}, {"limit", 5}}, retry), ElementsAre("/filter/limit", "/filter/webhook"));
  EXPECT_THAT(wrongPaths({{"state", "delivered"}}, retry), ElementsAre("/filter/state"));
  EXPECT_THAT(wrongPaths({{"state", {"dead", "held"}}}, JobKind::kPurge), ElementsAre("/filter/state"));
  EXPECT_THAT(wrongPaths({{"state", "dead"}}, JobKind::kReplay), ElementsAre("/filter/state"));
  EXPECT_THAT(wrongPaths({{"status", 500}, {"errorClass", "auth"}}, JobKind::kReplay), ElementsAre("/filter/status", "/filter/errorClass"));
  EXPECT_THAT(wrongPaths({{"eventType", "webhook.test"}}, JobKind::kReplay), ElementsAre("/filter/eventType"));
  EXPECT_THAT(wrongPaths({{"since", "2026-11-02T00:00:00Z"}, {"until", "2026-11-02T00:00:00Z"}}, retry), ElementsAre("/filter/since"));
  EXPECT_THAT(wrongPaths({{"since", "yesterday"}, {"until", 5}}, retry), ElementsAre("/filter/since", "/filter/until"));
  EXPECT_THAT(wrongPaths({{"webhookId", "wh_1"}}, retry), ElementsAre("/filter/webhookId"));
  EXPECT_THAT(wrongPaths({{"webhookId", json::array()}}, retry), ElementsAre("/filter/webhookId"));
  EXPECT_THAT(wrongPaths({{"eventType", {1}}}, retry), ElementsAre("/filter/eventType"));
  EXPECT_THAT(wrongPaths({{"status", 99}}, retry), ElementsAre("/filter/status"));
  EXPECT_THAT(wrongPaths({{"status", "503"}}, retry), ElementsAre("/filter/status"));
  EXPECT_THAT(wrongPaths({{"status", 1e30}}, retry), ElementsAre("/filter/status"));
  EXPECT_THAT(wrongPaths({{"errorClass", "bad"}}, retry), ElementsAre("/filter/errorClass"));
  EXPECT_THAT(wrongPaths({{"simulated", 1}}, retry), ElementsAre("/filter/simulated"));
  EXPECT_THAT(wrongPaths({{"email", ""}}, retry), ElementsAre("/filter/email"));
  EXPECT_THAT(wrongPaths({{"q", std::string(257, 'q')}}, retry), ElementsAre("/filter/q"));
  EXPECT_THAT(wrongPaths({{"all", false}}, retry), ElementsAre("/filter/all"));
  EXPECT_THAT(wrongPaths({{"all", true}, {"status", 500}}, JobKind::kPurge), ElementsAre("/filter/all"));
  EXPECT_THAT(wrongPaths({{"webhookId", nullptr}}, JobKind::kPurge), ElementsAre("/filter/webhookId"));
}

}  // namespace
}  // namespace hookline::delivery_runner
