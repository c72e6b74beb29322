// Acceptance at the engine: what becomes of the first event, by what its receiver answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/engine.h"
#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::DeliveryState;
using std::chrono::seconds;
using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

/// One delivery from its acceptance to its end, and what its receiver saw.
struct Life {
  std::vector<model::HttpRequest> requests;
  std::vector<base::Micros> gaps;  ///< between one send and the next
  std::vector<model::AttemptRecord> records;
};

/// `answers` are given in turn, the last one for ever.
Life live(const std::vector<int>& answers) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  Life life;
  std::optional<base::MonoTime> last;
  rig.offer(rig.delivery(10, 1));
  for (std::size_t i = 0; i < 100; ++i) {
    for (int turns = 0; rig.out.claims.empty(); ++turns) {
      if (turns == 3) return life;
      rig.passTime();
    }
    rig.grant();
    if (rig.out.sends.size() != 1) return life;
    life.requests.push_back(rig.out.sends.front().request);
    if (last) life.gaps.push_back(rig.now().mono - *last);
    last = rig.now().mono;
    rig.answer(10, answers[std::min(i, answers.size() - 1)]);
    life.records.push_back(*rig.out.records.at(0));
    rig.recorded(10);
  }
  return life;
}

std::vector<std::string> headers(const Life& life, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& request : life.requests) values.push_back(headerOf(request, name));
  return values;
}

TEST(FirstEventDone3, ThreeFailuresAndASuccessAreFourAttemptsAtRisingDelays) {
  const auto life = live({500, 500, 500, 200});
  ASSERT_THAT(life.requests, SizeIs(4));
  EXPECT_EQ(life.records.back().next, DeliveryState::kDelivered);
  ASSERT_THAT(life.gaps, SizeIs(3));
  EXPECT_LE(life.gaps[0], seconds{1});
  EXPECT_GT(life.gaps[1], life.gaps[0]);
  EXPECT_GT(life.gaps[2], life.gaps[1]);
  EXPECT_THAT(headers(life, "webhook-id"), Each(std::string("event-10")));
  EXPECT_THAT(headers(life, "X-Webhook-Attempt"), ElementsAre("1", "2", "3", "4"));
  for (const auto& request : life.requests) EXPECT_EQ(*request.body, R"({"n":10})");
}

TEST(FirstEventDone3, FailingForEverEndsAsADeadLetter) {
  const auto life = live({500});
  EXPECT_THAT(life.requests, SizeIs(6)) << "one try and the five retries of the quick policy";
  EXPECT_EQ(life.records.back().next, DeliveryState::kDead);
  EXPECT_EQ(life.records.back().counted, 6);
  for (std::size_t i = 1; i < life.gaps.size(); ++i) EXPECT_GE(life.gaps[i], life.gaps[i - 1]);
}

TEST(FirstEventDone3, RefusedContentIsDeadAtOnce) {
  const auto life = live({422});
  EXPECT_THAT(life.requests, SizeIs(1));
  EXPECT_EQ(life.records.back().next, DeliveryState::kDead);
}

TEST(FirstEventDone3, ARedirectIsNeverFollowed) {
  const auto life = live({302});
  EXPECT_THAT(life.requests, SizeIs(6)) << "a 302 is a failure like any other";
  for (const auto& request : life.requests) EXPECT_EQ(request.url, "https://receiver.test/1");
  EXPECT_EQ(life.records.back().attempt.errorClass, model::ErrorClass::kRedirect);
  EXPECT_EQ(life.records.back().next, DeliveryState::kDead);
}

}  // namespace
}  // namespace hookline::delivery
