// What client libraries ask the Salesforce stand-in beside single records: descriptions, collections, parts of a long answer.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "core/sandbox/stand_in_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox::testing {
namespace {

class DestinationsDone6SalesforceObjects : public ::testing::Test {
 protected:
  json asked(const std::string& method, const std::string& below, int status, const json& body = {},
             std::vector<model::HttpHeader> headers = {}) {
    const auto reply = salesforce_.send(method, kData + below, body, std::move(headers));
    EXPECT_EQ(reply.status, status) << method << " " << below << ": " << reply.text.substr(0, 500);
    return reply.text.empty() ? json() : reply.body;
  }
  static json lead(const std::string& name, json more = json::object()) {
    json record{{"attributes", {{"type", "Lead"}}}, {"LastName", name}, {"Company", "Acme"}};
    record.update(more);
    return record;
  }
  static json fieldOf(const json& description, const std::string& name) {
    for (const auto& field : description["fields"])
      if (field["name"] == name) return field;
    ADD_FAILURE() << "no field " << name;
    return {};
  }
  static std::string codeOf(const json& result) {
    return result["errors"].empty() ? "" : result["errors"][0]["statusCode"].get<std::string>();
  }
  /// Of the leads that are there.
  json names() {
    auto out = json::array();
    const auto all = salesforce_.records();
    for (const auto& record : all["leads"]) out.push_back(record["LastName"]);
    return out;
  }

