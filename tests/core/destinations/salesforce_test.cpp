// Salesforce, integrations.md §6, §13 and §17.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "core/destinations/salesforce_rig.h"
#include "crypto/rsa_signature.h"
#include "destinations/rich_text.h"
#include "support/rsa_keys.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using Mode = SalesforceRig::Mode;

constexpr const char* kData = "/services/data/v67.0";

const Destination& salesforce() { return *destinationFor(model::WebhookKind::kSalesforce); }

/// The request that follows when so much is known.
model::HttpRequest salesforceRequest(const model::Webhook& webhook, const model::Event& event, const json& outputs) {
  const auto checkpoint = json{{"outputs", outputs}, {"certainIn", 1}}.dump();
  const Token token{"session", "https://acme--1.my.salesforce.com", std::nullopt};
  Occasion occasion{event, webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false};
  occasion.checkpoint = checkpoint;
  occasion.token = &token;
  auto request = requestFor(occasion);
  EXPECT_TRUE(request) << request.error().message;
  return request ? std::move(*request) : model::HttpRequest{};
}

json salesforceBody(const model::Webhook& webhook, const model::Event& event, const json& outputs) {
  const auto request = salesforceRequest(webhook, event, outputs);
  return json::parse(request.body ? *request.body : "null");
}

TEST(DestinationsDone2Salesforce, ALeadAndItsTaskAreOneCallThatIsDoneAsAWhole) {
  const auto request =
      salesforceRequest(SalesforceRig::webhook(), eventOf("lead.captured", SalesforceRig::lead()), {{"noContact", true}, {"noLead", true}});
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, std::string("https://acme--1.my.salesforce.com") + kData + "/composite") << "where the sign-in sent it";
  EXPECT_EQ(request.headers.back(), (model::HttpHeader{"Authorization", "Bearer session"}));
  const auto body = json::parse(*request.body);
  EXPECT_EQ(body["allOrNone"], true);
  const auto& lead = body["compositeRequest"][0];
  // sha256 of jo@example.com
  EXPECT_EQ(lead["url"],
            std::string(kData) + "/sobjects/Lead/Hookline_Lead_Key__c/f4e19df2e6c609fbd59a42b9063d0fadf44260218531ea21ad8c575f205c0453");
  EXPECT_EQ(lead["body"], json({{"FirstName", "Jo"},
                                {"LastName", "van Dam"},
                                {"Company", "Unknown"},
                                {"Email", "Jo@Example.com"},
                                {"LeadSource", "Chatbot"},
                                {"Description", "Wants a demo.\nSoon."}}));
  const auto& task = body["compositeRequest"][1];
  EXPECT_EQ(task["url"], std::string(kData) + "/sobjects/Task/Hookline_Event_Id__c/evt_0000000abcdef");
  EXPECT_EQ(task["body"], json({{"Subject", "Chatbot lead: Jo van Dam"},
                                {"Description",
                                 "Chatbot Conversation Summary:\n\nWants a demo.\nSoon.\n\nSource: widget\nName: Jo van Dam\n"
                                 "E-mail: Jo@Example.com\n\n[Hookline event evt_0000000abcdef]"},
                                {"Priority", "Normal"},
                                {"Status", "Not Started"},
                                {"ActivityDate", "2026-11-23"},
                                {"WhoId", "@{lead.id}"}}));
}

TEST(DestinationsDone2Salesforce, AKnownLeadKeepsWhatTheEventDoesNotSay) {
  const auto event = eventOf("lead.captured", {{"email", "jo@example.com"}, {"phone", "1"}, {"source", "w"}, {"conversationSummary", "s"}});
  const auto body = salesforceBody(SalesforceRig::webhook(), event, {{"noContact", true}, {"known", true}});
  EXPECT_EQ(body["compositeRequest"][0]["body"], json({{"Phone", "1"}})) << "neither name, company nor source";
}

