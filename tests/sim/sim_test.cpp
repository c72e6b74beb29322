// Event first, done last: whatever fails, each accepted event ends as it should (delivery.md §7.1).
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>

#include "sim_world.h"
#include "support/depth.h"

namespace hookline::sim {
namespace {

constexpr std::uint64_t kSeeds = 5000;
constexpr std::uint64_t kSeedsWhileWorking = 300;
constexpr std::uint64_t kTwice = 60;
constexpr std::uint64_t kMutantSeeds = 400;

Report live(std::uint64_t seed, Mutant mutant = Mutant::kNone) { return SimWorld(seed, mutant).run(); }

std::string sentence(std::uint64_t seed, const Report& report) {
  if (!report.violation) return {};
  return "seed " + std::to_string(seed) + " broke " + report.violation->name + ": " + report.violation->sentence +
         "\nreplay it with hookline-sim --trace --seed " + std::to_string(seed);
}

/// The names of what a mutant breaks, within so many seeds.
std::set<std::string> brokenBy(Mutant mutant, const std::string& wanted) {
  std::set<std::string> names;
  for (std::uint64_t seed = 1; seed <= kMutantSeeds && !names.contains(wanted); ++seed)
    if (const auto report = live(seed, mutant); report.violation) names.insert(report.violation->name);
  return names;
}

}  // namespace

TEST(FirstEventDone8, SeedsThatOnceFailedHold) {
  std::ifstream corpus(HOOKLINE_SIM_CORPUS);
  ASSERT_TRUE(corpus) << "cannot read " HOOKLINE_SIM_CORPUS;
  std::uint64_t replayed = 0;
  for (std::string line; std::getline(corpus, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::uint64_t seed = 0;
    ASSERT_TRUE(std::istringstream(line) >> seed) << "corpus.txt holds a line without a seed: " << line;
    EXPECT_EQ(sentence(seed, live(seed)), "");
    ++replayed;
  }
  EXPECT_GT(replayed, 0U);
}

TEST(FirstEventDone8, EverythingEndsAsItShouldWhateverFails) {
  int broken = 0;
  std::size_t deliveries = 0;
  std::uint64_t lived = 0;
  const auto begun = std::chrono::steady_clock::now();
  const auto seeds = support::depth(kSeedsWhileWorking, kSeeds);
  for (std::uint64_t seed = 1; seed <= seeds && broken < 5; ++seed, ++lived) {
    const auto report = live(seed);
    deliveries += report.deliveries;
    if (!report.violation) continue;
    ++broken;
    ADD_FAILURE() << sentence(seed, report);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cout << lived << " seeds, " << deliveries << " deliveries, " << static_cast<int>(static_cast<double>(lived) / took.count())
            << " seeds/s\n";
  EXPECT_GT(deliveries, lived * 20) << "the worlds are too empty to prove anything";
}

TEST(LongEngineDone8Seeds, FiftyThousandMoreLives) {
  int broken = 0;
  for (std::uint64_t seed = kSeeds + 1; seed <= kSeeds + 50'000 && broken < 5; ++seed) {
    const auto report = live(seed);
    if (!report.violation) continue;
    ++broken;
    ADD_FAILURE() << sentence(seed, report);
  }
}

TEST(EngineDone4, JobsEndWithTrueFiguresWhateverFails) {
  int broken = 0;
  int worlds = 0;
  Report all;
  const auto wanted = support::depth(80, 400);
  for (std::uint64_t seed = 1; worlds < wanted && broken < 5; ++seed) {
    if (!drawScenario(seed, Mutant::kNone).jobs) continue;
    ++worlds;
    const auto report = live(seed);
    all.doneJobs += report.doneJobs;
    all.stoppedJobs += report.stoppedJobs;
    all.madeDue += report.madeDue;
    all.undone += report.undone;
    if (!report.violation) continue;
    ++broken;
    ADD_FAILURE() << sentence(seed, report);
  }
  std::cout << worlds << " worlds, " << all.doneJobs << " jobs done, " << all.stoppedJobs << " cancelled half-way, " << all.madeDue
            << " deliveries made due by them, " << all.undone << " taken back\n";
  EXPECT_GT(all.doneJobs, static_cast<std::uint64_t>(worlds));
  EXPECT_GT(all.stoppedJobs, static_cast<std::uint64_t>(worlds) / 20);
  EXPECT_GT(all.madeDue, static_cast<std::uint64_t>(worlds) * 8);
  EXPECT_GT(all.undone, static_cast<std::uint64_t>(worlds) / 8);
}

TEST(FirstEventDone8, TheSameSeedLivesTheSameLife) {
  std::set<std::uint64_t> traces;
  for (std::uint64_t seed = 1; seed <= kTwice; ++seed) {
    const auto once = live(seed);
    EXPECT_EQ(once.trace, live(seed).trace) << "seed " << seed;
    traces.insert(once.trace);
  }
  EXPECT_EQ(traces.size(), kTwice) << "different seeds must live different lives";
}

TEST(FirstEventDone8, AcknowledgingBeforeTheCommitIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kAcknowledgesBeforeCommit, "everyAcknowledgedEventHasItsDeliveries")
                  .contains("everyAcknowledgedEventHasItsDeliveries"));
}

TEST(FirstEventDone8, FreeingASlotEarlyIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kFreesSlotEarly, "slotLimitsHold").contains("slotLimitsHold"));
}

TEST(FirstEventDone8, RetryingAPermanentRefusalIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kRetriesPermanent, "nothingAfterAPermanentRefusal").contains("nothingAfterAPermanentRefusal"));
}

TEST(FirstEventDone8, FollowingARedirectIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kFollowsRedirects, "noReceiverSeesAStranger").contains("noReceiverSeesAStranger"));
}

TEST(FirstEventDone8, IgnoringTheClaimsRefusalIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kIgnoresRefusal, "everySendHasItsClaim").contains("everySendHasItsClaim"));
}

TEST(FirstEventDone8, ApplyingAResultAfterItsClaimEndedIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kAppliesEndedClaims, "terminalStatesStay").contains("terminalStatesStay"));
}

TEST(EngineDone8, MissingThatAReceiverIsGoneIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kMissesRefusals, "anOpenBreakerLetsNothingThrough").contains("anOpenBreakerLetsNothingThrough"));
}

TEST(EngineDone8, ForgettingARateLimitIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kForgetsRateLimits, "rateLimitsHold").contains("rateLimitsHold"));
}

TEST(DestinationsDone7Sim, ForgettingThatMessagesAreGatheredIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kForgetsDigests, "aDigestKeepsItsDistance").contains("aDigestKeepsItsDistance"));
}

TEST(EngineDone2Ordering, LettingAConversationsDeliveriesGoSideBySideIsCaught) {
  EXPECT_TRUE(brokenBy(Mutant::kForgetsOrder, "aConversationKeepsItsOrder").contains("aConversationKeepsItsOrder"));
}

}  // namespace hookline::sim
