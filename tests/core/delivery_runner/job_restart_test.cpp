#include "job_rig.h"

namespace hookline::delivery_runner {
namespace {

using model::DeliveryState;
using model::JobKind;
using model::JobState;

Jobs::Options tinySteps() {
  Jobs::Options options;
  options.stepItems = 5;
  options.purgeItems = 5;
  return options;
}

class EngineDone4Restart : public JobRig {
 protected:
  EngineDone4Restart() : JobRig(tinySteps()) { hook_ = addWebhook(); }

  model::WebhookId hook_;
};

TEST_F(EngineDone4Restart, ARetryThatIsCutOffAfterEveryStepSendsEachDeadLetterOnce) {
  const auto letters = dead(43, hook_);
  const auto id = start(order(JobKind::kRetry));
  for (int life = 0; life < 9; ++life) {
    oneStep();
    restart();
    EXPECT_EQ(job(id).done, std::min<std::uint64_t>(43, 5 * (static_cast<std::uint64_t>(life) + 1)));
    if (life % 3 == 1) send(4);
  }
  EXPECT_TRUE(finish(id));
  for (const auto letter : letters) EXPECT_EQ(sent_[letter.value], 1) << letter.text();
  EXPECT_EQ(job(id).delivered, 43u);
}

TEST_F(EngineDone4Restart, AReplayThatIsCutOffAfterEveryStepMakesEachDeliveryOnce) {
  for (int i = 0; i < 23; ++i) event("lead.captured");
  const auto id = start(order(JobKind::kReplay, {{"all", true}}));
  for (int life = 0; life < 5; ++life) {
    oneStep();
    restart();
  }
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(countOf(DeliveryState::kDelivered), 23u);
  EXPECT_EQ(job(id).made, 23u);
}

TEST_F(EngineDone4Restart, AStepWhoseAnswerIsLostIsNeitherRepeatedNorForgotten) {
  for (int i = 0; i < 20; ++i) event("lead.captured");
  const auto id = start(order(JobKind::kReplay, {{"all", true}}));
  store_->losesAnswers = 2;
  for (int i = 0; i < 8; ++i) advance(base::Millis{1000});
  EXPECT_EQ(store_->losesAnswers, 0);
  EXPECT_EQ(job(id).done, 20u);
  EXPECT_EQ(due().size(), 20u);
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(countOf(DeliveryState::kDelivered), 20u);
}

TEST_F(EngineDone4Restart, AStoreThatFailsAStepHasASecondsRestBeforeTheNext) {
  for (int i = 0; i < 20; ++i) event("lead.captured");
  store_->losesAnswers = 1;
  start(order(JobKind::kReplay, {{"all", true}}));
  settle();
  const int asked = store_->asked;
  advance(base::Millis{999});
  EXPECT_EQ(store_->asked, asked);
  advance(base::Millis{1});
  EXPECT_GT(store_->asked, asked);
}

TEST_F(EngineDone4Restart, AStepWhoseAnswerIsLostWithTheProcessIsNotRepeated) {
  const auto letters = dead(20, hook_);
  const auto id = start(order(JobKind::kRetry));
  for (int life = 0; life < 4; ++life) {
    store_->losesAnswers = 1;
    oneStep();
    restart();
  }
  EXPECT_EQ(job(id).done, 20u);
  EXPECT_TRUE(finish(id));
  for (const auto letter : letters) EXPECT_EQ(sent_[letter.value], 1);
}

TEST_F(EngineDone4Restart, ACrashWithDeliveriesOnTheirWayKeepsTheCountsTrue) {
  dead(10, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  std::vector<store::Claim> claims;
  for (const auto delivery : due()) {
    const auto row = support::await<store::DeliveryDetail>([&](auto done) { store_->delivery(delivery, std::move(done)); })->row;
    claims.push_back({delivery, row.due});
  }
  ASSERT_EQ(support::await<std::vector<model::DeliveryId>>([&](auto done) { store_->claim(claims, std::move(done)); })->size(), 10u);
  restart();
  EXPECT_EQ(job(id).open, 10u);
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(job(id).delivered, 10u);
}

}  // namespace
}  // namespace hookline::delivery_runner