TEST(DestinationsDone2Salesforce, TheSecondLeadOfAVisitorChangesTheFirst) {
  SalesforceRig rig(SalesforceRig::webhook(Mode::kKeys, {{"properties", {{"Title", "{{data.role}}"}, {"Rating", "Hot"}}}}));
  auto data = SalesforceRig::lead();
  rig.plan().deliver(eventOf("lead.captured", data));
  data["company"] = "Acme";
  data.erase("name");
  data["role"] = "Buyer";
  EXPECT_TRUE(rig.plan().deliver(eventOf("lead.captured", data)).delivered);
  const auto leads = rig.records()["leads"];
  ASSERT_EQ(leads.size(), 1U);
  EXPECT_EQ(leads[0]["Company"], "Acme");
  EXPECT_EQ(leads[0]["LastName"], "van Dam");
  EXPECT_EQ(leads[0]["Title"], "Buyer");
  EXPECT_EQ(leads[0]["Rating"], "Hot");
}

TEST(DestinationsDone2Salesforce, CompatibilityModeNeedsNoFieldsOfTheOrgsOwn) {
  SalesforceRig rig(SalesforceRig::webhook(Mode::kCompatibility));
  rig.configure({{"customFields", 0}});
  const auto outcome = rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()));
  EXPECT_EQ(outcome.steps, (std::vector<std::string>{"find the contact", "find an open lead", "create the lead", "create the task"}));
  const auto task = rig.records()["tasks"][0];
  EXPECT_EQ(task["Subject"].get<std::string>().find("Chatbot lead: Jo van Dam [hl:"), 0U);
  EXPECT_EQ(task["WhoId"], rig.records()["leads"][0]["Id"]);
}

TEST(DestinationsDone2Salesforce, AVisitorWhoIsACustomerIsNoNewLead) {
  for (const auto mode : {Mode::kKeys, Mode::kCompatibility}) {
    SalesforceRig rig(SalesforceRig::webhook(mode));
    const auto first = rig.makeContact();
    rig.makeContact("JO@example.com");
    EXPECT_TRUE(rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead())).delivered);
    const auto records = rig.records();
    EXPECT_TRUE(records["leads"].empty());
    EXPECT_EQ(records["tasks"][0]["WhoId"], first);
    EXPECT_NE(records["tasks"][0]["Description"].get<std::string>().find("Several contacts have this e-mail"), std::string::npos);
  }
}

TEST(DestinationsDone2Salesforce, ALeadThatWasConvertedWithItsKeyLeadsToItsContact) {
  SalesforceRig rig(SalesforceRig::webhook());
  rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()));
  rig.configure({{"convertLead", 1}});
  // The contact got another address meanwhile, so that only the key leads to it.
  const auto contact = rig.records()["contacts"][0]["Id"].get<std::string>();
  rig.somebody("PATCH", "/sobjects/Contact/" + contact, {{"Email", "new@example.com"}});
  const auto outcome = rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()));
  EXPECT_TRUE(outcome.delivered) << outcome.last.says;
  EXPECT_EQ(rig.records()["leads"].size(), 1U);
  EXPECT_EQ(rig.records()["tasks"][0]["WhoId"], contact);
}

TEST(DestinationsDone2Salesforce, WhatIsUrgentIsATaskOfHighPriority) {
  const auto webhook = SalesforceRig::webhook();
  const auto task = [&](const char* type, const json& data) { return salesforceBody(webhook, eventOf(type, data), {{"who", "003"}}); };
  const auto handOff = task("handoff.requested", {{"reason", "Wants\na person"}, {"urgency", "high"}, {"visitorEmail", "jo@example.com"}});
  EXPECT_EQ(handOff["Subject"], "Chatbot handoff: Wants a person") << "one line";
  EXPECT_EQ(handOff["Priority"], "High");
  EXPECT_EQ(handOff["WhoId"], "003");
  const auto sale = task("purchase.intent", {{"intent", "Pro plan"}, {"estimatedValue", 1200}});
  EXPECT_EQ(sale["Subject"], "Possible sale: Pro plan");
  EXPECT_EQ(sale["Priority"], "High");
  EXPECT_NE(sale["Description"].get<std::string>().find("Estimate: $1,200"), std::string::npos);
  EXPECT_EQ(task("conversation.ended", {{"email", "jo@example.com"}})["Priority"], "Normal");
}

