// The Salesforce stand-in: integrations.md §6 and §15.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "core/sandbox/stand_in_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;

class SalesforceStandInTest : public ::testing::Test {
 protected:
  void useToken(const std::string& token) { caller_.authorization = "Bearer " + token; }
  sandbox::testing::Answer send(const std::string& method, const std::string& target, const json& body = {},
                                std::vector<model::HttpHeader> headers = {}) {
    return caller_.send(method, target, body, std::move(headers));
  }
  json sent(const std::string& method, const std::string& target, int status, const json& body = {},
            std::vector<model::HttpHeader> headers = {}) {
    const auto reply = send(method, target, body, std::move(headers));
    EXPECT_EQ(reply.status, status) << method << " " << target << ": " << reply.text;
    return reply.text.empty() ? json() : reply.body;
  }
  json queried(const std::string& soql, int status = 200) { return sent("GET", kData + "query?q=" + base::percentEncoded(soql), status); }
  std::string codeOf(const json& answer) { return answer.is_array() && !answer.empty() ? answer[0].value("errorCode", "") : ""; }
  json records() const { return caller_.records(); }

  const std::string kData = "/services/data/v67.0/";
  const std::string kLead = kData + "sobjects/Lead";
  const std::string kTask = kData + "sobjects/Task";
  sandbox::testing::Caller caller_{makeSalesforceStandIn(), "Bearer any"};
  Service& service_ = caller_.service();
  base::WallTime& now_ = caller_.now;
};
using DestinationsDone6Salesforce = SalesforceStandInTest;

TEST_F(DestinationsDone6Salesforce, ATokenSaysWhereTheRequestsGoAndRunsOut) {
  const std::string kForm = "grant_type=client_credentials&client_id=app&client_secret=s%2B1";
  const auto given = sent("POST", "/services/oauth2/token", 200, kForm);
  EXPECT_EQ(given["instance_url"], "http://127.0.0.1:8789/salesforce");
  EXPECT_EQ(given["token_type"], "Bearer");
  useToken(given["access_token"]);
  sent("GET", kData + "query?q=SELECT+Id+FROM+Lead", 200);
  now_ += std::chrono::hours{2};
  EXPECT_EQ(codeOf(sent("GET", kData + "query?q=SELECT+Id+FROM+Lead", 401)), "INVALID_SESSION_ID");
  useToken(sent("POST", "/services/oauth2/token", 200, kForm)["access_token"]);
  ASSERT_TRUE(service_.configure({{"expireTokens", 1}}));
  sent("GET", kData + "query?q=SELECT+Id+FROM+Lead", 401);
  useToken("revoked");
  sent("GET", kData + "query?q=SELECT+Id+FROM+Lead", 401);
}

TEST_F(DestinationsDone6Salesforce, BadCredentialsAreNamedAsSalesforceNamesThem) {
  for (const auto& [form, status, error] :
       {std::tuple{"grant_type=client_credentials&client_id=app&client_secret=expired", 401, "invalid_client"},
        {"grant_type=client_credentials&client_id=revoked&client_secret=s", 400, "invalid_client_id"},
        {"grant_type=password&username=u", 400, "unsupported_grant_type"}})
    EXPECT_EQ(sent("POST", "/services/oauth2/token", status, form)["error"], error) << form;
}

TEST_F(DestinationsDone6Salesforce, APasswordSignsInBySoapUpToVersion64) {
  const std::string login = "<login><username>u</username><password>p</password></login>";
  const auto given = send("POST", "/services/Soap/u/64.0", login);
  EXPECT_EQ(given.status, 200);
  EXPECT_NE(given.text.find("<serverUrl>http://127.0.0.1:8789/salesforce/services/Soap/u/64.0/"), std::string::npos) << given.text;
  const auto begin = given.text.find("<sessionId>") + 11;
  useToken(given.text.substr(begin, given.text.find("</sessionId>") - begin));
  sent("GET", kData + "query?q=SELECT+Id+FROM+Lead", 200);
  EXPECT_NE(send("POST", "/services/Soap/u/65.0", login).text.find("sf:UNSUPPORTED_API_VERSION"), std::string::npos);
  const auto refused = send("POST", "/services/Soap/u/64.0", "<login><username>u</username><password>invalid</password></login>");
  EXPECT_EQ(refused.status, 500);
  EXPECT_NE(refused.text.find("sf:INVALID_LOGIN"), std::string::npos);
}

