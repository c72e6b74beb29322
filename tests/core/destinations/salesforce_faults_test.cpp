// Whatever befalls a delivery to Salesforce, it is written once: integrations.md §13.
#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "core/destinations/salesforce_rig.h"

namespace hookline::destinations::testing {
namespace {

using Mode = SalesforceRig::Mode;

/// How many records there are in the end, those included that were there before.
struct SalesforceCount {
  std::size_t contacts;
  std::size_t leads;
  std::size_t tasks;
};

struct SalesforcePlan {
  const char* name;
  const char* type;
  json data;
  std::function<void(SalesforceRig&)> before;
  SalesforceCount count;
  bool isLinked;  ///< whether the task is somebody's
};

std::vector<SalesforcePlan> salesforcePlans() {
  const auto nothing = [](SalesforceRig&) {};
  const auto contact = [](SalesforceRig& rig) { rig.makeContact(); };
  const auto openLead = [](SalesforceRig& rig) { rig.makeLead(); };
  const auto duplicate = [](SalesforceRig& rig) {
    // Found by the rule, but not by the key.
    rig.makeLead("jo@example.com");
    rig.configure({{"duplicateRule", 2}});
  };
  const json handOff{{"reason", "Lost"}, {"visitorEmail", "jo@example.com"}};
  const json ended{{"email", "jo@example.com"}, {"durationSeconds", 60}};
  return {{"NewLead", "lead.captured", SalesforceRig::lead(), nothing, {0, 1, 1}, true},
          {"LeadOfAContact", "lead.captured", SalesforceRig::lead(), contact, {1, 0, 1}, true},
          {"LeadThatARuleFinds", "lead.captured", SalesforceRig::lead(), duplicate, {0, 1, 1}, true},
          {"HandOffOfALead", "handoff.requested", handOff, openLead, {0, 1, 1}, true},
          {"HandOffOfAStranger", "handoff.requested", handOff, nothing, {0, 0, 1}, false},
          {"Ended", "conversation.ended", ended, contact, {1, 0, 1}, true},
          {"EndedWithAStranger", "conversation.ended", ended, nothing, {0, 0, 0}, false},
          {"Sale", "purchase.intent", {{"visitorId", "v"}, {"intent", "Pro"}, {"estimatedValue", 10}}, nothing, {0, 0, 1}, false}};
}

void expectCount(const json& records, const SalesforcePlan& plan) {
  EXPECT_EQ(records["contacts"].size(), plan.count.contacts) << records.dump(1);
  EXPECT_EQ(records["leads"].size(), plan.count.leads) << records.dump(1);
  ASSERT_EQ(records["tasks"].size(), plan.count.tasks) << records.dump(1);
  if (plan.count.tasks == 0) return;
  const auto who = records["tasks"][0].value("WhoId", json());
  const auto& owner = plan.count.contacts > 0 ? records["contacts"] : records["leads"];
  EXPECT_EQ(who, plan.isLinked ? owner[0]["Id"] : json());
}

class DestinationsDone3Salesforce : public ::testing::TestWithParam<Mode> {
 protected:
  /// How many requests the plan took. What it leaves has to be as it says.
  static int runPlan(const SalesforcePlan& plan, const std::map<int, Mishap>& mishaps, const std::function<void(PlanRig&)>& prepare = {}) {
    SalesforceRig rig(SalesforceRig::webhook(GetParam()));
    plan.before(rig);
    if (prepare) prepare(rig.plan());
    const auto outcome = rig.plan().deliver(eventOf(plan.type, plan.data), mishaps);
    EXPECT_TRUE(outcome.delivered) << outcome.last.says;
    expectCount(rig.records(), plan);
    return outcome.requests;
  }
};

/// Every mishap at every request of every plan, sign-in included, and every pair of mishaps at neighbouring requests.
TEST_P(DestinationsDone3Salesforce, EveryMishapAtEveryStepEndsWithOneLeadAndOneTask) {
  constexpr std::array kMishaps{Mishap::kServerError,   Mishap::kThrottled,    Mishap::kUnauthorized,
                                Mishap::kDroppedBefore, Mishap::kDroppedAfter, Mishap::kCrashedAfter};
  for (const auto& plan : salesforcePlans()) {
    const int requests = runPlan(plan, {});
    for (int at = 1; at <= requests; ++at)
      for (const auto first : kMishaps)
        for (const auto second : kMishaps) {
          SCOPED_TRACE(std::string(plan.name) + " " + toText(first) + " at " + std::to_string(at) + ", then " + toText(second));
          runPlan(plan, {{at, first}, {at + 1, second}});
        }
  }
}

/// Every answer of integrations.md §15 in place of the answer to every request of every plan, true or not.
TEST_P(DestinationsDone3Salesforce, EveryAnswerByNameAtEveryStepEndsWithOneLeadAndOneTask) {
  for (const auto& plan : salesforcePlans()) {
    const int requests = runPlan(plan, {});
    for (int at = 1; at <= requests; ++at)
      for (const auto& answer : answersOf("salesforce")) {
        SCOPED_TRACE(std::string(plan.name) + " " + answer + " at " + std::to_string(at));
        runPlan(plan, {}, [&](PlanRig& rig) {
          rig.answerAt(at, answer);
          rig.retryDeadLetters();
        });
      }
  }
}

TEST_P(DestinationsDone3Salesforce, TheLimitOfADayIsWaitedFor) {
  SalesforceRig rig(SalesforceRig::webhook(GetParam()));
  rig.configure({{"dailyRequests", 2}});
  rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()));
  EXPECT_TRUE(rig.records()["tasks"].empty());
  rig.configure({{"dailyRequests", 100}});
  const auto outcome = rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()));
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(rig.records()["leads"].size(), 1U);
  EXPECT_EQ(rig.records()["tasks"].size(), 1U);
}