TEST(DestinationsDone2Salesforce, ATaskForEachLeadCanBeSwitchedOff) {
  for (const auto mode : {Mode::kKeys, Mode::kCompatibility}) {
    SalesforceRig rig(SalesforceRig::webhook(mode, {{"createTask", false}}));
    EXPECT_TRUE(rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead())).delivered);
    EXPECT_EQ(rig.records()["leads"].size(), 1U);
    EXPECT_TRUE(rig.records()["tasks"].empty());
  }
}

TEST(DestinationsDone2Salesforce, DuplicatesAreUsedAllowedOrRefusedAsTheWebhookSays) {
  for (const auto mode : {Mode::kKeys, Mode::kCompatibility})
    for (const auto* choice : {"allow", "fail"}) {
      SalesforceRig rig(SalesforceRig::webhook(mode, {{"duplicates", choice}}));
      rig.configure({{"duplicateRule", 1}});
      // A contact that is made only after it was looked for.
      const auto event = eventOf("lead.captured", SalesforceRig::lead());
      rig.plan().atTry(2, [&rig] { rig.makeContact(); });
      const auto outcome = rig.plan().deliver(event, {{3, Mishap::kThrottled}});
      const bool allowed = std::string(choice) == "allow";
      EXPECT_EQ(outcome.delivered, allowed) << outcome.last.says;
      EXPECT_EQ(outcome.last.verdict, allowed ? Verdict::kDelivered : Verdict::kPermanent);
      EXPECT_EQ(rig.records()["leads"].size(), allowed ? 1U : 0U);
    }
}

TEST(DestinationsDone2Salesforce, ATestReadsAndWritesNothing) {
  SalesforceRig rig(SalesforceRig::webhook());
  EXPECT_TRUE(rig.plan().deliver(eventOf(std::string(model::kTestEventType), {{"message", "hi"}})).delivered);
  EXPECT_EQ(rig.records(), json({{"contacts", json::array()}, {"leads", json::array()}, {"tasks", json::array()}}));
  rig.configure({{"customFields", 0}});
  const auto outcome = rig.plan().deliver(eventOf(std::string(model::kTestEventType), {{"message", "hi"}}));
  EXPECT_FALSE(outcome.delivered) << "a field that is not there shows before the first lead";
  EXPECT_NE(outcome.last.says.find("Hookline_Lead_Key__c"), std::string::npos) << outcome.last.says;
}

TEST(DestinationsDone1Salesforce, EventsWithoutAVisitorOrOfLittleUseMakeNoDelivery) {
  auto webhook = SalesforceRig::webhook();
  const auto takes = [&webhook](const model::Event& event) {
    model::EventView view(event);
    return destinations::match(webhook, view) == model::NoMatch::kNone;
  };
  const auto sentiment = eventOf("sentiment.negative", {{"message", "bad"}, {"sentimentScore", 0.9}});
  EXPECT_TRUE(takes(eventOf("lead.captured", SalesforceRig::lead())));
  EXPECT_FALSE(takes(eventOf("handoff.requested", {{"reason", "x"}})));
  EXPECT_TRUE(takes(eventOf("handoff.requested", {{"reason", "x"}, {"visitorEmail", "jo@example.com"}})));
  for (const auto* nobody : {"", " ", "\x01", "nobody"})
    EXPECT_FALSE(takes(eventOf("handoff.requested", {{"reason", "x"}, {"visitorEmail", nobody}}))) << nobody;
  EXPECT_FALSE(takes(eventOf("conversation.ended", {{"durationSeconds", 1}})));
  EXPECT_TRUE(takes(eventOf("purchase.intent", {{"visitorId", "v"}, {"intent", "x"}})));
  EXPECT_FALSE(takes(eventOf("message.received", {{"content", "x"}, {"email", "jo@example.com"}})));
  EXPECT_FALSE(takes(sentiment));
  webhook.events = {"sentiment.negative"};
  EXPECT_TRUE(takes(sentiment));
}

