#include "delivery_runner/budget_clock.h"

#include <gtest/gtest.h>

namespace hookline::delivery_runner {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// A machine whose minutes are looked at.
class EngineDone2BudgetClock : public testing::Test {
 protected:
  EngineDone2BudgetClock() { look(); }
  void look() { budget.look({base::fromMs(0) + wall, base::MonoTime{} + mono, {}}, online); }
  void work(minutes time) {
    for (; time > minutes{0}; time -= minutes{1}) {
      wall += minutes{1};
      mono += minutes{1};
      look();
    }
  }
  /// By whoever sets the clock, or by a sleep.
  void setBy(base::Millis time) { wall += time; }
  base::Millis ago(base::Millis time) const { return base::fromMs(0) + wall - budget.ago(time); }

  BudgetClock budget;
  bool online = true;
  base::Millis wall{hours{10'000}};
  base::Millis mono{hours{3}};
};

TEST_F(EngineDone2BudgetClock, WhoNeverSleptWaitedAsLongAsTheClockSays) {
  EXPECT_EQ(ago(hours{72}), hours{72});
  work(hours{5});
  EXPECT_EQ(ago(hours{72}), hours{72});
}

TEST_F(EngineDone2BudgetClock, WhatWasSleptIsGoneBackOver) {
  work(minutes{30});
  setBy(hours{8});
  work(minutes{30});
  setBy(hours{9});
  work(minutes{10});
  EXPECT_EQ(ago(minutes{9}), minutes{9}) << "since it woke";
  EXPECT_EQ(ago(minutes{39}), hours{9} + minutes{39});
  EXPECT_EQ(ago(minutes{41}), hours{17} + minutes{41});
  EXPECT_EQ(ago(hours{72}), hours{17 + 72});
}

TEST_F(EngineDone2BudgetClock, AClockThatIsSetMakesNobodyWaitLongerOrShorter) {
  work(minutes{30});
  setBy(-hours{5});
  work(minutes{10});
  EXPECT_EQ(ago(minutes{20}), minutes{20} - hours{5}) << "by the clock of then, which was ahead of now";
  setBy(hours{5});
  work(minutes{10});
  EXPECT_EQ(ago(minutes{30}), minutes{30}) << "it was set right again";
}

TEST_F(EngineDone2BudgetClock, WhoDidNotLookForHoursSleptWhateverTheMonotonicClockSays) {
  work(minutes{30});
  setBy(hours{8});
  mono += hours{8};
  work(minutes{10});
  EXPECT_EQ(ago(minutes{30}), hours{8} + minutes{1} - BudgetClock::kLongestLook + minutes{30});
}

TEST_F(EngineDone2BudgetClock, ItStandsStillWhileThereIsNoNetwork) {
  work(minutes{30});
  online = false;
  work(hours{100});
  setBy(hours{5});
  work(minutes{10});
  online = true;
  work(minutes{10});
  EXPECT_EQ(ago(minutes{10}), minutes{10});
  EXPECT_EQ(ago(minutes{11}), hours{105} + minutes{10 + 11});
  EXPECT_EQ(ago(hours{72}), hours{105} + minutes{10} + hours{72});
}

TEST_F(EngineDone2BudgetClock, AClockThatIsKeptInStepIsLeftAlone) {
  for (int day = 0; day < 100; ++day) {
    setBy(seconds{1});
    work(minutes{1});
  }
  EXPECT_EQ(ago(hours{1}), hours{1});
}

}  // namespace
}  // namespace hookline::delivery_runner