TEST_P(DestinationsDone3Salesforce, OneTokenServesAllUntilItIsRefused) {
  SalesforceRig rig(SalesforceRig::webhook(GetParam()));
  EXPECT_EQ(rig.plan().deliver(eventOf("purchase.intent", {{"intent", "a"}})).signIns, 1);
  EXPECT_EQ(rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead())).signIns, 0);
  rig.configure({{"expireTokens", 1}});
  const auto outcome = rig.plan().deliver(eventOf("handoff.requested", {{"reason", "x"}, {"visitorEmail", "jo@example.com"}}));
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.tries, 1) << "a token that has run out costs no try";
  EXPECT_EQ(outcome.signIns, 1);
}

TEST_P(DestinationsDone3Salesforce, ATokenThatIsRefusedTwiceIsARefusalOfTheCredentials) {
  SalesforceRig rig(SalesforceRig::webhook(GetParam()));
  rig.configure({{"tokenLifeMs", 0}});
  const auto outcome = rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()));
  EXPECT_FALSE(outcome.delivered);
  EXPECT_EQ(outcome.last.verdict, model::Verdict::kAuth);
  EXPECT_TRUE(outcome.last.certain);
  EXPECT_EQ(outcome.signIns, 1 + PlanRig::kMostTries) << "once more a try, never in circles";
}

TEST_P(DestinationsDone3Salesforce, ALeadThatIsConvertedMeanwhileLeavesItsTaskToTheContact) {
  for (const auto mishap : {Mishap::kDroppedAfter, Mishap::kCrashedAfter}) {
    SalesforceRig rig(SalesforceRig::webhook(GetParam()));
    // The first request is the sign-in, the fourth writes the lead; before the next try somebody converts it.
    rig.plan().atTry(2, [&rig] { rig.configure({{"convertLead", 1}}); });
    const auto outcome = rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()), {{4, mishap}});
    EXPECT_TRUE(outcome.delivered) << outcome.last.says;
    const auto records = rig.records();
    EXPECT_EQ(records["leads"].size(), 1U) << records.dump(1);
    ASSERT_EQ(records["tasks"].size(), 1U) << records.dump(1);
    EXPECT_EQ(records["tasks"][0]["WhoId"], records["contacts"][0]["Id"]);
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, DestinationsDone3Salesforce, ::testing::Values(Mode::kKeys, Mode::kCompatibility),
                         [](const auto& one) { return one.param == Mode::kKeys ? "Keys" : "Compatibility"; });

}  // namespace
}  // namespace hookline::destinations::testing