std::string formOf(const model::Webhook& webhook) {
  const auto request = salesforce().signIn(webhook, base::WallTime{std::chrono::seconds{1795464000}});
  EXPECT_TRUE(request && *request);
  EXPECT_EQ((*request)->url, standInBase("salesforce") + "/services/oauth2/token");
  return *(*request)->body;
}

TEST(DestinationsDone2Salesforce, ClientCredentialsAreEncodedInTheForm) {
  EXPECT_EQ(formOf(SalesforceRig::webhook()), "grant_type=client_credentials&client_id=consumer-key&client_secret=consumer%26secret");
}

TEST(DestinationsDone2Salesforce, AnAssertionSaysWhoAndForHowLongAndIsSigned) {
  const auto webhook =
      SalesforceRig::webhook(Mode::kKeys, {{"auth", "jwt"}, {"username", "bot@acme.example"}, {"privateKeyPem", support::kRsaPkcs8}});
  const auto form = formOf(webhook);
  const std::string kStart = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
  ASSERT_TRUE(form.starts_with(kStart)) << form;
  const auto assertion = form.substr(kStart.size());
  const nlohmann::ordered_json claims{
      {"iss", "consumer-key"}, {"sub", "bot@acme.example"}, {"aud", "https://login.salesforce.com"}, {"exp", 1795464180}};
  const auto signedPart = base::toBase64Url(R"({"alg":"RS256"})") + "." + base::toBase64Url(claims.dump());
  EXPECT_EQ(assertion, signedPart + "." + base::toBase64Url(*crypto::signRs256(support::kRsaPkcs8, signedPart)));
  SalesforceRig rig(webhook);
  EXPECT_TRUE(rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead())).delivered) << "the stand-in takes it";
}

TEST(DestinationsDone2Salesforce, APasswordSignsInBySoapWithTheSecurityTokenBehindIt) {
  const auto webhook = SalesforceRig::webhook(
      Mode::kKeys, {{"auth", "password"}, {"username", "u&1@acme.example"}, {"password", "p<1>"}, {"securityToken", "T2"}});
  const auto request = salesforce().signIn(webhook, base::WallTime{});
  ASSERT_TRUE(request && *request);
  EXPECT_EQ((*request)->url, standInBase("salesforce") + "/services/Soap/u/64.0");
  EXPECT_NE((*request)->body->find("<username>u&amp;1@acme.example</username><password>p&lt;1&gt;T2</password>"), std::string::npos);
  model::HttpResult result;
  result.status = 200;
  result.body =
      "<a:Envelope><a:Body><loginResponse><result><serverUrl>https://acme.my.salesforce.com/services/Soap/u/64.0/00D1</serverUrl>"
      "<sessionId>00D1!x&amp;y</sessionId></result></loginResponse></a:Body></a:Envelope>";
  const auto token = std::get<Token>(salesforce().signedIn(webhook, result));
  EXPECT_EQ(token.value, "00D1!x&y");
  EXPECT_EQ(token.baseUrl, "https://acme.my.salesforce.com");
  result.body += "<passwordExpired>true</passwordExpired>";
  EXPECT_EQ(std::get<Judgement>(salesforce().signedIn(webhook, result)).verdict, Verdict::kAuth);
  SalesforceRig rig(webhook);
  EXPECT_TRUE(rig.plan().deliver(eventOf("lead.captured", SalesforceRig::lead())).delivered) << "the stand-in takes it";
  SalesforceRig refused(SalesforceRig::webhook(Mode::kKeys, {{"auth", "password"}, {"username", "u"}, {"password", "expired"}}));
  const auto outcome = refused.plan().deliver(eventOf("lead.captured", SalesforceRig::lead()));
  EXPECT_EQ(outcome.last.verdict, Verdict::kAuth);
  EXPECT_NE(outcome.last.says.find("INVALID_LOGIN"), std::string::npos) << outcome.last.says;
  result.status = 500;
  result.body = "<faultcode>sf:SERVER_UNAVAILABLE</faultcode><faultstring>later</faultstring>";
  EXPECT_EQ(std::get<Judgement>(salesforce().signedIn(webhook, result)).verdict, Verdict::kRetry);
}

