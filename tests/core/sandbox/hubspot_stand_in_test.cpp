// HubSpot's stand-in, integrations.md §5 and §15.
#include <gtest/gtest.h>

#include "core/sandbox/stand_in_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox::testing {
namespace {

class DestinationsDone6HubSpot : public ::testing::Test {
 protected:
  std::string contact(const std::string& email) {
    return hubspot_.send("POST", kContacts, {{"properties", {{"email", email}}}}).body["id"].get<std::string>();
  }
  static json note(const std::string& contact, const std::string& text) {
    return {{"properties", {{"hs_timestamp", "2026-11-23T20:00:00.000Z"}, {"hs_note_body", text}}},
            {"associations",
             json::array({{{"to", {{"id", contact}}},
                           {"types", json::array({{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", 202}}})}}})}};
  }

  static constexpr const char* kContacts = "/crm/objects/2026-09/contacts";
  static constexpr const char* kNotes = "/crm/objects/2026-09/notes";
  Caller hubspot_{makeHubSpotStandIn(), "Bearer pat-na1-key"};
};

TEST_F(DestinationsDone6HubSpot, AContactIsMadeOnceAndChangedByItsEmail) {
  const json change{{"properties", {{"firstname", "Jo"}}}};
  EXPECT_EQ(hubspot_.send("PATCH", "/crm/objects/2026-09/contacts/Jo%40example.com?idProperty=email", change).status, 404);
  const auto made = hubspot_.send("POST", kContacts, {{"properties", {{"email", "Jo@Example.com"}, {"lastname", "Doe"}}}});
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.body["id"], "101");
  const auto again = hubspot_.send("POST", "/crm/v3/objects/contacts", {{"properties", {{"email", "jo@example.COM"}}}});
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.body["category"], "CONFLICT");
  EXPECT_EQ(again.body["message"], "Contact already exists. Existing ID: 101");
  EXPECT_TRUE(again.body.contains("correlationId"));
  EXPECT_EQ(hubspot_.send("PATCH", "/crm/objects/2026-09/contacts/Jo%40example.com?idProperty=email", change).status, 200);
  EXPECT_EQ(hubspot_.send("PATCH", "/crm/v3/objects/contacts/101", {{"properties", {{"lastname", ""}}}}).status, 200);
  const auto shown = hubspot_.send("GET", "/crm/v3/objects/contacts/101?properties=email,firstname,lastname").body["properties"];
  EXPECT_EQ(shown["email"], "jo@example.com");
  EXPECT_EQ(shown["firstname"], "Jo");
  EXPECT_EQ(shown["lastname"], nullptr) << "empty text clears";
  EXPECT_EQ(hubspot_.records()["contacts"].size(), 1U);
}

TEST_F(DestinationsDone6HubSpot, ANoteBelongsToItsContactInBothDirections) {
  const auto id = contact("jo@example.com");
  const auto made = hubspot_.send("POST", kNotes, note(id, "Hello"));
  ASSERT_EQ(made.status, 201) << made.text;
  const json asked{{"inputs", {{{"id", id}}}}};
  const auto found = hubspot_.send("POST", "/crm/associations/2026-09/contacts/notes/batch/read", asked);
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(found.body["results"][0]["to"][0]["toObjectId"], made.body["id"]);
  EXPECT_EQ(found.body["results"][0]["to"][0]["associationTypes"][0]["typeId"], 201);
  const auto none = hubspot_.send("POST", "/crm/associations/2026-09/contacts/deals/batch/read", asked);
  EXPECT_EQ(none.status, 207);
  EXPECT_TRUE(none.body["results"].empty());
  EXPECT_EQ(none.body["errors"][0]["subCategory"], "crm.associations.NO_ASSOCIATIONS_FOUND");
  const json read{{"properties", {"hs_note_body"}}, {"inputs", {{{"id", made.body["id"]}}}}};
  const auto notes = hubspot_.send("POST", "/crm/objects/2026-09/notes/batch/read", read);
  EXPECT_EQ(notes.body["results"][0]["properties"]["hs_note_body"], "Hello");
  EXPECT_EQ(hubspot_.records()["notes"][0]["associations"]["contacts"], json::array({id}));
  // Without asking, no text comes.
  EXPECT_FALSE(
      hubspot_.send("GET", std::string(kNotes) + "/" + made.body["id"].get<std::string>()).body["properties"].contains("hs_note_body"));
}

TEST_F(DestinationsDone6HubSpot, ADealIsListedWithItsContact) {
  const auto id = contact("jo@example.com");
  auto deal = note(id, "");
  deal["properties"] = {{"dealname", "Sale [abcdef]"}, {"amount", "1200"}};
  deal["associations"][0]["types"][0]["associationTypeId"] = 3;
  const auto made = hubspot_.send("POST", "/crm/objects/2026-09/0-3", deal);
  ASSERT_EQ(made.status, 201) << made.text;
  const auto listed = hubspot_.send("GET", "/crm/objects/2026-09/contacts/" + id + "/associations/deals");
  ASSERT_EQ(listed.body["results"].size(), 1U);
  EXPECT_EQ(listed.body["results"][0]["toObjectId"], made.body["id"]);
  deal["associations"][0]["types"][0]["associationTypeId"] = 4;
  EXPECT_EQ(hubspot_.send("POST", "/crm/objects/2026-09/deals", deal).status, 400) << "4 is from a contact to a deal";
}

TEST_F(DestinationsDone6HubSpot, TheDealPipelinesAreListedWithTheirStagesAtBothPaths) {
  for (const auto* path : {"/crm/pipelines/2026-09/deals", "/crm/v3/pipelines/deals"}) {
    const auto listed = hubspot_.send("GET", path);
    EXPECT_EQ(listed.status, 200) << listed.text;
    const auto& pipelines = listed.body["results"];
    ASSERT_EQ(pipelines.size(), 2U) << path;
    EXPECT_EQ(pipelines[0]["id"], "default");
    EXPECT_EQ(pipelines[0]["stages"][0]["id"], "appointmentscheduled");
    for (const auto& pipeline : pipelines)
      for (const auto* name : {"id", "label", "displayOrder", "stages", "createdAt", "updatedAt", "archived"})
        EXPECT_TRUE(pipeline.contains(name)) << name;
    EXPECT_EQ(pipelines[1]["stages"][1]["metadata"]["isClosed"], "true");
  }
  EXPECT_EQ(hubspot_.send("GET", "/crm/pipelines/2026-09/nothing").status, 404);
  EXPECT_EQ(hubspot_.send("POST", "/crm/pipelines/2026-09/deals", json::object()).status, 404);
}

TEST_F(DestinationsDone6HubSpot, TheDefaultAssociationIsTheSameTwice) {
  const auto id = contact("jo@example.com");
  auto lonely = note(id, "Hello");
  lonely.erase("associations");
  const auto made = hubspot_.send("POST", kNotes, lonely).body["id"].get<std::string>();
  const auto path = std::string(kNotes) + "/" + made + "/associations/default/contacts/" + id;
  EXPECT_EQ(hubspot_.send("PUT", path).status, 200);
  EXPECT_EQ(hubspot_.send("PUT", path).body["results"][0]["associationSpec"]["associationTypeId"], 202);
  EXPECT_EQ(hubspot_.records()["contacts"][0]["associations"]["notes"], json::array({made}));
  EXPECT_EQ(hubspot_.send("PUT", path + "9").status, 404);
}

TEST_F(DestinationsDone6HubSpot, WhatHubSpotRefusesIsRefused) {
  const auto id = contact("jo@example.com");
  EXPECT_EQ(hubspot_.send("POST", "/crm/objects/2026-09/deals", {{"properties", {{"dealname", "x"}, {"amount", 1200}}}}).status, 400)
      << "a number is no text";
  EXPECT_EQ(hubspot_.send("POST", kContacts, {{"properties", {{"email", "nobody"}}}}).status, 400);
  EXPECT_EQ(hubspot_.send("POST", kContacts, {{"properties", {{"firstName", "Jo"}}}}).status, 400);
  EXPECT_EQ(hubspot_.send("POST", kContacts, "nonsense").body["category"], "VALIDATION_ERROR");
  auto timeless = note(id, "Hello");
  timeless["properties"].erase("hs_timestamp");
  EXPECT_EQ(hubspot_.send("POST", kNotes, timeless).status, 400);
  EXPECT_EQ(hubspot_.send("POST", kNotes, note(id, std::string(65'536, 'x'))).status, 201);
  EXPECT_EQ(hubspot_.send("POST", kNotes, note(id, std::string(65'537, 'x'))).status, 400);
  EXPECT_EQ(hubspot_.send("POST", kNotes, note("999", "Hello")).body["category"], "OBJECT_NOT_FOUND");
  EXPECT_EQ(hubspot_.send("GET", "/crm/objects/2026-09/spoons").status, 400);
  EXPECT_EQ(hubspot_.send("GET", "/crm/objects/lately/contacts").status, 404);
  EXPECT_EQ(hubspot_.records()["notes"].size(), 1U);
}

TEST_F(DestinationsDone6HubSpot, ABadCredentialIsToldApartFromOneWithoutRights) {
  const auto categoryOf = [this](const std::string& authorization) {
    hubspot_.authorization = authorization;
    const auto answer = hubspot_.send("GET", std::string(kContacts) + "?limit=1");
    return std::pair(answer.status, answer.body.value("category", std::string()));
  };
  EXPECT_EQ(categoryOf(""), std::pair(401, std::string("INVALID_AUTHENTICATION")));
  EXPECT_EQ(categoryOf("Bearer invalid"), std::pair(401, std::string("INVALID_AUTHENTICATION")));
  EXPECT_EQ(categoryOf("Bearer pat-expired"), std::pair(401, std::string("EXPIRED_AUTHENTICATION")));
  EXPECT_EQ(categoryOf("Bearer noscope"), std::pair(403, std::string("MISSING_SCOPES")));
  EXPECT_EQ(hubspot_.send("POST", "/crm/objects/2026-09/deals", json::object()).body["context"]["missingScopes"],
            json::array({"crm.objects.deals.write"}));
  EXPECT_EQ(categoryOf("Bearer pat-na1-key").first, 200);
}

TEST_F(DestinationsDone6HubSpot, SearchFindsANewContactOnceItsIndexHasCaughtUp) {
  ASSERT_TRUE(hubspot_.service().configure({{"searchLagMs", 5000}}));
  contact("jo@example.com");
  const json search{{"filterGroups", {{{"filters", {{{"propertyName", "email"}, {"operator", "EQ"}, {"value", "jo@example.com"}}}}}}}};
  const auto found = [&] { return hubspot_.send("POST", "/crm/v3/objects/contacts/search", search).body["total"].get<int>(); };
  EXPECT_EQ(found(), 0);
  hubspot_.now += std::chrono::milliseconds{4999};
  EXPECT_EQ(found(), 0);
  hubspot_.now += std::chrono::milliseconds{1};
  EXPECT_EQ(found(), 1);
}

TEST_F(DestinationsDone6HubSpot, EachLimitNamesItsPolicy) {
  ASSERT_TRUE(hubspot_.service().configure({{"requestsPer10s", 3}, {"searchesPerSecond", 1}}));
  const auto search = [this] { return hubspot_.send("POST", "/crm/v3/objects/contacts/search", json::object()); };
  EXPECT_EQ(search().status, 200);
  const auto soon = search();
  EXPECT_EQ(soon.status, 429);
  EXPECT_EQ(soon.body["message"], "You have reached your secondly limit.");
  EXPECT_FALSE(soon.body.contains("policyName"));
  EXPECT_EQ(hubspot_.send("GET", kContacts).header("X-HubSpot-RateLimit-Remaining"), "0");
  const auto many = hubspot_.send("GET", kContacts);
  EXPECT_EQ(many.status, 429);
  EXPECT_EQ(many.body["policyName"], "TEN_SECONDLY_ROLLING");
  EXPECT_EQ(many.body["errorType"], "RATE_LIMIT");
  hubspot_.now += std::chrono::seconds{10};
  EXPECT_EQ(hubspot_.send("GET", kContacts).status, 200);
  hubspot_.service().forget();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(hubspot_.send("GET", kContacts).status, 200);
}

TEST_F(DestinationsDone6HubSpot, ABatchTellsWhichOfItFailed) {
  const json upsert{{"inputs",
                     {{{"id", "a@example.com"}, {"idProperty", "email"}, {"properties", {{"firstname", "A"}}}},
                      {{"id", "b@example.com"}, {"idProperty", "email"}, {"properties", {{"amount", "much"}}}}}}};
  const auto mixed = hubspot_.send("POST", "/crm/v3/objects/contacts/batch/upsert", upsert);
  EXPECT_EQ(mixed.status, 207);
  EXPECT_EQ(mixed.body["results"][0]["new"], true);
  EXPECT_EQ(mixed.body["numErrors"], 1);
  auto fine = upsert;
  fine["inputs"].erase(1);
  const auto again = hubspot_.send("POST", "/crm/v3/objects/contacts/batch/upsert", fine);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body["results"][0]["new"], false);
  EXPECT_EQ(hubspot_.records()["contacts"].size(), 1U);
  const auto read = hubspot_.send("POST", "/crm/v3/objects/contacts/batch/read", {{"inputs", {{{"id", "101"}}, {{"id", "999"}}}}});
  EXPECT_EQ(read.status, 207);
  EXPECT_EQ(read.body["results"].size(), 1U);
  EXPECT_EQ(read.body["errors"][0]["context"]["ids"], json::array({"999"}));
}

TEST_F(DestinationsDone6HubSpot, ARemovedContactIsGoneWithItsAssociations) {
  const auto id = contact("jo@example.com");
  hubspot_.send("POST", kNotes, note(id, "Hello"));
  EXPECT_EQ(hubspot_.send("DELETE", std::string(kContacts) + "/" + id).status, 204);
  EXPECT_EQ(hubspot_.send("PATCH", std::string(kContacts) + "/" + id, {{"properties", {{"firstname", "x"}}}}).status, 404);
  EXPECT_EQ(hubspot_.send("POST", kNotes, note(id, "Again")).status, 404);
  EXPECT_TRUE(hubspot_.records()["notes"][0]["associations"].empty());
}

TEST_F(DestinationsDone6HubSpot, AListIsPaged) {
  for (const auto* email : {"a@example.com", "b@example.com", "c@example.com"}) contact(email);
  const auto first = hubspot_.send("GET", std::string(kContacts) + "?limit=2").body;
  EXPECT_EQ(first["results"].size(), 2U);
  const auto after = first["paging"]["next"]["after"].get<std::string>();
  const auto rest = hubspot_.send("GET", std::string(kContacts) + "?limit=2&after=" + after).body;
  ASSERT_EQ(rest["results"].size(), 1U);
  EXPECT_EQ(rest["results"][0]["properties"]["email"], "c@example.com");
  EXPECT_FALSE(rest.contains("paging"));
}

}  // namespace
}  // namespace hookline::sandbox::testing
