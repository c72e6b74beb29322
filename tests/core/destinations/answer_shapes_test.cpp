// An answer may be of any shape: a service may change it, and what stands between may answer in its place. Whatever comes, it is judged.
#include <gtest/gtest.h>

#include <array>

#include "core/destinations/salesforce_rig.h"
#include "core/destinations/zendesk_rig.h"

namespace hookline::destinations::testing {
namespace {

/// Of one answer; the rest of a long one is more of the same.
constexpr std::size_t kMostPlaces = 8;

void placesIn(const json& value, const json::json_pointer& at, std::vector<json::json_pointer>& places) {
  if (places.size() == kMostPlaces) return;
  places.push_back(at);
  if (!value.is_structured()) return;
  for (const auto& [name, below] : value.items()) placesIn(below, value.is_array() ? at / std::stoul(name) : at / name, places);
}

/// The answer with something else in each of its places in turn, and what is no JSON at all.
std::vector<std::string> shapesOf(const std::string& body) {
  std::vector<std::string> shapes{"", "<html>Service unavailable</html>", "{\"", "\xff"};
  const auto whole = json::parse(body, nullptr, false);
  if (whole.is_discarded()) return shapes;
  std::vector<json::json_pointer> places;
  placesIn(whole, json::json_pointer(), places);
  const std::array<json, 6> others{json(), json(1), json("x"), json::array(), json::array({1}), json::object()};
  for (const auto& place : places)
    for (const auto& other : others) {
      auto altered = whole;
      altered[place] = other;
      shapes.push_back(altered.dump());
    }
  return shapes;
}

/// One event of one kind, with what befalls it so that every request of its plan is made, the looks among them.
struct Case {
  model::Webhook webhook;
  std::unique_ptr<sandbox::Service> (*standIn)();
  model::Event event;
  std::map<int, Mishap> mishaps;
};

/// Runs it with every request's answer made into what `alter` says; what comes of it is for others to judge.
int run(const Case& one, int at, const std::function<void(sandbox::ServiceReply&)>& alter) {
  const auto service = one.standIn();
  PlanRig rig(one.webhook, *service);
  if (alter) rig.alterAnswer(at, alter);
  return rig.deliver(one.event, one.mishaps).requests;
}

void expectEveryShapeIsJudged(const Case& one) {
  const int requests = run(one, 0, {});
  const auto service = one.standIn();
  for (int at = 1; at <= requests; ++at) {
    std::vector<sandbox::ServiceReply> answers;
    run(one, at, [&answers](sandbox::ServiceReply& reply) { answers.push_back(reply); });
    for (const auto& name : answersOf(service->name())) answers.push_back(*sandbox::answerByName(service->name(), name));
    for (const auto& answer : answers)
      for (const auto& shape : shapesOf(answer.body)) {
        SCOPED_TRACE("request " + std::to_string(at) + " is answered " + std::to_string(answer.status) + " " + shape);
        EXPECT_NO_THROW(run(one, at, [&](sandbox::ServiceReply& reply) {
          reply = answer;
          reply.body = shape;
        }));
      }
  }
}

TEST(DestinationsDone4AnswerShapes, OfHubSpot) {
  const auto webhook = webhookOf(model::WebhookKind::kHubspot, "",
                                 {{"accessToken", "service-key-1"}, {"baseUrl", standInBase("hubspot")}, {"createDeal", true}});
  expectEveryShapeIsJudged({webhook,
                            sandbox::makeHubSpotStandIn,
                            eventOf("lead.captured", SalesforceRig::lead()),
                            {{3, Mishap::kDroppedAfter}, {6, Mishap::kDroppedAfter}}});
}

TEST(DestinationsDone4AnswerShapes, OfZendesk) {
  expectEveryShapeIsJudged({zendesk(), sandbox::makeZendeskStandIn, handoff(), {{3, Mishap::kDroppedAfter}}});
}

TEST(DestinationsDone4AnswerShapes, OfSalesforce) {
  for (const auto mode : {SalesforceRig::Mode::kKeys, SalesforceRig::Mode::kCompatibility})
    expectEveryShapeIsJudged({SalesforceRig::webhook(mode),
                              sandbox::makeSalesforceStandIn,
                              eventOf("lead.captured", SalesforceRig::lead()),
                              {{4, Mishap::kDroppedAfter}}});
}

TEST(DestinationsDone4AnswerShapes, OfThoseThatTakeOneRequest) {
  using model::WebhookKind;
  const auto event = eventOf("sentiment.negative", {{"message", "Bad"}, {"sentimentScore", 0.95}});
  const auto base = [](const char* service) { return json{{"baseUrl", standInBase(service)}}; };
  auto telegram = base("telegram");
  telegram.update({{"botToken", "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi"}, {"chatId", "-1001"}});
  auto pagerDuty = base("pagerduty");
  pagerDuty["routingKey"] = std::string(32, 'a');
  expectEveryShapeIsJudged(
      {webhookOf(WebhookKind::kSlack, standInBase("slack") + "/services/T0/B0/x", base("slack")), sandbox::makeSlackStandIn, event, {}});
  expectEveryShapeIsJudged({webhookOf(WebhookKind::kDiscord, standInBase("discord") + "/api/webhooks/1/x", base("discord")),
                            sandbox::makeDiscordStandIn,
                            event,
                            {}});
  expectEveryShapeIsJudged(
      {webhookOf(WebhookKind::kTeams, standInBase("teams") + "/workflows/a/triggers/manual/paths/invoke?sig=x", base("teams")),
       sandbox::makeTeamsStandIn,
       event,
       {}});
  expectEveryShapeIsJudged({webhookOf(WebhookKind::kTelegram, "", telegram), sandbox::makeTelegramStandIn, event, {}});
  expectEveryShapeIsJudged({webhookOf(WebhookKind::kPagerduty, "", pagerDuty), sandbox::makePagerDutyStandIn, event, {}});
}

}  // namespace
}  // namespace hookline::destinations::testing