Judgement salesforceSays(const char* step, int status, const json& body, const json& outputs = {{"who", "003"}}) {
  const auto event = eventOf("lead.captured", SalesforceRig::lead());
  const auto webhook = SalesforceRig::webhook();
  const auto checkpoint = json{{"outputs", outputs}}.dump();
  Occasion occasion{event, webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false};
  occasion.checkpoint = checkpoint;
  occasion.stepName = step;
  model::HttpResult result;
  result.status = status;
  result.body = body.is_string() ? body.get<std::string>() : body.dump();
  return salesforce().conclude(occasion, result).value_or(Judgement{});
}

json salesforceError(const char* code) { return json::array({{{"errorCode", code}, {"message", "its own words"}}}); }

TEST(DestinationsDone4Salesforce, ItsErrorsHaveACauseAndANextStep) {
  struct Case {
    int status;
    const char* code;
    Verdict verdict;
    ErrorClass errorClass;
    int waitSeconds;
  };
  for (const auto& one : {Case{403, "REQUEST_LIMIT_EXCEEDED", Verdict::kThrottle, ErrorClass::kThrottled, 900},
                          Case{400, "UNABLE_TO_LOCK_ROW", Verdict::kRetry, ErrorClass::kServerError, 2},
                          Case{403, "API_DISABLED_FOR_ORG", Verdict::kAuth, ErrorClass::kAuth, 0},
                          Case{403, "INSUFFICIENT_ACCESS", Verdict::kAuth, ErrorClass::kAuth, 0},
                          Case{400, "STRING_TOO_LONG", Verdict::kPermanent, ErrorClass::kRejected, 0},
                          Case{400, "REQUIRED_FIELD_MISSING", Verdict::kPermanent, ErrorClass::kRejected, 0},
                          Case{400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", Verdict::kPermanent, ErrorClass::kRejected, 0},
                          Case{404, "NOT_FOUND", Verdict::kGone, ErrorClass::kNotFound, 0}}) {
    SCOPED_TRACE(one.code);
    const json error = salesforceError(one.code);
    const json composite{{"compositeResponse",
                          {{{"referenceId", "lead"}, {"httpStatusCode", 400}, {"body", salesforceError("PROCESSING_HALTED")}},
                           {{"referenceId", "task"}, {"httpStatusCode", one.status}, {"body", error}}}}};
    for (const auto& judged :
         {salesforceSays("save the task", one.status, error), salesforceSays("save the lead and the task", 200, composite)}) {
      EXPECT_EQ(judged.verdict, one.verdict);
      EXPECT_EQ(judged.errorClass, one.errorClass);
      EXPECT_EQ(judged.waitAsked.value_or(base::Millis{0}), base::Millis{std::chrono::seconds{one.waitSeconds}});
      EXPECT_FALSE(judged.says.empty());
      EXPECT_FALSE(judged.helps.empty());
      EXPECT_EQ(judged.certain, one.verdict == Verdict::kAuth);
    }
  }
}

TEST(DestinationsDone4Salesforce, AnAnswerThatIsNotSalesforcesCountsForNothing) {
  for (const auto& body :
       {json("<html>Maintenance</html>"), json("{}"), json("[]"), json::parse(R"({"compositeResponse":7})"),
        json::parse(R"({"compositeResponse":[{"referenceId":"lead","httpStatusCode":"200"}]})"), json::parse(R"({"records":7})")})
    for (const auto* step : {"find the contact", "find the lead", "save the lead and the task", "create the lead", "look for the task"}) {
      const auto judged = salesforceSays(step, 200, body, {{"noContact", true}});
      EXPECT_EQ(judged.verdict, Verdict::kRetry) << step << body;
      EXPECT_FALSE(judged.more) << "what is not said to be missing is not written";
    }
}

TEST(DestinationsDone4Salesforce, ACompositeCallThatOnlySaysItWasUndoneGoesAgain) {
  const json part{{"httpStatusCode", 400}, {"body", salesforceError("PROCESSING_HALTED")}};
  json lead = part;
  lead["referenceId"] = "lead";
  json task = part;
  task["referenceId"] = "task";
  const auto judged = salesforceSays("save the lead and the task", 200, {{"compositeResponse", {lead, task}}});
  EXPECT_EQ(judged.verdict, Verdict::kRetry);
  EXPECT_FALSE(judged.more);
}

TEST(DestinationsDone4Salesforce, AKnownLeadThatWasDeletedMeanwhileIsLookedForAgain) {
  for (const auto* code : {"REQUIRED_FIELD_MISSING", "ENTITY_IS_DELETED", "CANNOT_UPDATE_CONVERTED_LEAD"}) {
    const json part{{"referenceId", "lead"}, {"httpStatusCode", 400}, {"body", salesforceError(code)}};
    const auto judged = salesforceSays("save the lead and the task", 200, {{"compositeResponse", json::array({part})}},
                                       {{"noContact", true}, {"known", true}});
    EXPECT_TRUE(judged.more) << code;
    EXPECT_EQ(json::parse(judged.checkpoint.value_or(""))["outputs"], json::object());
  }
}

TEST(DestinationsDone4Salesforce, ARefusedSignInPutsTheWebhookOnHoldAndSaysWhy) {
  const auto signedIn = [](int status, const json& body) {
    model::HttpResult result;
    result.status = status;
    result.body = body.is_string() ? body.get<std::string>() : body.dump();
    return salesforce().signedIn(SalesforceRig::webhook(), result);
  };
  for (const auto& [status, error] :
       {std::pair{400, "invalid_grant"}, {401, "invalid_client"}, {400, "invalid_client_id"}, {400, "inactive_user"}}) {
    const auto judged = std::get<Judgement>(signedIn(status, {{"error", error}, {"error_description", "its own words"}}));
    EXPECT_EQ(judged.verdict, Verdict::kAuth) << error;
    EXPECT_TRUE(judged.certain);
    EXPECT_NE(judged.says.find("its own words"), std::string::npos);
  }
  EXPECT_EQ(std::get<Judgement>(signedIn(503, "maintenance")).verdict, Verdict::kRetry);
  EXPECT_EQ(std::get<Judgement>(signedIn(429, "")).verdict, Verdict::kThrottle);
  EXPECT_EQ(std::get<Judgement>(signedIn(200, "<html>")).verdict, Verdict::kRetry);
  EXPECT_EQ(std::get<Judgement>(signedIn(200, {{"access_token", "t"}, {"instance_url", "file:///etc"}})).verdict, Verdict::kRetry);
  const auto token = std::get<Token>(signedIn(200, {{"access_token", "t"}, {"instance_url", "https://a.my.salesforce.com/"}}));
  EXPECT_EQ(token.baseUrl, "https://a.my.salesforce.com");
  EXPECT_FALSE(token.goodFor);
}

TEST(DestinationsDone4Salesforce, ASessionThatNoNewTokenMendsIsNotOpenedAgain) {
  const json hopeless =
      json::array({{{"errorCode", "INVALID_SESSION_ID"}, {"message", "This session is not valid for use with the REST API"}}});
  EXPECT_FALSE(salesforceSays("save the task", 401, hopeless).signInAgain);
  EXPECT_TRUE(salesforceSays("save the task", 401, salesforceError("INVALID_SESSION_ID")).signInAgain);
}

TEST(DestinationsDone4Salesforce, ItIsLeftInPeaceWhenItsLimitIsReached) {
  model::HttpResult result;
  result.status = 200;
  const auto quiet = [&result](const char* usage) {
    result.headers = {{"Sforce-Limit-Info", usage}};
    return salesforce().quiet(result);
  };
  EXPECT_EQ(quiet("api-usage=5000/5000"), base::Millis{std::chrono::minutes{15}});
  EXPECT_FALSE(quiet("api-usage=18/5000"));
  for (const auto* odd : {"", "api-usage=", "api-usage=x/y", "api-usage=5/", "api-usage=0/0", "per-app-api-usage=1"})
    EXPECT_FALSE(quiet(odd)) << odd;
}

TEST(DestinationsDone5Salesforce, NoTextBreaksARecordOrReachesIntoTheCall) {
  auto texts = hostileTexts();
  for (const auto* more : {"@{lead.id}", "@@{lead.id}{lead.id}", "@{", "x@{task.id}y", "' OR Name LIKE '%"}) texts.emplace_back(more);
  std::string wide;
  for (int i = 0; i < 40'000; ++i) wide += "\U0001F600";
  texts.push_back(wide);
  for (const auto mode : {Mode::kKeys, Mode::kCompatibility})
    for (const auto& text : texts) {
      SalesforceRig rig(SalesforceRig::webhook(mode, {{"properties", {{"Title", "{{data.name}}"}}}}));
      const auto event = eventOf("lead.captured", {{"email", "jo@example.com"},
                                                   {"name", text},
                                                   {"company", text},
                                                   {"phone", text},
                                                   {"source", text},
                                                   {"conversationSummary", text}});
      // The lead's outcome is unknown once.
      const auto outcome = rig.plan().deliver(event, {{4, Mishap::kDroppedAfter}});
      EXPECT_TRUE(outcome.delivered) << text.substr(0, 60) << outcome.last.says;
      const auto records = rig.records();
      ASSERT_EQ(records["leads"].size(), 1U) << text.substr(0, 60);
      ASSERT_EQ(records["tasks"].size(), 1U) << text.substr(0, 60);
      EXPECT_EQ(records["tasks"][0]["WhoId"], records["leads"][0]["Id"]);
      EXPECT_TRUE(records["tasks"][0]["Description"].get<std::string>().ends_with("[Hookline event evt_0000000abcdef]"));
    }
}

TEST(DestinationsDone5Salesforce, AnAddressIsNothingButAnAddressInAQuery) {
  for (const auto* email : {"@x' OR Email LIKE '%", "@x' OR Name != '", "@\\", "@x\\' OR Id != '", "%@%", "_o@example.com", "@\x01",
                            "jo@example.com' LIMIT 200 --", "@x'\n\t\"y"}) {
    for (const auto mode : {Mode::kKeys, Mode::kCompatibility}) {
      SalesforceRig rig(SalesforceRig::webhook(mode));
      rig.makeContact();
      rig.makeLead();
      const auto outcome = rig.plan().deliver(eventOf("handoff.requested", {{"reason", "x"}, {"visitorEmail", email}}));
      EXPECT_TRUE(outcome.delivered) << email << outcome.last.says;
      ASSERT_EQ(rig.records()["tasks"].size(), 1U) << email;
      EXPECT_EQ(rig.records()["tasks"][0].value("WhoId", json()), json()) << email << " found somebody";
    }
  }
  SalesforceRig rig(SalesforceRig::webhook());
  const auto contact = rig.makeContact("o'neil@example.com");
  rig.plan().deliver(eventOf("handoff.requested", {{"reason", "x"}, {"visitorEmail", "O'Neil@example.com"}}));
  EXPECT_EQ(rig.records()["tasks"][0]["WhoId"], contact);
}

TEST(DestinationsDone5Salesforce, TextsAreCutBetweenCharacters) {
  const auto faces = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "\U0001F600";
    return text;
  };
  auto data = SalesforceRig::lead();
  data["name"] = faces(21) + " " + faces(41);
  data["company"] = faces(300);
  const auto body = salesforceBody(SalesforceRig::webhook(), eventOf("lead.captured", data), {{"noContact", true}, {"noLead", true}});
  const auto& lead = body["compositeRequest"][0]["body"];
  for (const auto& [field, most] : {std::pair{"FirstName", 40U}, {"LastName", 80U}, {"Company", 255U}}) {
    const auto text = lead[field].get<std::string>();
    EXPECT_LE(lengthOf(text, Count::kUtf16), most) << field;
    EXPECT_TRUE(base::isUtf8(text) && text.ends_with("\u2026")) << field;
  }
}

TEST(DestinationsBadInputSalesforce, WhatIsWrongIsNamedByField) {
  const auto faultsOf = [](const json& changes) {
    model::Webhook webhook;
    webhook.kind = model::WebhookKind::kSalesforce;
    webhook.settings = {{"myDomainUrl", "https://acme.my.salesforce.com"}, {"clientId", "key"}, {"clientSecret", "secret"}};
    webhook.settings.update(changes);
    std::map<std::string, std::string> out;
    for (const auto& fault : settle(webhook)) out[fault.path] = fault.message;
    return out;
  };
  EXPECT_TRUE(faultsOf(json::object()).empty());
  for (const auto* host : {"https://login.salesforce.com", "http://acme.my.salesforce.com", "https://acme.my.salesforce.com.evil.example"})
    EXPECT_TRUE(faultsOf({{"myDomainUrl", host}}).contains("/settings/myDomainUrl")) << host;
  EXPECT_TRUE(faultsOf({{"myDomainUrl", "https://acme--test.sandbox.my.salesforce.com/"}}).empty());
  EXPECT_TRUE(faultsOf({{"clientSecret", ""}}).contains("/settings/clientSecret"));
  EXPECT_TRUE(faultsOf({{"leadKeyField", "Key"}}).contains("/settings/leadKeyField"));
  EXPECT_TRUE(faultsOf({{"leadKeyField", "Key__c"}}).contains("/settings/taskKeyField")) << "one without the other";
  EXPECT_TRUE(faultsOf({{"taskKeyField", "Key__c"}}).contains("/settings/leadKeyField"));
  EXPECT_TRUE(faultsOf({{"apiVersion", "v67"}}).contains("/settings/apiVersion"));
  EXPECT_TRUE(faultsOf({{"duplicates", "ignore"}}).contains("/settings/duplicates"));
  EXPECT_TRUE(faultsOf({{"properties", {{"Email", "x"}}}}).contains("/settings/properties/Email"));
  EXPECT_TRUE(faultsOf({{"clientId", ""}}).contains("/settings/clientId"));
  const auto password = faultsOf({{"auth", "password"}, {"clientId", ""}, {"clientSecret", ""}});
  EXPECT_TRUE(password.contains("/settings/username") && password.contains("/settings/password"));
  EXPECT_EQ(password.size(), 2U);
  const auto jwt = faultsOf({{"auth", "jwt"}, {"privateKeyPem", "nonsense"}});
  EXPECT_TRUE(jwt.contains("/settings/username"));
  EXPECT_NE(jwt.at("/settings/privateKeyPem").find("cannot be read"), std::string::npos);
}

}  // namespace
}  // namespace hookline::destinations::testing
