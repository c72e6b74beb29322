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

TEST_F(DestinationsDone6HubSpot, DestinationsDone1ABatchMakesChangesAndArchivesOnBothPaths) {
  const auto batch = [this](const std::string& path, const json& inputs) { return hubspot_.send("POST", path, {{"inputs", inputs}}); };
  const json people = json::array({{{"properties", {{"email", "a@example.com"}}}}, {{"properties", {{"email", "b@example.com"}}}}});
  const auto made = batch("/crm/v3/objects/contacts/batch/create", people);
  ASSERT_EQ(made.status, 201) << made.text;
  ASSERT_EQ(made.body["results"].size(), 2U);
  const auto first = made.body["results"][0]["id"].get<std::string>();
  const json more = json::array(
      {{{"properties", {{"email", "A@example.com"}}}, {"objectWriteTraceId", "row-1"}}, {{"properties", {{"email", "c@example.com"}}}}});
  const auto mixed = batch(std::string(kContacts) + "/batch/create", more);
  EXPECT_EQ(mixed.status, 207);
  EXPECT_EQ(mixed.body["results"].size(), 1U);
  EXPECT_EQ(mixed.body["numErrors"], 1);
  EXPECT_EQ(mixed.body["errors"][0]["category"], "CONFLICT");
  EXPECT_EQ(mixed.body["errors"][0]["context"], json({{"objectWriteTraceId", {"row-1"}}}));
  const auto changed = batch(std::string(kContacts) + "/batch/update",
                             json::array({{{"id", first}, {"properties", {{"firstname", "Ann"}}}},
                                          {{"id", "b@example.com"}, {"idProperty", "email"}, {"properties", {{"firstname", "Bo"}}}},
                                          {{"id", "999"}, {"properties", {{"firstname", "Nobody"}}}}}));
  EXPECT_EQ(changed.status, 207);
  EXPECT_EQ(changed.body["results"][1]["properties"]["firstname"], "Bo");
  EXPECT_EQ(changed.body["errors"][0]["category"], "OBJECT_NOT_FOUND");
  EXPECT_EQ(changed.body["errors"][0]["context"]["ids"], json::array({"999"}));
  EXPECT_EQ(batch("/crm/v3/objects/contacts/batch/update", json::array({{{"id", first}, {"properties", {{"firstname", "An"}}}}})).status,
            200);
  const auto gone = batch("/crm/v3/objects/contacts/batch/archive", json::array({{{"id", first}}, {{"id", "999"}}}));
  EXPECT_EQ(gone.status, 204);
  EXPECT_EQ(gone.text, "");
  EXPECT_EQ(hubspot_.send("GET", std::string(kContacts) + "/" + first).status, 404);
  EXPECT_EQ(hubspot_.records()["contacts"].size(), 2U);
  EXPECT_EQ(batch("/crm/v3/objects/contacts/batch/merge", json::array({{{"id", first}}})).status, 404);
}

