#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery_runner/intake.h"
#include "runner_rig.h"

namespace hookline::delivery_runner {
namespace {

using testing::HasSubstr;

struct Door {
  explicit Door(RunnerRig& rig, StorageLimits& limits) : intake(*rig.store, *rig.config, limits, types, *rig.ids, rig.clock) {}

  base::Result<store::AcceptedEvent> post() {
    return support::await<store::AcceptedEvent>([&](auto done) {
      intake.accept(R"({"type":"lead.won","chatbotId":"bot","data":{"n":)" + std::to_string(++n) + "}}", false, std::move(done));
    });
  }
  base::Result<std::vector<store::AcceptedEvent>> postBatch() {
    return support::await<std::vector<store::AcceptedEvent>>(
        [&](auto done) { intake.acceptBatch(R"({"events":[{"type":"lead.won","chatbotId":"bot","data":{}}]})", false, std::move(done)); });
  }

  const model::EventTypes types;
  Intake intake;
  int n = 0;
};

TEST(EngineDone2, AFullQueueRefusesBeforeItDrops) {
  RunnerRig rig;
  StorageLimits limits({.maxWaiting = 20});
  Door door(rig, limits);
  rig.addWebhook();
  int taken = 0;
  base::Error refusal;
  for (int i = 0; i < 40; ++i) {
    const auto accepted = door.post();
    if (accepted) {
      ++taken;
    } else {
      refusal = accepted.error();
      break;
    }
  }
  // Above 80 %: 16 of 20 are that many, the 17th goes over it.
  EXPECT_EQ(taken, 17);
  EXPECT_EQ(refusal.code, base::Errc::kBusy);
  EXPECT_FALSE(refusal.outcomeUnknown);
  EXPECT_THAT(refusal.message, HasSubstr("17 deliveries wait, of at most 20"));
  EXPECT_EQ(rig.store->storeFigures().waiting, 17u) << "everything that was accepted waits";
  limits.set({.maxWaiting = 17});
  const auto full = door.post();
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, base::Errc::kFull);
  EXPECT_THAT(full.error().message, HasSubstr("raise the limit"));
  const auto batch = door.postBatch();
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().code, base::Errc::kFull);
  limits.set({});
  EXPECT_TRUE(door.post()) << "room opens the door again, without a restart";
  EXPECT_TRUE(door.postBatch());
}

TEST(EngineDone2, AFullStoreIsSaidInMegabytes) {
  RunnerRig rig;
  StorageLimits limits({.maxDiskBytes = 1});
  Door door(rig, limits);
  const auto refused = door.post();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Errc::kFull);
  EXPECT_THAT(refused.error().message, HasSubstr("the store takes"));
}

TEST(EngineDone2, AStoppingIntakeSaysSo) {
  RunnerRig rig;
  StorageLimits limits({});
  Door door(rig, limits);
  door.intake.close();
  const auto refused = door.post();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Errc::kUnavailable);
}

}  // namespace
}  // namespace hookline::delivery_runner
