// Zendesk's plan, integrations.md §13: whatever befalls its requests, an event is told exactly once.
#include <gtest/gtest.h>

#include "core/destinations/zendesk_rig.h"

namespace hookline::destinations::testing {
namespace {

constexpr auto kMishaps = std::to_array({Mishap::kServerError, Mishap::kThrottled, Mishap::kUnauthorized, Mishap::kDroppedBefore,
                                         Mishap::kDroppedAfter, Mishap::kCrashedAfter});

constexpr auto kUnsure = std::to_array({Mishap::kUnauthorized, Mishap::kDroppedBefore, Mishap::kDroppedAfter, Mishap::kCrashedAfter});

/// A ticket of the conversation as an earlier event left it.
void putTicket(sandbox::Service& service, const std::string& status) {
  sandbox::ServiceRequest request;
  request.method = "POST";
  request.path = "/api/v2/tickets";
  request.headers.push_back({"Authorization", "Bearer agent"});
  request.body =
      json{{"ticket", {{"subject", "Earlier"}, {"comment", {{"body", "Earlier"}}}, {"external_id", "hl:conv_1"}, {"status", status}}}}
          .dump();
  EXPECT_EQ(service.answer(request).status, 201);
}

struct Plan {
  const char* name;
  const char* before;  ///< the status of a ticket that is there already; empty: none
  bool closesMeanwhile;
  model::Event event;
  std::vector<std::string> steps;  ///< when nothing goes wrong
  std::size_t tickets;             ///< in the end
};

std::vector<Plan> plans() {
  const auto ended = eventOf("conversation.ended", {{"durationSeconds", 200}, {"messageCount", 4}, {"resolution", "resolved"}});
  const std::string find = "find the conversation's ticket";
  return {{"HandoffWithoutTicket", "", false, handoff(), {find, "create the ticket"}, 1},
          {"HandoffWithOpenTicket", "open", false, handoff(), {find, "add the comment"}, 1},
          {"HandoffWithClosedTicket", "closed", false, handoff(), {find, "create the follow-up ticket"}, 2},
          {"HandoffWhileTheTicketCloses", "open", true, handoff(), {find, "add the comment", "create the follow-up ticket"}, 2},
          {"EndWithOpenTicket", "open", false, ended, {find, "add the comment"}, 1}};
}

Between standInFor(const Plan& plan) {
  return Between([&plan](sandbox::ServiceRequest& request, sandbox::Service& behind) -> std::optional<sandbox::ServiceReply> {
    if (plan.closesMeanwhile && request.method == "PUT") EXPECT_TRUE(behind.configure({{"closeTicket", 1}}));
    return std::nullopt;
  });
}

/// Runs the plan with these mishaps in a Zendesk of its own.
PlanRig::Outcome run(const Plan& plan, const std::map<int, Mishap>& mishaps, const std::function<void(PlanRig&)>& prepare = {}) {
  auto service = standInFor(plan);
  if (*plan.before != '\0') putTicket(service, plan.before);
  PlanRig rig(zendesk(), service);
  if (prepare) prepare(rig);
  auto outcome = rig.deliver(plan.event, mishaps);
  EXPECT_TRUE(outcome.delivered) << outcome.last.says << " " << outcome.checkpoint;
  EXPECT_EQ(timesTold(service, plan.event), 1);
  EXPECT_EQ(service.records()["tickets"].size(), plan.tickets);
  return outcome;
}

TEST(DestinationsDone3Zendesk, EachPlanTakesItsSteps) {
  for (const auto& plan : plans()) {
    SCOPED_TRACE(plan.name);
    const auto outcome = run(plan, {});
    EXPECT_EQ(outcome.steps, plan.steps);
    EXPECT_EQ(outcome.tries, 1);
    EXPECT_EQ(outcome.signIns, 1);
  }
}

TEST(DestinationsDone3Zendesk, WhateverBefallsOneRequestTheEventIsToldOnce) {
  for (const auto& plan : plans()) {
    const int requests = run(plan, {}).requests;
    for (int at = 1; at <= requests; ++at)
      for (const auto mishap : kMishaps) {
        SCOPED_TRACE(std::string(plan.name) + ", " + toText(mishap) + " at request " + std::to_string(at));
        run(plan, {{at, mishap}});
      }
  }
}

/// Every answer of integrations.md §15 in place of the answer to every request of every plan, true or not.
TEST(DestinationsDone3Zendesk, WhateverAnswerByNameOneRequestHasTheEventIsToldOnce) {
  for (const auto& plan : plans()) {
    const int requests = run(plan, {}).requests;
    for (int at = 1; at <= requests; ++at)
      for (const auto& answer : answersOf("zendesk")) {
        SCOPED_TRACE(std::string(plan.name) + ", " + answer + " at request " + std::to_string(at));
        run(plan, {}, [&](PlanRig& rig) {
          rig.answerAt(at, answer);
          rig.retryDeadLetters();
        });
      }
  }
}

TEST(DestinationsDone3Zendesk, WhateverBefallsTwoRequestsTheEventIsToldOnce) {
  for (const auto& plan : plans()) {
    // One mishap makes up to two requests more. An error and a limit say the same here: nothing happened.
    const int requests = run(plan, {}).requests + 2;
    for (int first = 1; first < requests; ++first)
      for (int second = first + 1; second <= requests; ++second)
        for (const auto one : kUnsure)
          for (const auto other : kUnsure) {
            SCOPED_TRACE(std::string(plan.name) + ", " + toText(one) + " at request " + std::to_string(first) + " and " + toText(other) +
                         " at " + std::to_string(second));
            run(plan, {{first, one}, {second, other}});
          }
  }
}

TEST(DestinationsDone3Zendesk, ATicketIsNotMadeTwiceWhenTheKeyIsForgotten) {
  Between service([](sandbox::ServiceRequest& request, sandbox::Service&) -> std::optional<sandbox::ServiceReply> {
    std::erase_if(request.headers, [](const model::HttpHeader& header) { return header.name == "Idempotency-Key"; });
    return std::nullopt;
  });
  PlanRig rig(zendesk(), service);
  const auto outcome = rig.deliver(handoff(), {{3, Mishap::kDroppedAfter}});
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.steps.back(), "look for the ticket");
  EXPECT_EQ(service.records()["tickets"].size(), 1U);
}

TEST(DestinationsDone3Zendesk, ATicketIsNotMadeTwiceWhenTheSearchDoesNotSeeItYet) {
  Between service([](sandbox::ServiceRequest& request, sandbox::Service&) -> std::optional<sandbox::ServiceReply> {
    if (request.method != "GET") return std::nullopt;
    return sandbox::ServiceReply::json(200, {{"tickets", json::array()}, {"next_page", nullptr}, {"count", 0}});
  });
  PlanRig rig(zendesk(), service);
  const auto outcome = rig.deliver(handoff(), {{3, Mishap::kDroppedAfter}});
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.steps,
            (std::vector<std::string>{"find the conversation's ticket", "create the ticket", "look for the ticket", "create the ticket"}));
  EXPECT_EQ(service.records()["tickets"].size(), 1U) << "the key is the same for the same bytes";
}

