// HubSpot, integrations.md §5 and §13.
#include <gtest/gtest.h>

#include "core/destinations/chat_rig.h"
#include "core/destinations/plan_rig.h"
#include "destinations/rich_text.h"
#include "sandbox/services.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;

model::Webhook hubspot(json settings = json::object()) {
  settings["accessToken"] = "service-key-1";
  settings["baseUrl"] = standInBase("hubspot");
  return webhookOf(WebhookKind::kHubspot, "", settings);
}

const json kContact{
    {"email", "Jo@Example.com"}, {"name", "Jo van Dam"}, {"source", "widget"}, {"conversationSummary", "Wants a <demo>.\nSoon."}};

/// The request that follows from a checkpoint.
model::HttpRequest requestAfter(const model::Webhook& webhook, const model::Event& event, const json& outputs) {
  const auto checkpoint = json{{"outputs", outputs}, {"certainIn", 1}}.dump();
  Occasion occasion{event, webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false};
  occasion.checkpoint = checkpoint;
  auto request = requestFor(occasion);
  EXPECT_TRUE(request) << request.error().message;
  return request ? std::move(*request) : model::HttpRequest{};
}

TEST(DestinationsDone2HubSpot, ALeadUpdatesTheContactFirstWithWhatIsKnownAlone) {
  const auto request = requestOf(hubspot(), eventOf("lead.captured", kContact));
  EXPECT_EQ(request.method, "PATCH");
  EXPECT_EQ(request.url, standInBase("hubspot") + "/crm/objects/2026-09/contacts/Jo%40Example.com?idProperty=email");
  EXPECT_EQ(json::parse(*request.body), json({{"properties", {{"firstname", "Jo"}, {"lastname", "van Dam"}}}}))
      << "no empty value may clear what HubSpot knows, no stage may fall back";
  EXPECT_EQ(request.headers.back(), (model::HttpHeader{"Authorization", "Bearer service-key-1"}));
}

TEST(DestinationsDone2HubSpot, AnUnknownContactIsCreatedWithItsStage) {
  const auto webhook = hubspot({{"ownerId", "42"}, {"properties", {{"lead_source", "{{data.source}}"}, {"empty", "{{data.nothing}}"}}}});
  const auto request = requestAfter(webhook, eventOf("lead.captured", kContact), {{"missing", true}});
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(json::parse(*request.body)["properties"], json({{"lead_source", "widget"},
                                                            {"firstname", "Jo"},
                                                            {"lastname", "van Dam"},
                                                            {"email", "Jo@Example.com"},
                                                            {"lifecyclestage", "lead"},
                                                            {"hs_lead_status", "NEW"},
                                                            {"hubspot_owner_id", "42"}}));
}

