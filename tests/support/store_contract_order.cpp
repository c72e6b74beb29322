// The order of a conversation: delivery.md §1.7.
#include <gmock/gmock.h>

#include <array>
#include <map>

#include "base/random.h"
#include "support/store_contract_order.h"

namespace hookline::support {

using model::DeliveryState;
using model::Ordering;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

constexpr Ordering kBlock{Ordering::By::kConversation, Ordering::OnDead::kBlock};
constexpr Ordering kSkip{Ordering::By::kConversation, Ordering::OnDead::kSkip};

}  // namespace

TEST_P(EngineDone2Ordering, OnlyTheOldestOfAConversationIsDueAndTheNextFollowsWhenItIsDelivered) {
  const auto hook = ordered(kBlock);
  const auto first = say(hook);
  const auto second = say(hook);
  const auto third = say(hook);
  const auto other = say(hook, "conv_2");
  EXPECT_THAT(freshIds(), ElementsAre(first, other));
  EXPECT_THAT(dueIds(hook), ElementsAre(first, other));
  EXPECT_TRUE(parked(second));
  EXPECT_FALSE(take(second)) << "nobody can claim what waits its turn";
  ASSERT_TRUE(take(first));
  end(hook, first, DeliveryState::kRetrying);
  EXPECT_TRUE(parked(second)) << "a retry keeps its place";
  takeAndEnd(hook, first, DeliveryState::kDelivered);
  EXPECT_TRUE(eventually([&] { return waits(second); }));
  EXPECT_THAT(freshIds(), ElementsAre(second));
  EXPECT_TRUE(parked(third));
  EXPECT_EQ(detail(second).row.due, now());
  EXPECT_EQ(figuresOf(hook).waiting, 3u);
}

TEST_P(EngineDone2Ordering, WithoutAConversationOrWithoutTheSettingNobodyWaitsForAnother) {
  const auto hook = ordered(kBlock);
  const auto plain = addWebhook();
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(waits(say(hook, "")));
    EXPECT_TRUE(waits(say(plain)));
  }
}

TEST_P(EngineDone2Ordering, WhereADeadOneBlocksTheOthersWaitUntilItIsRetriedOrPurged) {
  const auto hook = ordered(kBlock);
  const auto first = say(hook);
  const auto second = say(hook);
  takeAndEnd(hook, first, DeliveryState::kDead);
  EXPECT_TRUE(parked(second));
  EXPECT_THAT(retry(first).requeued, ElementsAre(first));
  EXPECT_TRUE(waits(first));
  takeAndEnd(hook, first, DeliveryState::kDead);
  EXPECT_TRUE(purge(first));
  EXPECT_TRUE(waits(second));
}

TEST_P(EngineDone2Ordering, WhereADeadOneIsSkippedTheNextGoesAndARetryWaitsBehindIt) {
  const auto hook = ordered(kSkip);
  const auto first = say(hook);
  const auto second = say(hook);
  const auto third = say(hook);
  takeAndEnd(hook, first, DeliveryState::kDead);
  EXPECT_TRUE(waits(second));
  ASSERT_TRUE(take(second));
  takeFresh();
  EXPECT_THAT(retry(first).requeued, ElementsAre(first));
  EXPECT_TRUE(parked(first)) << "never two of one conversation";
  EXPECT_THAT(freshIds(), IsEmpty());
  end(hook, second, DeliveryState::kDelivered);
  EXPECT_TRUE(waits(first)) << "the oldest goes first";
  EXPECT_TRUE(parked(third));
}

TEST_P(EngineDone2Ordering, WhatWaitsItsTurnCanBeCancelledButNotRetried) {
  const auto hook = ordered(kBlock);
  const auto first = say(hook);
  const auto second = say(hook);
  const auto third = say(hook);
  EXPECT_THAT(retry(second).refused, ElementsAre(second));
  EXPECT_TRUE(cancel(second));
  EXPECT_TRUE(parked(third));
  EXPECT_TRUE(cancel(first));
  EXPECT_TRUE(waits(third));
}

TEST_P(EngineDone2Ordering, AChangeOfTheSettingLetsWhatWasBlockedGo) {
  for (const auto& to : {kSkip, Ordering{}}) {
    const auto hook = ordered(kBlock);
    const auto first = say(hook);
    const auto second = say(hook);
    const auto third = say(hook);
    takeAndEnd(hook, first, DeliveryState::kDead);
    setOrdering(hook, to);
    EXPECT_TRUE(eventually([&] { return waits(second); }));
    EXPECT_TRUE(parked(third)) << "what stands in line keeps its place";
    takeAndEnd(hook, second, DeliveryState::kDelivered);
    EXPECT_TRUE(waits(third));
    EXPECT_EQ(waits(say(hook)), to == Ordering{});
  }
}