TEST(DestinationsDone3Zendesk, ACommentIsFoundBehindHundredsOfNewerOnes) {
  bool crowded = false;
  Between service([&crowded](sandbox::ServiceRequest& request, sandbox::Service& behind) -> std::optional<sandbox::ServiceReply> {
    if (request.path != "/api/v2/tickets/1/comments" || std::exchange(crowded, true)) return std::nullopt;
    auto other = request;
    other.method = "PUT";
    other.path = "/api/v2/tickets/1";
    other.query.clear();
    other.body = json{{"ticket", {{"comment", {{"body", "Meanwhile"}}}}}}.dump();
    for (int i = 0; i < 250; ++i) EXPECT_EQ(behind.answer(other).status, 200);
    return std::nullopt;
  });
  putTicket(service, "open");
  PlanRig rig(zendesk(), service);
  const auto outcome = rig.deliver(handoff(), {{3, Mishap::kDroppedAfter}});
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.requests, 6) << "a sign-in, two steps, three pages";
  EXPECT_EQ(timesTold(service, handoff()), 1);
}

TEST(DestinationsDone3Zendesk, ADeletedTicketBeginsThePlanAgainOnce) {
  int deletions = 0;
  const auto deleting = [&deletions](int most) {
    return [&deletions, most](sandbox::ServiceRequest& request, sandbox::Service& behind) -> std::optional<sandbox::ServiceReply> {
      if (request.method != "PUT" || deletions == most) return std::nullopt;
      auto deletion = request;
      deletion.method = "DELETE";
      behind.answer(deletion);
      if (++deletions < most) putTicket(behind, "open");
      return std::nullopt;
    };
  };
  Between once(deleting(1));
  putTicket(once, "open");
  PlanRig rig(zendesk(), once);
  const auto outcome = rig.deliver(handoff());
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.tries, 1);
  EXPECT_EQ(outcome.steps.back(), "create the ticket");
  deletions = 0;
  Between twice(deleting(2));
  putTicket(twice, "open");
  PlanRig other(zendesk(), twice);
  const auto given = other.deliver(handoff());
  EXPECT_FALSE(given.delivered);
  EXPECT_EQ(given.last.verdict, model::Verdict::kPermanent);
  EXPECT_NE(given.last.says.find("deleted"), std::string::npos);
}