TEST_F(DestinationsDone6Salesforce, DestinationsDone1ARefusedLoginHasItsCodeInTheDetail) {
  const auto refused = send("POST", "/services/Soap/u/64.0", "<login><username>u</username><password>invalid</password></login>");
  EXPECT_NE(refused.text.find(R"(xmlns:sf="urn:fault.partner.soap.sforce.com")"), std::string::npos) << refused.text;
  EXPECT_NE(refused.text.find(R"(<detail><sf:LoginFault xsi:type="sf:LoginFault"><sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>)"
                              "<sf:exceptionMessage>Invalid username"),
            std::string::npos)
      << refused.text;
}

TEST_F(DestinationsDone6Salesforce, AJwtIsReadAndItsClaimsAreChecked) {
  const auto fault = [this](const json& head, const json& claims) {
    const auto jwt = base::toBase64Url(head.dump()) + "." + base::toBase64Url(claims.dump()) + "." + base::toBase64Url("signature");
    const auto reply =
        send("POST", "/services/oauth2/token", "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + jwt);
    return reply.body.value("error_description", std::to_string(reply.status));
  };
  const auto now = base::toMs(now_) / 1000;
  const json head{{"alg", "RS256"}};
  const json claims{{"iss", "app"}, {"sub", "u@x.example"}, {"aud", "https://login.salesforce.com"}, {"exp", now + 180}};
  const auto with = [&claims](const char* name, const json& value) {
    auto other = claims;
    other[name] = value;
    return other;
  };
  EXPECT_EQ(fault(head, claims), "200");
  EXPECT_EQ(fault({{"alg", "none"}}, claims), "invalid assertion");
  EXPECT_EQ(fault(head, with("aud", "https://evil.example")), "Audience validation failed");
  EXPECT_EQ(fault(head, with("exp", now - 1)), "expired authorization code");
  EXPECT_EQ(fault(head, with("exp", now + 3600)), "expired authorization code");
  EXPECT_EQ(fault(head, with("iss", "revoked app")), "client identifier invalid");
  EXPECT_EQ(fault(head, with("exp", std::to_string(now + 180))), "200") << "as some clients write it";
  EXPECT_EQ(fault(head, with("exp", std::to_string(now - 1))), "expired authorization code");
  for (const json& wrong :
       {json("soon"), json(""), json("12e3"), json(std::to_string(now + 180) + " "), json(1e30), json("99999999999999")})
    EXPECT_EQ(fault(head, with("exp", wrong)), "assertion has no exp") << wrong;
}

TEST_F(DestinationsDone6Salesforce, AnUpsertMakesOneRecordAndThenChangesIt) {
  const auto target = kLead + "/Hookline_Lead_Key__c/a%3Ab";
  const auto made = sent("PATCH", target, 201, {{"LastName", "Doe"}, {"Company", "Acme"}});
  EXPECT_EQ(made["created"], true);
  const auto changed = sent("PATCH", target, 200, {{"Phone", "1"}});
  EXPECT_EQ(changed["created"], false);
  EXPECT_EQ(changed["id"], made["id"]);
  EXPECT_EQ(made["id"].get<std::string>().size(), 18U);
  ASSERT_EQ(records()["leads"].size(), 1U);
  EXPECT_EQ(records()["leads"][0]["Hookline_Lead_Key__c"], "a:b");
  EXPECT_EQ(records()["leads"][0]["Phone"], "1");
  EXPECT_EQ(records()["leads"][0]["Name"], "Doe");
  EXPECT_EQ(sent("GET", target + "?fields=Id,IsConverted", 200)["IsConverted"], false);
  sent("POST", kLead, 201, {{"LastName", "Doe"}, {"Company", "Acme"}, {"Hookline_Lead_Key__c", "a:b"}});
  EXPECT_EQ(sent("PATCH", target, 300, {{"Phone", "2"}}).size(), 2U);
  EXPECT_EQ(codeOf(sent("GET", kLead + "/Hookline_Lead_Key__c/none", 404)), "NOT_FOUND");
  ASSERT_TRUE(service_.configure({{"customFields", 0}}));
  EXPECT_EQ(codeOf(sent("PATCH", target, 404, {{"Phone", "2"}})), "NOT_FOUND");
}

TEST_F(DestinationsDone6Salesforce, WhatARecordMayNotHoldIsRefused) {
  const json fine{{"LastName", "Doe"}, {"Company", "Acme"}};
  const auto with = [&fine](const char* name, const json& value) {
    auto other = fine;
    other[name] = value;
    return other;
  };
  EXPECT_EQ(codeOf(sent("POST", kLead, 400, {{"LastName", "Doe"}})), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(codeOf(sent("POST", kLead, 400, with("LastName", ""))), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(codeOf(sent("POST", kLead, 400, with("FirstName", std::string(41, 'x')))), "STRING_TOO_LONG");
  EXPECT_EQ(codeOf(sent("POST", kLead, 400, with("Email", "nobody"))), "INVALID_EMAIL_ADDRESS");
  EXPECT_EQ(codeOf(sent("POST", kLead, 400, with("Nickname", "Jo"))), "INVALID_FIELD");
  EXPECT_EQ(codeOf(sent("POST", kLead, 400, with("IsConverted", true))), "INVALID_FIELD_FOR_INSERT_UPDATE");
  EXPECT_EQ(codeOf(sent("POST", kLead, 400, "nonsense")), "JSON_PARSER_ERROR");
  EXPECT_EQ(codeOf(sent("POST", kTask, 400, {{"WhoId", "00Q000"}})), "MALFORMED_ID");
  EXPECT_EQ(codeOf(sent("POST", kData + "sobjects/Spaceship", 404, fine)), "NOT_FOUND");
  EXPECT_EQ(codeOf(sent("POST", "/services/data/v99.0/sobjects/Lead", 404, fine)), "NOT_FOUND");
  EXPECT_TRUE(records()["leads"].empty());
  sent("POST", kLead, 201, with("FirstName", std::string(40, 'x')));
}

TEST_F(DestinationsDone6Salesforce, QueriesFindWhatTheyName) {
  const auto lead = [this](const char* last, const char* email) {
    return sent("POST", kLead, 201, {{"LastName", last}, {"Company", "A"}, {"Email", email}})["id"].get<std::string>();
  };
  const auto first = lead("O'Neil", "jo@x.example");
  now_ += std::chrono::minutes{10};
  const auto second = lead("Doe", "JO@X.example");
  sent("POST", kTask, 201, {{"WhoId", first}, {"Subject", "Call 50%_a [hl:12345678]"}});
  EXPECT_EQ(queried("SELECT Id FROM Lead WHERE Email = 'jo@x.example'")["totalSize"], 2);
  EXPECT_EQ(queried("select Id from Lead where Email = 'jo@x.example' limit 1")["records"][0]["Id"], first);
  EXPECT_EQ(queried("SELECT Id FROM Lead ORDER BY CreatedDate DESC LIMIT 1")["records"][0]["Id"], second);
  EXPECT_EQ(queried("SELECT Id FROM Lead WHERE LastName = 'O\\'Neil' AND IsConverted = false")["totalSize"], 1);
  EXPECT_EQ(queried("SELECT Id FROM Lead WHERE Email = 'jo@x.example' AND CreatedDate >= " + base::formatIso(now_))["totalSize"], 1);
  EXPECT_EQ(queried("SELECT Id FROM Lead WHERE ConvertedContactId = null")["totalSize"], 2);
  EXPECT_EQ(queried("SELECT Id FROM Lead WHERE ConvertedContactId = ''")["totalSize"], 2) << "an empty text is none";
  for (const auto& [pattern, count] : {std::pair{"%[hl:12345678]%", 1},
                                       {"Call 50\\\\%", 0},
                                       {"Call 50\\%\\_a%", 1},
                                       {"Call 50_%", 1},
                                       {"%50\\_%", 0},
                                       {"call%", 1},
                                       {"Call", 0}})
    EXPECT_EQ(queried("SELECT Id FROM Task WHERE WhoId = '" + first + "' AND Subject LIKE '" + pattern + "'")["totalSize"], count)
        << pattern;
}

TEST_F(DestinationsDone6Salesforce, AQueryThatIsNoneIsRefused) {
  for (const auto* soql :
       {"", "SELECT", "SELECT Id FROM Lead WHERE Email = 'a' AND Phone = '1' OR Email LIKE '%'", "SELECT Id FROM Lead WHERE Email = 'a",
        "SELECT Id FROM Lead WHERE Email = 'a' LIMIT x", "SELECT Id FROM Lead WHERE Email = 'a\\q'",
        "SELECT Id FROM Lead WHERE Email = 'a\nb'", "SELECT Id FROM Lead WHERE Email = 'a\\_b'",
        "SELECT Id FROM Lead WHERE Email = jo@x.example", "SELECT Id FROM Lead; DELETE"})
    EXPECT_EQ(codeOf(queried(soql, 400)), "MALFORMED_QUERY") << soql;
  EXPECT_EQ(codeOf(queried("SELECT Nickname FROM Lead", 400)), "INVALID_FIELD");
}

json leadAndTask(const json& lead) {
  return {{"allOrNone", true},
          {"compositeRequest",
           {{{"method", "PATCH"}, {"url", "/services/data/v67.0/sobjects/Lead/Key__c/k"}, {"referenceId", "lead"}, {"body", lead}},
            {{"method", "PATCH"},
             {"url", "/services/data/v67.0/sobjects/Task/Event__c/e"},
             {"referenceId", "task"},
             {"body", {{"WhoId", "@{lead.id}"}, {"Subject", "Call"}}}}}}};
}

TEST_F(DestinationsDone6Salesforce, ACompositeCallIsDoneAsAWholeOrNotAtAll) {
  const json lead{{"LastName", "Doe"}, {"Company", "Acme"}};
  const auto halted = sent("POST", kData + "composite", 200, leadAndTask({{"LastName", "Doe"}}))["compositeResponse"];
  EXPECT_EQ(codeOf(halted[0]["body"]), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(codeOf(halted[1]["body"]), "PROCESSING_HALTED");
  auto badTask = leadAndTask(lead);
  badTask["compositeRequest"][1]["body"]["Subject"] = std::string(256, 'x');
  const auto rolledBack = sent("POST", kData + "composite", 200, badTask)["compositeResponse"];
  EXPECT_EQ(codeOf(rolledBack[0]["body"]), "PROCESSING_HALTED");
  EXPECT_EQ(codeOf(rolledBack[1]["body"]), "STRING_TOO_LONG");
  EXPECT_TRUE(records()["leads"].empty());
  for (const int status : {201, 200}) {
    const auto done = sent("POST", kData + "composite", 200, leadAndTask(lead))["compositeResponse"];
    EXPECT_EQ(done[0]["httpStatusCode"], status);
    EXPECT_EQ(done[1]["httpStatusCode"], status);
    EXPECT_EQ(done[1]["referenceId"], "task");
  }
  ASSERT_EQ(records()["tasks"].size(), 1U);
  EXPECT_EQ(records()["tasks"][0]["WhoId"], records()["leads"][0]["Id"]);
  badTask["compositeRequest"][0]["body"]["LastName"] = "Other";
  sent("POST", kData + "composite", 200, badTask);
  EXPECT_EQ(records()["leads"][0]["LastName"], "Doe") << "a change is undone as well";
  auto injected = leadAndTask(lead);
  injected["compositeRequest"][0]["body"]["LastName"] = "@{task.id}";
  EXPECT_EQ(codeOf(sent("POST", kData + "composite", 200, injected)["compositeResponse"][0]["body"]), "PROCESSING_HALTED");
}

TEST_F(DestinationsDone6Salesforce, ADuplicateRuleWarnsOrBlocks) {
  const json lead{{"LastName", "Doe"}, {"Company", "Acme"}, {"Email", "jo@x.example"}};
  const auto first = sent("POST", kLead, 201, lead)["id"];
  ASSERT_TRUE(service_.configure({{"duplicateRule", 1}}));
  const auto found = sent("POST", kLead, 400, lead);
  EXPECT_EQ(codeOf(found), "DUPLICATES_DETECTED");
  EXPECT_EQ(found[0]["duplicateResult"]["matchResults"][0]["matchRecords"][0]["record"]["Id"], first);
  const model::HttpHeader allow{"Sforce-Duplicate-Rule-Header", "allowSave=true"};
  sent("POST", kLead, 201, lead, {allow});
  ASSERT_TRUE(service_.configure({{"duplicateRule", 2}}));
  sent("POST", kLead, 400, lead, {allow});
  EXPECT_EQ(records()["leads"].size(), 2U);
}

TEST_F(DestinationsDone6Salesforce, AConvertedLeadTakesNothingAnyMore) {
  const auto id = sent("POST", kLead, 201, {{"LastName", "Doe"}, {"Company", "Acme"}, {"Email", "jo@x.example"}})["id"].get<std::string>();
  ASSERT_TRUE(service_.configure({{"convertLead", 1}}));
  EXPECT_FALSE(service_.configure({{"convertLead", 1}}));
  EXPECT_EQ(codeOf(sent("PATCH", kLead + "/" + id, 400, {{"Phone", "1"}})), "CANNOT_UPDATE_CONVERTED_LEAD");
  EXPECT_EQ(codeOf(sent("POST", kTask, 400, {{"WhoId", id}})), "CANNOT_UPDATE_CONVERTED_LEAD");
  const auto contact = queried("SELECT Id FROM Contact WHERE Email = 'jo@x.example'")["records"][0]["Id"];
  EXPECT_EQ(sent("GET", kLead + "/" + id, 200)["ConvertedContactId"], contact);
  sent("POST", kTask, 201, {{"WhoId", contact}});
}

TEST_F(DestinationsDone6Salesforce, RequestsAreCountedAndComeToAnEnd) {
  ASSERT_TRUE(service_.configure({{"dailyRequests", 2}}));
  const auto query = kData + "query?q=SELECT+Id+FROM+Lead";
  EXPECT_EQ(send("GET", query).header("Sforce-Limit-Info"), "api-usage=1/2");
  sent("GET", query, 200);
  EXPECT_EQ(codeOf(sent("GET", query, 403)), "REQUEST_LIMIT_EXCEEDED");
  now_ += std::chrono::hours{24};
  sent("GET", query, 200);
  EXPECT_FALSE(service_.configure({{"dailyRequest", 2}}));
  service_.forget();
  sent("GET", query, 200);
}

TEST_F(DestinationsDone6Salesforce, TheVersionsAreListedWithoutAToken) {
  useToken("invalid");
  const auto versions = sent("GET", "/services/data/", 200);
  EXPECT_EQ(versions.back(), json({{"label", "Summer '26"}, {"url", "/services/data/v67.0"}, {"version", "67.0"}}));
}

}  // namespace
}  // namespace hookline::sandbox
