// HubSpot, integrations.md §5 and §13.
#include <gtest/gtest.h>

#include "core/destinations/chat_rig.h"
#include "core/destinations/plan_rig.h"

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

}  // namespace
}  // namespace hookline::destinations::testing