TEST(DestinationsDone2HubSpot, TheNoteIsTheGuidesInHtmlWithItsMarker) {
  const auto request = requestAfter(hubspot(), eventOf("lead.captured", kContact), {{"contact", "101"}});
  const auto body = json::parse(*request.body);
  EXPECT_EQ(body["properties"]["hs_note_body"],
            "Chatbot Conversation Summary:<br><br>Wants a &lt;demo&gt;.<br>Soon.<br><br>Source: widget<br><br>"
            "[Hookline event evt_0000000abcdef]");
  EXPECT_EQ(body["properties"]["hs_timestamp"], "2026-11-23T20:00:00.000Z") << "the event's time: sent again it is the same";
  EXPECT_EQ(body["associations"][0]["to"]["id"], "101");
  EXPECT_EQ(body["associations"][0]["types"][0], json({{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", 202}}));
}

TEST(DestinationsDone2HubSpot, APossibleSaleIsADealAndEveryValueIsText) {
  const auto webhook = hubspot({{"pipeline", "sales"}, {"dealStage", "1234"}});
  const auto event =
      eventOf("purchase.intent", {{"visitorId", "v_1"}, {"email", "jo@example.com"}, {"intent", "Pro plan"}, {"estimatedValue", 1200}});
  const auto body = json::parse(*requestAfter(webhook, event, {{"contact", "101"}}).body);
  EXPECT_EQ(body["properties"], json({{"dealname", "jo@example.com: Pro plan"},
                                      {"pipeline", "sales"},
                                      {"dealstage", "1234"},
                                      {"amount", "1200"},
                                      {"description", "Estimate: $1,200\n[Hookline event evt_0000000abcdef]"}}));
  EXPECT_EQ(body["associations"][0]["types"][0]["associationTypeId"], 3);
}

TEST(DestinationsDone5HubSpot, AnEventWithoutAnEmailMakesNoDelivery) {
  const auto webhook = hubspot();
  const auto event = eventOf("handoff.requested", {{"reason", "Lost"}});
  model::EventView view(event);
  EXPECT_EQ(destinations::match(webhook, view), model::NoMatch::kNoAction);
  const auto known = eventOf("handoff.requested", {{"reason", "Lost"}, {"visitorEmail", "jo@example.com"}});
  model::EventView other(known);
  EXPECT_EQ(destinations::match(webhook, other), model::NoMatch::kNone);
}

/// Everything that a plan of the event brought about, whatever befell it.
void expectOneOfEach(const json& records, std::size_t notes, std::size_t deals) {
  EXPECT_EQ(records["contacts"].size(), 1U) << records.dump(1);
  EXPECT_EQ(records["notes"].size(), notes) << records.dump(1);
  EXPECT_EQ(records["deals"].size(), deals) << records.dump(1);
}

struct PlanCase {
  const char* name;
  const char* type;
  json data;
  bool contactKnown;
  bool dealForLeads;
  std::size_t notes;
  std::size_t deals;
};

std::vector<PlanCase> planCases() {
  return {{"NewLeadWithDeal", "lead.captured", kContact, false, true, 1, 1},
          {"KnownLead", "lead.captured", kContact, true, false, 1, 0},
          {"HandOff", "handoff.requested", {{"reason", "Lost"}, {"visitorEmail", "jo@example.com"}}, false, false, 1, 0},
          {"Ended",
           "conversation.ended",
           {{"email", "jo@example.com"}, {"durationSeconds", 60}, {"messageCount", 4}, {"resolution", "resolved"}},
           true,
           false,
           1,
           0},
          {"Sale",
           "purchase.intent",
           {{"visitorId", "v"}, {"email", "jo@example.com"}, {"intent", "Pro"}, {"estimatedValue", 10}},
           true,
           false,
           0,
           1}};
}

void makeContact(sandbox::Service& service) {
  sandbox::ServiceRequest request;
  request.method = "POST";
  request.path = "/crm/objects/2026-09/contacts";
  request.headers = {{"Authorization", "Bearer k"}};
  request.body = json{{"properties", {{"email", "jo@example.com"}, {"lastname", "van Dam"}, {"lifecyclestage", "customer"}}}}.dump();
  request.at = base::WallTime{std::chrono::seconds{1795460000}};
  ASSERT_EQ(service.answer(request).status, 201);
}

struct Run {
  PlanRig::Outcome outcome;
  json records;
};

Run runPlan(const PlanCase& plan, const std::map<int, Mishap>& mishaps, const std::function<void(PlanRig&)>& prepare = {}) {
  const auto service = sandbox::makeHubSpotStandIn();
  PlanRig rig(hubspot({{"createDeal", plan.dealForLeads}}), *service);
  if (prepare) prepare(rig);
  if (plan.contactKnown) makeContact(*service);
  return {rig.deliver(eventOf(plan.type, plan.data), mishaps), json::parse(service->records().dump())};
}

/// Every mishap at every request of every plan, and every pair of mishaps at neighbouring requests.
TEST(DestinationsDone3HubSpot, EveryMishapAtEveryStepEndsWithOneOfEach) {
  constexpr std::array kMishaps{Mishap::kServerError,   Mishap::kThrottled,    Mishap::kUnauthorized,
                                Mishap::kDroppedBefore, Mishap::kDroppedAfter, Mishap::kCrashedAfter};
  for (const auto& plan : planCases()) {
    const int requests = runPlan(plan, {}).outcome.requests;
    for (int at = 1; at <= requests; ++at) {
      for (const auto first : kMishaps) {
        for (const auto second : kMishaps) {
          SCOPED_TRACE(std::string(plan.name) + " " + toText(first) + " at " + std::to_string(at) + ", then " + toText(second));
          const auto run = runPlan(plan, {{at, first}, {at + 1, second}});
          EXPECT_TRUE(run.outcome.delivered) << run.outcome.last.says;
          expectOneOfEach(run.records, plan.notes, plan.deals);
        }
      }
    }
  }
}

/// Every answer of integrations.md §15 in place of the answer to every request of every plan, true or not.
TEST(DestinationsDone3HubSpot, EveryAnswerByNameAtEveryStepEndsWithOneOfEach) {
  for (const auto& plan : planCases()) {
    const int requests = runPlan(plan, {}).outcome.requests;
    for (int at = 1; at <= requests; ++at) {
      for (const auto& answer : answersOf("hubspot")) {
        // That nobody is known by the address is believed: then there is nothing to note.
        if (answer == "not_found" && at == 1 && plan.type == std::string_view("conversation.ended")) continue;
        SCOPED_TRACE(std::string(plan.name) + " " + answer + " at " + std::to_string(at));
        const auto run = runPlan(plan, {}, [&](PlanRig& rig) {
          rig.answerAt(at, answer);
          rig.retryDeadLetters();
        });
        EXPECT_TRUE(run.outcome.delivered) << run.outcome.last.says;
        expectOneOfEach(run.records, plan.notes, plan.deals);
      }
    }
  }
}

TEST(DestinationsDone3HubSpot, ARetryKeepsACustomersStageAndName) {
  const auto run = runPlan({"KnownLead",
                            "lead.captured",
                            {{"email", "jo@example.com"}, {"name", "Jo"}, {"source", "w"}, {"conversationSummary", "s"}},
                            true,
                            false,
                            1,
                            0},
                           {{1, Mishap::kDroppedAfter}});
  const auto properties = run.records["contacts"][0]["properties"];
  EXPECT_EQ(properties["lifecyclestage"], "customer");
  EXPECT_EQ(properties["firstname"], "Jo");
  EXPECT_EQ(properties["lastname"], "van Dam") << "one word of a name clears no last name";
}

TEST(DestinationsDone3HubSpot, WhatIsDoneIsNotSentAgain) {
  const auto run = runPlan(planCases()[0], {{3, Mishap::kServerError}});
  EXPECT_EQ(run.outcome.steps, (std::vector<std::string>{"update the contact", "create the contact", "add the note",
                                                         "list the contact's notes", "add the note", "create the deal"}));
}

TEST(DestinationsDone3HubSpot, ADeletedContactIsMadeAgainOnce) {
  const auto service = sandbox::makeHubSpotStandIn();
  PlanRig rig(hubspot(), *service);
  const auto event = eventOf("lead.captured", kContact);
  // It fails at the note, and before the next try somebody has deleted the contact.
  rig.atTry(2, [&] {
    sandbox::ServiceRequest request;
    request.method = "DELETE";
    request.path = "/crm/objects/2026-09/contacts/" + json::parse(service->records().dump())["contacts"][0]["id"].get<std::string>();
    request.headers = {{"Authorization", "Bearer k"}};
    ASSERT_EQ(service->answer(request).status, 204);
  });
  const auto outcome = rig.deliver(event, {{3, Mishap::kThrottled}});
  EXPECT_TRUE(outcome.delivered);
  expectOneOfEach(json::parse(service->records().dump()), 1, 0);
}

Judgement answerTo(const char* step, int status, const json& body, const json& outputs = {{"contact", "101"}}) {
  const auto event = eventOf("lead.captured", kContact);
  const auto webhook = hubspot();
  const auto checkpoint = json{{"outputs", outputs}}.dump();
  Occasion occasion{event, webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false};
  occasion.checkpoint = checkpoint;
  occasion.stepName = step;
  model::HttpResult result;
  result.status = status;
  result.body = body.dump();
  return destinationFor(WebhookKind::kHubspot)->conclude(occasion, result).value_or(Judgement{});
}

TEST(DestinationsDone4HubSpot, ItsErrorBodiesHaveACauseAndANextStep) {
  struct Case {
    int status;
    json body;
    Verdict verdict;
    ErrorClass errorClass;
    int waitSeconds;
    const char* word;
  };
  const std::vector<Case> cases{
      {400,
       {{"category", "VALIDATION_ERROR"}, {"message", "Property values were not valid"}},
       Verdict::kPermanent,
       ErrorClass::kRejected,
       0,
       "not valid"},
      {401, {{"category", "INVALID_AUTHENTICATION"}}, Verdict::kAuth, ErrorClass::kAuth, 0, "service key"},
      {401, {{"category", "EXPIRED_AUTHENTICATION"}}, Verdict::kAuth, ErrorClass::kAuth, 0, "service key"},
      {403,
       {{"category", "MISSING_SCOPES"}, {"context", {{"missingScopes", {"crm.objects.deals.write"}}}}},
       Verdict::kAuth,
       ErrorClass::kAuth,
       0,
       "crm.objects.deals.write"},
      {403, {{"message", "no"}}, Verdict::kAuth, ErrorClass::kAuth, 0, "allow"},
      {423, {}, Verdict::kRetry, ErrorClass::kServerError, 2, "locked"},
      {429, {{"policyName", "TEN_SECONDLY_ROLLING"}}, Verdict::kThrottle, ErrorClass::kThrottled, 10, "limit"},
      {429, {{"message", "You have reached your secondly limit."}}, Verdict::kThrottle, ErrorClass::kThrottled, 1, "limit"},
      {429, {{"policyName", "DAILY"}}, Verdict::kThrottle, ErrorClass::kThrottled, 3600, "today"},
      {477, {}, Verdict::kRetry, ErrorClass::kServerError, 0, "data centre"}};
  for (const auto& one : cases) {
    const auto judged = answerTo("add the note", one.status, one.body);
    SCOPED_TRACE(std::to_string(one.status) + one.body.dump());
    EXPECT_EQ(judged.verdict, one.verdict);
    EXPECT_EQ(judged.errorClass, one.errorClass);
    EXPECT_EQ(judged.waitAsked.value_or(base::Millis{0}), base::Millis{std::chrono::seconds{one.waitSeconds}});
    EXPECT_NE(judged.says.find(one.word), std::string::npos) << judged.says;
    EXPECT_FALSE(judged.helps.empty());
    EXPECT_EQ(judged.certain, one.verdict == Verdict::kAuth);
  }
}

TEST(DestinationsDone4HubSpot, AConflictIsTheContactThatIsThere) {
  const auto conflict = answerTo("create the contact", 409,
                                 {{"category", "CONFLICT"}, {"message", "Contact already exists. Existing ID: 17"}}, {{"missing", true}});
  EXPECT_TRUE(conflict.more);
  EXPECT_EQ(json::parse(conflict.checkpoint.value_or(""))["outputs"], json({{"contact", "17"}, {"existed", true}}));
  const auto reworded = answerTo("create the contact", 409, {{"category", "CONFLICT"}, {"message", "it exists"}}, {{"missing", true}});
  EXPECT_EQ(json::parse(reworded.checkpoint.value_or(""))["outputs"], json::object()) << "found by its e-mail next";
}

TEST(DestinationsDone4HubSpot, ItIsLeftInPeaceWhenItsLimitIsReached) {
  model::HttpResult result;
  result.status = 200;
  result.headers = {{"X-HubSpot-RateLimit-Remaining", "0"}, {"X-HubSpot-RateLimit-Interval-Milliseconds", "10000"}};
  EXPECT_EQ(destinationFor(WebhookKind::kHubspot)->quiet(result), base::Millis{10000});
  result.headers[0].value = "7";
  EXPECT_FALSE(destinationFor(WebhookKind::kHubspot)->quiet(result));
}

TEST(DestinationsDone5HubSpot, NoTextBreaksANoteOrCarriesMarkup) {
  for (const auto& text : hostileTexts()) {
    const auto service = sandbox::makeHubSpotStandIn();
    PlanRig rig(hubspot({{"createDeal", true}}), *service);
    const auto event = eventOf(
        "lead.captured", {{"email", "jo@example.com"}, {"name", text}, {"company", text}, {"source", text}, {"conversationSummary", text}});
    const auto outcome = rig.deliver(event, {{4, Mishap::kDroppedAfter}});
    EXPECT_TRUE(outcome.delivered) << outcome.last.says;
    const auto records = json::parse(service->records().dump());
    expectOneOfEach(records, 1, 1);
    const auto note = records["notes"][0]["properties"]["hs_note_body"].get<std::string>();
    EXPECT_LE(lengthOf(note), 65'536U);
    for (auto at = note.find('<'); at != std::string::npos; at = note.find('<', at + 1)) EXPECT_EQ(note.compare(at, 4, "<br>"), 0);
  }
}

}  // namespace
}  // namespace hookline::destinations::testing