TEST(DestinationsDone3Zendesk, AChangedWebhookBetweenTwoTriesStillMakesOneTicket) {
  auto service = sandbox::makeZendeskStandIn();
  PlanRig rig(zendesk(), *service);
  rig.atTry(2, [&rig] { rig.webhook().settings["tags"] = "changed"; });
  // The ticket is not made; what is sent next is not the same.
  const auto first = rig.deliver(handoff(), {{3, Mishap::kDroppedBefore}});
  EXPECT_TRUE(first.delivered) << first.last.says;
  ASSERT_EQ(service->records()["tickets"].size(), 1U);
  EXPECT_EQ(json(service->records())["tickets"][0]["tags"], json({"changed"}));
  // It is made, and its answer is lost.
  auto other = sandbox::makeZendeskStandIn();
  PlanRig second(zendesk(), *other);
  second.atTry(2, [&second] { second.webhook().settings["tags"] = "changed"; });
  const auto outcome = second.deliver(handoff(), {{3, Mishap::kDroppedAfter}});
  EXPECT_TRUE(outcome.delivered) << outcome.last.says;
  EXPECT_EQ(other->records()["tickets"].size(), 1U);
}

TEST(DestinationsDone3Zendesk, AllDeliveriesShareOneSignInUntilItIsNearlyOver) {
  auto service = sandbox::makeZendeskStandIn();
  PlanRig rig(zendesk(), *service);
  EXPECT_EQ(rig.deliver(handoff()).signIns, 1);
  EXPECT_EQ(rig.deliver(handoff()).signIns, 0);
  constexpr std::chrono::minutes kUsed{48 * 60 * 4 / 5};
  rig.passTime(kUsed - std::chrono::minutes{5});
  EXPECT_EQ(rig.deliver(handoff()).signIns, 0);
  rig.passTime(std::chrono::minutes{5});
  EXPECT_EQ(rig.deliver(handoff()).signIns, 1);
}

TEST(DestinationsDone3Zendesk, WithoutATicketOnlyAHandoffMakesOne) {
  auto service = sandbox::makeZendeskStandIn();
  PlanRig rig(zendesk(), *service);
  for (const auto& event :
       {eventOf("conversation.ended", {{"resolution", "resolved"}}),
        eventOf("sentiment.negative", {{"message", "Bad"}, {"sentimentScore", 0.9}}), eventOf("feedback.received", {{"rating", 1}})}) {
    const auto outcome = rig.deliver(event);
    EXPECT_TRUE(outcome.delivered) << event.type;
    EXPECT_EQ(outcome.steps.size(), 1U) << event.type;
  }
  EXPECT_TRUE(service->records()["tickets"].empty());
  rig.webhook().settings["ticketForBadFeedback"] = true;
  rig.deliver(eventOf("feedback.received", {{"rating", 3}}));
  EXPECT_TRUE(service->records()["tickets"].empty());
  rig.deliver(eventOf("feedback.received", {{"rating", 2}, {"comment", "Slow"}}));
  ASSERT_EQ(service->records()["tickets"].size(), 1U);
  EXPECT_EQ(service->records()["tickets"][0]["subject"], "Chatbot Feedback: rated 2 of 5");
}

}  // namespace
}  // namespace hookline::destinations::testing