TEST_F(DestinationsDone6HubSpot, DestinationsDone1ASearchKnowsHubSpotsOperators) {
  const auto deal = [this](const std::string& name, const std::string& amount) {
    json properties{{"dealname", name}};
    if (!amount.empty()) properties["amount"] = amount;
    hubspot_.send("POST", "/crm/v3/objects/deals", {{"properties", properties}});
    hubspot_.now += std::chrono::hours{1};
  };
  deal("Small Sale", "9");
  deal("Big sale", "1200.50");
  deal("Unknown", "");
  const auto sent = [this](const json& search) { return hubspot_.send("POST", "/crm/objects/2026-09/deals/search", search); };
  const auto ids = [&](const json& search) {
    const auto answer = sent(search);
    EXPECT_EQ(answer.status, 200) << answer.text;
    std::string found;
    for (const auto& one : answer.body["results"]) found += one["id"].get<std::string>() + " ";
    return found;
  };
  const auto by = [&](const json& filter) { return ids({{"filterGroups", {{{"filters", json::array({filter})}}}}}); };
  const auto compared = [&](const char* name, const char* word, const char* value) {
    return by({{"propertyName", name}, {"operator", word}, {"value", value}});
  };
  EXPECT_EQ(compared("dealname", "EQ", "SMALL sale"), "101 ");
  EXPECT_EQ(compared("amount", "EQ", "1200.5"), "102 ") << "as a number";
  EXPECT_EQ(compared("amount", "NEQ", "9"), "102 ") << "not the one without an amount";
  EXPECT_EQ(compared("amount", "GT", "9"), "102 ");
  EXPECT_EQ(compared("amount", "GTE", "9"), "101 102 ");
  EXPECT_EQ(compared("amount", "LT", "1200.50"), "101 ");
  EXPECT_EQ(compared("amount", "LTE", "1200.50"), "101 102 ");
  EXPECT_EQ(by({{"propertyName", "amount"}, {"operator", "BETWEEN"}, {"value", "9"}, {"highValue", "10"}}), "101 ");
  EXPECT_EQ(by({{"propertyName", "amount"}, {"operator", "BETWEEN"}, {"value", "10"}, {"highValue", "2000"}}), "102 ");
  EXPECT_EQ(by({{"propertyName", "dealname"}, {"operator", "IN"}, {"values", {"big sale", "unknown"}}}), "102 103 ");
  EXPECT_EQ(by({{"propertyName", "amount"}, {"operator", "NOT_IN"}, {"values", {"9"}}}), "102 ");
  EXPECT_EQ(by({{"propertyName", "amount"}, {"operator", "HAS_PROPERTY"}}), "101 102 ");
  EXPECT_EQ(by({{"propertyName", "amount"}, {"operator", "NOT_HAS_PROPERTY"}}), "103 ");
  EXPECT_EQ(compared("dealname", "CONTAINS_TOKEN", "sale"), "101 102 ");
  EXPECT_EQ(compared("dealname", "CONTAINS_TOKEN", "sal"), "") << "a token is whole";
  EXPECT_EQ(compared("dealname", "CONTAINS_TOKEN", "un*"), "103 ");
  EXPECT_EQ(compared("dealname", "NOT_CONTAINS_TOKEN", "small"), "102 103 ");
  const json isSmall{{"propertyName", "dealname"}, {"operator", "CONTAINS_TOKEN"}, {"value", "small"}};
  const json isBig{{"propertyName", "amount"}, {"operator", "GT"}, {"value", "10"}};
  EXPECT_EQ(ids({{"filterGroups", {{{"filters", {isSmall, isBig}}}}}}), "") << "all filters of a group";
  EXPECT_EQ(ids({{"filterGroups", {{{"filters", {isSmall}}}, {{"filters", {isBig}}}}}}), "101 102 ") << "any of the groups";
  EXPECT_EQ(compared("createdate", "GT", "2026-11-23T20:30:00Z"), "102 103 ");
  EXPECT_EQ(ids({{"query", "SALE"}}), "101 102 ");
  EXPECT_EQ(ids({{"sorts", {{{"propertyName", "amount"}, {"direction", "DESCENDING"}}}}}), "102 101 103 ");
  EXPECT_EQ(ids({{"sorts", {"dealname"}}}), "102 101 103 ");
  const auto page = sent({{"limit", 2}, {"properties", {"dealname"}}}).body;
  EXPECT_EQ(page["total"], 3);
  ASSERT_TRUE(page.contains("paging"));
  EXPECT_EQ(page["paging"]["next"]["after"], "2");
  EXPECT_FALSE(page["results"][0]["properties"].contains("amount"));
  EXPECT_EQ(ids({{"limit", 2}, {"after", "2"}}), "103 ");
  for (const auto& [word, value] :
       {std::pair("MATCHES", json("9")), {"eq", json("9")}, {"", json("9")}, {"EQ", json(9)}, {"IN", json("9")}, {"BETWEEN", json("9")}}) {
    const auto refused = sent({{"filterGroups", {{{"filters", {{{"propertyName", "amount"}, {"operator", word}, {"value", value}}}}}}}});
    EXPECT_EQ(refused.status, 400) << word;
    EXPECT_EQ(refused.body["category"], "VALIDATION_ERROR");
  }
  EXPECT_EQ(sent({{"limit", 201}}).status, 400);
  EXPECT_EQ(sent({{"after", "soon"}}).status, 400);
  EXPECT_EQ(sent({{"after", "9995"}, {"limit", 10}}).status, 400);
}

TEST_F(DestinationsDone6HubSpot, ARemovedContactIsGoneWithItsAssociations) {
  const auto id = contact("jo@example.com");
  hubspot_.send("POST", kNotes, note(id, "Hello"));
  EXPECT_EQ(hubspot_.send("DELETE", std::string(kContacts) + "/" + id).status, 204);
  EXPECT_EQ(hubspot_.send("PATCH", std::string(kContacts) + "/" + id, {{"properties", {{"firstname", "x"}}}}).status, 404);
  EXPECT_EQ(hubspot_.send("POST", kNotes, note(id, "Again")).status, 404);
  EXPECT_TRUE(hubspot_.records()["notes"][0]["associations"].empty());
}

TEST_F(DestinationsDone6HubSpot, DestinationsDone1AnEmailIsWhoseItIsNowWhateverHappened) {
  const auto first = contact("a@example.com");
  const auto second = contact("b@example.com");
  const auto at = [](const std::string& id) { return std::string(kContacts) + "/" + id; };
  const auto setEmail = [&](const std::string& id, const std::string& email) {
    return hubspot_.send("PATCH", at(id), {{"properties", {{"email", email}}}});
  };
  EXPECT_EQ(setEmail(second, "A@example.com").body["message"], "Contact already exists. Existing ID: " + first);
  EXPECT_EQ(setEmail(first, "A@Example.com").status, 200) << "its own";
  EXPECT_EQ(setEmail(first, "c@example.com").status, 200);
  EXPECT_EQ(setEmail(second, "a@example.com").status, 200) << "free by now";
  const auto idOf = [&](const std::string& email) {
    const auto found = hubspot_.send("GET", at(email) + "?idProperty=email");
    return found.status == 200 ? found.body["id"].get<std::string>() : std::string("none");
  };
  EXPECT_EQ(idOf("a@example.com"), second);
  EXPECT_EQ(idOf("b@example.com"), "none");
  EXPECT_EQ(setEmail(second, "").status, 200);
  EXPECT_EQ(idOf("a@example.com"), "none");
  EXPECT_EQ(hubspot_.send("DELETE", at(first)).status, 204);
  EXPECT_EQ(idOf("c@example.com"), "none");
  EXPECT_NE(contact("c@example.com"), first);
  EXPECT_EQ(hubspot_.send("GET", at("0" + second)).status, 404) << "no id is written so";
  hubspot_.service().forget();
  EXPECT_EQ(idOf("c@example.com"), "none");
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