  const std::string kData = "/services/data/v67.0/";
  const std::string kMany = "composite/sobjects";
  Caller salesforce_{makeSalesforceStandIn(), "Bearer any"};
};

TEST_F(DestinationsDone6SalesforceObjects, ADescriptionTellsWhatEachFieldTakes) {
  const auto described = asked("GET", "sobjects/Lead/describe", 200);
  EXPECT_EQ(described["keyPrefix"], "00Q");
  EXPECT_EQ(described["urls"]["describe"], "/services/data/v67.0/sobjects/Lead/describe");
  const auto company = fieldOf(described, "Company");
  EXPECT_EQ(company["length"], 255);
  EXPECT_EQ(company["nillable"], false);
  EXPECT_EQ(company["createable"], true);
  EXPECT_EQ(fieldOf(described, "Id")["updateable"], false);
  EXPECT_EQ(fieldOf(described, "IsConverted")["type"], "boolean");
  EXPECT_EQ(fieldOf(described, "LeadSource")["label"], "Lead Source");
  EXPECT_EQ(fieldOf(described, "Status")["picklistValues"][0]["value"], "Open - Not Contacted");
  const auto who = fieldOf(asked("GET", "sobjects/Task/describe", 200), "WhoId");
  EXPECT_EQ(who["referenceTo"], json({"Contact", "Lead"}));
  EXPECT_EQ(asked("GET", "sobjects/Contact/describe", 200)["mergeable"], true);
  EXPECT_EQ(asked("GET", "sobjects/Account/describe", 404)[0]["errorCode"], "NOT_FOUND");
}

TEST_F(DestinationsDone6SalesforceObjects, ADescriptionHasTheFieldsThatTheOrgHasMade) {
  const auto key = fieldOf(asked("GET", "sobjects/Lead/describe", 200), "Hookline_Lead_Key__c");
  EXPECT_TRUE(key["externalId"] == true && key["unique"] == true && key["custom"] == true) << key;
  EXPECT_EQ(fieldOf(asked("GET", "sobjects/Task/describe", 200), "Hookline_Event_Id__c")["unique"], true);
  asked("POST", "sobjects/Lead", 201, {{"LastName", "Doe"}, {"Company", "Acme"}, {"Shop__c", "7"}});
  const auto shop = fieldOf(asked("GET", "sobjects/Lead/describe", 200), "Shop__c");
  EXPECT_TRUE(shop["externalId"] == true && shop["unique"] == false) << shop;
  salesforce_.service().forget();
  ASSERT_TRUE(salesforce_.service().configure({{"customFields", 0}}));
  const auto plain = asked("GET", "sobjects/Lead/describe", 200);
  for (const auto& field : plain["fields"]) EXPECT_EQ(field["custom"], false) << field["name"];
}

TEST_F(DestinationsDone6SalesforceObjects, TheLimitsTellHowManyRequestsAreLeft) {
  ASSERT_TRUE(salesforce_.service().configure({{"dailyRequests", 5}}));
  asked("GET", "sobjects", 200);
  EXPECT_EQ(asked("GET", "limits", 200), json({{"DailyApiRequests", {{"Max", 5}, {"Remaining", 3}}}}));
}

TEST_F(DestinationsDone6SalesforceObjects, TheObjectsAreListed) {
  const auto list = asked("GET", "sobjects", 200);
  EXPECT_EQ(list["maxBatchSize"], 200);
  ASSERT_EQ(list["sobjects"].size(), 3U);
  EXPECT_EQ(list["sobjects"][2]["name"], "Task");
  EXPECT_EQ(list["sobjects"][2]["labelPlural"], "Tasks");
}

TEST_F(DestinationsDone6SalesforceObjects, ACollectionTellsOfEachRecord) {
  const auto made = asked("POST", kMany, 200, {{"records", {lead("Doe"), lead(""), {{"LastName", "Lost"}}, lead("Roe")}}});
  ASSERT_EQ(made.size(), 4U);
  EXPECT_EQ(made[0]["success"], true);
  EXPECT_EQ(codeOf(made[1]), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(made[1]["errors"][0]["fields"], json({"LastName"}));
  EXPECT_EQ(codeOf(made[2]), "INVALID_TYPE") << "its attributes name no object";
  const auto first = made[0]["id"];
  const auto changed =
      asked("PATCH", kMany, 200, {{"records", {lead("Dow", {{"id", first}}), lead("Who", {{"id", "00Q0H0000000099AAA"}})}}});
  EXPECT_EQ(changed[0], json({{"id", first}, {"success", true}, {"errors", json::array()}}));
  EXPECT_EQ(codeOf(changed[1]), "INVALID_CROSS_REFERENCE_KEY");
  EXPECT_EQ(names(), json({"Dow", "Roe"}));
}

TEST_F(DestinationsDone6SalesforceObjects, ACollectionIsUndoneAsAWhole) {
  asked("POST", kMany, 200, {{"records", json::array({lead("Doe")})}});
  const auto id = salesforce_.records()["leads"][0]["Id"].get<std::string>();
  const auto undone = asked("POST", kMany, 200, {{"allOrNone", true}, {"records", {lead("Roe"), lead("")}}});
  EXPECT_EQ(codeOf(undone[0]), "ALL_OR_NONE_OPERATION_ROLLED_BACK");
  EXPECT_EQ(codeOf(undone[1]), "REQUIRED_FIELD_MISSING");
  const auto kept = asked("DELETE", kMany + "?ids=" + id + ",00Q0H0000000099AAA&allOrNone=true", 200);
  EXPECT_EQ(codeOf(kept[0]), "ALL_OR_NONE_OPERATION_ROLLED_BACK");
  EXPECT_EQ(names(), json({"Doe"}));
  asked("GET", "sobjects/Lead/" + id, 200);
}

TEST_F(DestinationsDone6SalesforceObjects, ACollectionInACompositeIsUndoneWithIt) {
  const json records{{"records", json::array({lead("Doe")})}};
  const json many{{"method", "POST"}, {"url", kData + kMany}, {"referenceId", "many"}, {"body", records}};
  const json bad{{"method", "POST"}, {"url", kData + "sobjects/Lead"}, {"referenceId", "bad"}, {"body", {{"LastName", "Roe"}}}};
  asked("POST", "composite", 200, {{"allOrNone", true}, {"compositeRequest", {many, bad}}});
  EXPECT_EQ(names(), json::array());
  asked("POST", "composite", 200, {{"allOrNone", true}, {"compositeRequest", json::array({many})}});
  EXPECT_EQ(names(), json({"Doe"}));
}

TEST_F(DestinationsDone6SalesforceObjects, ACollectionIsUpsertedByAnExternalId) {
  const auto upsert = [this](const json& records) {
    return asked("PATCH", kMany + "/Lead/Hookline_Lead_Key__c", 200, {{"records", records}});
  };
  const auto made = upsert({lead("Doe", {{"Hookline_Lead_Key__c", "k1"}}), lead("Roe")});
  EXPECT_EQ(made[0]["created"], true);
  EXPECT_EQ(codeOf(made[1]), "MISSING_ARGUMENT");
  const auto changed = upsert({lead("Dow", {{"Hookline_Lead_Key__c", "k1"}}), lead("Roe", {{"Hookline_Lead_Key__c", 2}})});
  EXPECT_EQ(changed[0]["created"], false);
  EXPECT_EQ(changed[0]["id"], made[0]["id"]);
  EXPECT_EQ(names(), json({"Dow", "Roe"}));
}

TEST_F(DestinationsDone6SalesforceObjects, ManyRecordsAreReadAndRemoved) {
  const auto made = asked("POST", kMany, 200, {{"records", {lead("Doe"), lead("Roe")}}});
  const auto first = made[0]["id"].get<std::string>();
  const auto second = made[1]["id"].get<std::string>();
  const auto read = asked("GET", kMany + "/Lead?ids=" + second + ",00Q0H0000000099AAA&fields=Id,LastName", 200);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0]["LastName"], "Roe");
  EXPECT_TRUE(read[1].is_null());
  EXPECT_EQ(asked("POST", kMany + "/Lead", 200, {{"ids", {first, second}}, {"fields", {"Id", "LastName"}}})[0]["LastName"], "Doe");
  EXPECT_EQ(asked("POST", kMany + "/Lead", 400, {{"ids", {first}}, {"fields", {"Id", "Nothing"}}})[0]["errorCode"], "INVALID_FIELD");
  EXPECT_EQ(asked("GET", kMany + "/Account?ids=" + first + "&fields=Id", 404)[0]["errorCode"], "NOT_FOUND");
  EXPECT_EQ(asked("DELETE", kMany + "?ids=" + first, 200)[0]["success"], true);
  EXPECT_EQ(codeOf(asked("DELETE", kMany + "?ids=" + first, 200)[0]), "ENTITY_IS_DELETED");
  EXPECT_EQ(asked("GET", "query?q=SELECT+Id+FROM+Lead", 200)["totalSize"], 1);
}

