#include <gtest/gtest.h>

#include "power_cut_run.h"
#include "support/depth.h"

namespace hookline::store_sqlite {
namespace {

constexpr int kRuns = 20;
constexpr int kRunsWhileWorking = 5;
constexpr int kCutsOfARun = 20;

CutReport runAll(const std::string& synchronous, int runs) {
  CutReport all;
  for (int seed = 1; seed <= runs; ++seed) {
    const auto one = PowerCutRun(static_cast<std::uint64_t>(seed), synchronous).run(kCutsOfARun);
    all.cuts += one.cuts;
    all.cutsThatLost += one.cutsThatLost;
    all.cutsThatDamaged += one.cutsThatDamaged;
    all.acknowledged += one.acknowledged;
    all.jobSteps += one.jobSteps;
    all.jobStepsCutOff += one.jobStepsCutOff;
    if (all.first.empty() && !one.first.empty()) all.first = "seed " + std::to_string(seed) + ", " + one.first;
  }
  return all;
}

TEST(FirstEventDone5, PowerCutsLoseNothingAcknowledged) {
  const int runs = support::depth(kRunsWhileWorking, kRuns);
  const auto report = runAll("FULL", runs);
  RecordProperty("cuts", report.cuts);
  RecordProperty("acknowledged", static_cast<int>(report.acknowledged));
  EXPECT_EQ(report.cuts, runs * kCutsOfARun);
  EXPECT_EQ(report.cutsThatLost, 0) << report.first;
  EXPECT_EQ(report.cutsThatDamaged, 0) << report.first;
  EXPECT_GT(report.acknowledged, 50U * static_cast<unsigned>(runs));  // else nothing was put at risk
}

TEST(LongEngineDone8PowerCuts, TwoThousandCutsLoseNothingAcknowledged) {
  const auto report = runAll("FULL", 100);
  EXPECT_EQ(report.cuts, 2000);
  EXPECT_EQ(report.cutsThatLost, 0) << report.first;
  EXPECT_EQ(report.cutsThatDamaged, 0) << report.first;
  EXPECT_GT(report.acknowledged, 5000U);
}

TEST(EngineDone4, PowerCutsNeitherRepeatNorLoseAStepOfAJob) {
  const int runs = support::depth(kRunsWhileWorking, kRuns);
  const auto report = runAll("FULL", runs);
  RecordProperty("cuts", report.cuts);
  RecordProperty("steps", static_cast<int>(report.jobSteps));
  RecordProperty("stepsCutOff", static_cast<int>(report.jobStepsCutOff));
  EXPECT_EQ(report.cutsThatLost + report.cutsThatDamaged, 0) << report.first;
  // Else nothing was put at risk.
  EXPECT_GT(report.jobSteps, 8U * static_cast<unsigned>(runs));
  EXPECT_GT(report.jobStepsCutOff, static_cast<unsigned>(runs));
}

TEST(FirstEventDone5, TheControlWithoutFullSyncLoses) {
  const auto report = runAll("NORMAL", 3);
  RecordProperty("cuts", report.cuts);
  RecordProperty("cutsThatLost", report.cutsThatLost);
  EXPECT_GT(report.cutsThatLost, 0);
}

}  // namespace
}  // namespace hookline::store_sqlite