TEST_P(EngineDone2Ordering, AWebhookThatIsDeletedLeavesNobodyInLine) {
  const auto hook = ordered(kBlock);
  const auto first = say(hook);
  const auto second = say(hook);
  const auto blocked = say(hook, "conv_2");
  takeAndEnd(hook, blocked, DeliveryState::kDead);
  const auto behind = say(hook, "conv_2");
  ASSERT_TRUE(await<void>([&](auto done) { store_->deleteWebhook(hook, audit("delete"), std::move(done)); }));
  for (const auto id : {first, second, behind}) EXPECT_TRUE(eventually([&, id = id] { return stateOf(id) == DeliveryState::kCancelled; }));
  EXPECT_EQ(stateOf(blocked), DeliveryState::kDead);
}

TEST_P(EngineDone2Ordering, ALineSurvivesTheEndOfTheProcess) {
  const auto hook = ordered(kBlock);
  const auto first = say(hook);
  const auto second = say(hook);
  ASSERT_TRUE(take(first));
  reopen();
  EXPECT_EQ(stateOf(first), DeliveryState::kRetrying);
  EXPECT_TRUE(parked(second));
  EXPECT_TRUE(parked(say(hook)));
  takeAndEnd(hook, first, DeliveryState::kDelivered);
  EXPECT_TRUE(waits(second));
}

TEST_P(EngineDone2Ordering, WhatWaitsItsTurnDoesNotExpireButGoesWithWhatStoodBeforeIt) {
  const auto hook = ordered(kSkip);
  const auto first = say(hook);
  const auto second = say(hook);
  clock_.advance(hours{80});
  const auto expire = [&] {
    return await<std::vector<model::DeliveryRow>>([&](auto done) { store_->expire(hook, now() - hours{72}, now(), std::move(done)); });
  };
  ASSERT_EQ(expire()->size(), 1u);
  EXPECT_EQ(stateOf(first), DeliveryState::kDead);
  ASSERT_EQ(expire()->size(), 1u) << "it waited as long, for the same reason";
  EXPECT_EQ(stateOf(second), DeliveryState::kDead);
  const auto blocking = ordered(kBlock);
  takeAndEnd(blocking, say(blocking), DeliveryState::kDead);
  const auto behind = say(blocking);
  clock_.advance(hours{800});
  EXPECT_THAT(
      *await<std::vector<model::DeliveryRow>>([&](auto done) { store_->expire(blocking, now() - hours{72}, now(), std::move(done)); }),
      IsEmpty());
  EXPECT_TRUE(parked(behind));
}

TEST_P(EngineDone2Ordering, ADeadLetterThatRetentionRemovesBlocksNoLonger) {
  const auto hook = ordered(kBlock);
  const auto first = say(hook);
  takeAndEnd(hook, first, DeliveryState::kDead);
  clock_.advance(hours{24});
  const auto second = say(hook);
  const store::RetentionStep step{{}, now() - hours{1}, now() - hours{1}, now() - hours{1}};
  ASSERT_TRUE(await<store::Retained>([&](auto done) { store_->retain(step, std::move(done)); }));
  EXPECT_TRUE(waits(second));
}

TEST_P(EngineDone2Ordering, WhateverHappensOneOfEachLineGoesAndTheOldestIsNext) {
  base::SeededRandom random(20261127);
  for (const auto& ordering : {kBlock, kSkip}) {
    const auto hook = ordered(ordering);
    std::vector<model::DeliveryId> all;
    const auto pick = [&] { return all[random.below(all.size())]; };
    for (int step = 0; step < 400; ++step) {
      const auto what = random.below(10);
      if (what < 3 || all.empty())
        all.push_back(say(hook, "conv_" + std::to_string(random.below(3))));
      else if (what < 7) {
        const auto due = dueIds(hook);
        if (due.empty()) continue;
        const auto id = due[random.below(due.size())];
        constexpr std::array kEnds{DeliveryState::kDelivered, DeliveryState::kDelivered, DeliveryState::kDead, DeliveryState::kRetrying};
        takeAndEnd(hook, id, kEnds[random.below(kEnds.size())]);
      } else if (what == 7) {
        cancel(pick());
      } else if (what == 8) {
        retry(pick());
      } else if (random.below(8) == 0) {
        reopen();
      } else if (const auto id = pick(); stateOf(id) == DeliveryState::kDead) {
        purge(id);
        std::erase(all, id);
      }
      struct Line {
        int live = 0;
        int dead = 0;
        int parked = 0;
      };
      std::map<std::string, Line> lines;
      const auto page = list({});
      for (const auto& row : page.rows) {
        if (row.webhookId != hook) continue;
        auto& line = lines[row.conversationId];
        const bool isParked = row.state == DeliveryState::kHeld;
        line.parked += isParked ? 1 : 0;
        line.dead += row.state == DeliveryState::kDead ? 1 : 0;
        line.live += !isParked && !model::isTerminal(row.state) ? 1 : 0;
      }
      for (const auto& [conversation, line] : lines) {
        ASSERT_LE(line.live, 1) << conversation << " at step " << step;
        const bool blocked = ordering == kBlock && line.dead > 0;
        if (line.parked > 0 && !blocked) ASSERT_EQ(line.live, 1) << conversation << " is stuck at step " << step;
      }
    }
  }
}

}  // namespace hookline::support