TEST_F(DestinationsDone6SalesforceObjects, ACollectionHasTwoHundredRecordsAtMost) {
  asked("POST", kMany, 200, {{"records", json(200, lead("Doe"))}});
  EXPECT_EQ(asked("POST", kMany, 400, {{"records", json(201, lead("Doe"))}})[0]["errorCode"], "EXCEEDED_ID_LIMIT");
  EXPECT_EQ(asked("POST", kMany, 400, {{"records", json::array()}})[0]["errorCode"], "JSON_PARSER_ERROR");
  asked("PUT", kMany, 405, {{"records", json::array({lead("Doe")})}});
  EXPECT_EQ(names().size(), 200U);
}

TEST_F(DestinationsDone6SalesforceObjects, ADeletedRecordIsNotThereAnyMore) {
  const auto id = asked("POST", "sobjects/Lead", 201, {{"LastName", "Doe"}, {"Company", "Acme"}})["id"].get<std::string>();
  asked("DELETE", "sobjects/Lead/" + id, 204);
  EXPECT_EQ(asked("DELETE", "sobjects/Lead/" + id, 404)[0]["errorCode"], "ENTITY_IS_DELETED");
  EXPECT_EQ(asked("PATCH", "sobjects/Lead/" + id, 404, {{"Phone", "1"}})[0]["errorCode"], "ENTITY_IS_DELETED");
  EXPECT_EQ(asked("GET", "sobjects/Lead/" + id, 404)[0]["errorCode"], "NOT_FOUND");
  EXPECT_FALSE(salesforce_.service().configure({{"convertLead", 1}}));
  EXPECT_EQ(names(), json::array());
}

