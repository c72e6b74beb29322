// What a suspended machine changes (delivery.md §3): waits run on while it sleeps, and nobody is blamed for what it cut off.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::NetFault;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class EngineDone2Sleep : public testing::Test {
 protected:
  EngineDone2Sleep() {
    rig.webhook(1);
    rig.configure();
  }
  void send(std::int64_t id) {
    rig.offer(rig.delivery(id, 1));
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(id));
  }
  EngineRig rig;
};

TEST_F(EngineDone2Sleep, AThrottleRunsOutWhileTheMachineSleeps) {
  send(1);
  rig.answer(1, 429, "3600");
  rig.recorded(1);
  EXPECT_THAT(rig.offer(rig.delivery(2, 1)).claims, IsEmpty());
  rig.suspendFor(minutes{59});
  EXPECT_THAT(rig.tick().claims, IsEmpty()) << "the receiver asked for an hour";
  rig.suspendFor(minutes{1});
  rig.tick();
  EXPECT_THAT(rig.claimed(), Contains(2));
}

TEST_F(EngineDone2Sleep, WhoSleptWithoutANetworkTriesAtOnceOnWaking) {
  send(1);
  rig.fault(1, NetFault::kNoRoute);
  rig.recorded(1);
  ASSERT_TRUE(rig.engine.offline());
  rig.suspendFor(hours{8});
  rig.tick();
  EXPECT_THAT(rig.claimed(), ElementsAre(1)) << "the network of before the sleep says nothing";
}

TEST_F(EngineDone2Sleep, WhatHadEndedBeforeItIsLeftAlone) {
  send(1);
  rig.answer(1, 200);
  rig.recorded(1);
  send(2);
  rig.answer(2, 500);
  rig.suspendFor(hours{8});
  EXPECT_NO_THROW(rig.recorded(2)) << "neither is on its way";
  EXPECT_EQ(rig.engine.inFlight(), 1U) << "the second one goes again";
}

TEST_F(EngineDone2Sleep, OnlyABrokenConnectionIsTheSleepsFault) {
  const auto countedAfterSleep = [](NetFault fault) {
    EngineRig one;
    one.webhook(1);
    one.configure();
    one.offer(one.delivery(1, 1));
    one.grant();
    one.suspendFor(hours{1});
    one.fault(1, fault);
    return one.out.records.at(0)->attempt.counted;
  };
  for (const auto broken : {NetFault::kConnectTimeout, NetFault::kTlsTimeout, NetFault::kResetBeforeWrite, NetFault::kResetAfterWrite,
                            NetFault::kTimeoutAfterWrite, NetFault::kBrokenAnswer})
    EXPECT_FALSE(countedAfterSleep(broken)) << static_cast<int>(broken);
  for (const auto theirs : {NetFault::kNoSuchName, NetFault::kRefused, NetFault::kCertificateExpired, NetFault::kCertificateWrongHost})
    EXPECT_TRUE(countedAfterSleep(theirs)) << static_cast<int>(theirs);
}

}  // namespace
}  // namespace hookline::delivery