TEST_F(DestinationsDone6SalesforceObjects, ALongAnswerComesInParts) {
  for (int i = 0; i < 3; ++i) asked("POST", kMany, 200, {{"records", json(150, lead("Doe"))}});
  const auto first = asked("GET", "query?q=SELECT+Id+FROM+Lead", 200, {}, {{"Sforce-Query-Options", "batchSize=200"}});
  EXPECT_EQ(first["totalSize"], 450);
  ASSERT_EQ(first["done"], false);
  EXPECT_EQ(first["records"].size(), 200U);
  const auto below = [this](const json& answer) { return answer["nextRecordsUrl"].get<std::string>().substr(kData.size()); };
  const auto second = asked("GET", below(first), 200);
  EXPECT_EQ(second["records"].size(), 200U);
  const auto third = asked("GET", below(second), 200);
  EXPECT_EQ(third["records"].size(), 50U);
  EXPECT_EQ(third["done"], true);
  EXPECT_FALSE(third.contains("nextRecordsUrl"));
  EXPECT_EQ(asked("GET", "query?q=SELECT+Id+FROM+Lead", 200)["done"], true) << "2,000 records are one part";
  EXPECT_EQ(asked("GET", "query/01gUNKNOWN-200", 400)[0]["errorCode"], "INVALID_QUERY_LOCATOR");
}

TEST_F(DestinationsDone6SalesforceObjects, AQueryChoosesCountsAndLeavesOut) {
  asked("POST", kMany, 200, {{"records", {lead("Doe", {{"Phone", "1"}}), lead("Roe", {{"Rating", "Hot"}}), lead("Dow")}}});
  const auto found = [this](const std::string& soql) {
    const auto answer = asked("GET", "query?q=" + base::percentEncoded(soql), 200);
    auto names = json::array();
    for (const auto& record : answer["records"]) names.push_back(record["LastName"]);
    return names;
  };
  const std::string start = "SELECT LastName FROM Lead ";
  EXPECT_EQ(found(start + "WHERE LastName IN ('Doe', 'dow','Poe')"), json({"Doe", "Dow"}));
  EXPECT_EQ(found(start + "WHERE LastName NOT IN ('Doe', 'Dow')"), json({"Roe"}));
  EXPECT_EQ(found(start + "WHERE Phone = '1' OR Rating = 'Hot'"), json({"Doe", "Roe"}));
  EXPECT_EQ(found(start + "WHERE LastName LIKE 'D%' AND (Phone = null OR Rating IN ('Hot'))"), json({"Dow"}));
  EXPECT_EQ(found(start + "WHERE (Phone = '1' OR Rating = 'Hot') AND LastName != 'Doe'"), json({"Roe"}));
  EXPECT_EQ(found(start + "ORDER BY LastName LIMIT 1 OFFSET 1"), json({"Dow"}));
  EXPECT_EQ(found(start + "LIMIT 5 OFFSET 9"), json::array());
  const auto counted = asked("GET", "query?q=SELECT+COUNT()+FROM+Lead", 200);
  EXPECT_EQ(counted, json({{"totalSize", 3}, {"done", true}, {"records", json::array()}}));
  for (const auto* wrong : {"SELECT COUNT FROM Lead", "SELECT Id FROM Lead WHERE Phone IN ()", "SELECT Id FROM Lead WHERE Phone NOT = '1'",
                            "SELECT Id FROM Lead WHERE (Phone = '1' AND Rating = 'Hot')", "SELECT Id FROM Lead WHERE (Phone = '1'"})
    EXPECT_EQ(asked("GET", "query?q=" + base::percentEncoded(wrong), 400)[0]["errorCode"], "MALFORMED_QUERY") << wrong;
}

TEST_F(DestinationsDone6SalesforceObjects, ATokenTellsWhoseItIs) {
  const auto given = salesforce_.send("POST", "/services/oauth2/token", "grant_type=client_credentials&client_id=a&client_secret=b").body;
  const auto id = given["id"].get<std::string>();
  const auto path = id.substr(id.find("/id/"));
  const auto who = salesforce_.send("GET", path + "?format=json");
  EXPECT_EQ(who.status, 200) << who.text;
  EXPECT_EQ(who.body["id"], id);
  EXPECT_EQ(path, "/id/" + who.body["organization_id"].get<std::string>() + "/" + who.body["user_id"].get<std::string>());
  EXPECT_EQ(salesforce_.send("GET", path + "?oauth_token=expired").status, 403);
  EXPECT_EQ(salesforce_.send("POST", "/services/Soap/u/64.0", "<logout/>").status, 200);
}

}  // namespace
}  // namespace hookline::sandbox::testing
