// The bodies of integrations.md §15, to the letter: what a stand-in answers when a fault script names one.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "core/sandbox/stand_ins_rig.h"

namespace hookline::sandbox::testing {
namespace {

using nlohmann::json;

struct Shape {
  const char* service;
  const char* name;
  int status;
  const char* type;
  const char* body;  ///< "…" stands for any text
  std::vector<std::pair<const char*, const char*>> headers = {};
};

constexpr const char* kJson = "application/json";
constexpr const char* kHtml = "text/html";

const std::vector<Shape>& chatShapes() {
  static const std::vector<Shape> kShapes{
      {"slack", "invalid_payload", 400, kHtml, "invalid_payload"},
      {"slack", "no_text", 400, kHtml, "no_text"},
      {"slack", "invalid_token", 403, kHtml, "invalid_token"},
      {"slack", "action_prohibited", 403, kHtml, "action_prohibited"},
      {"slack", "no_service", 404, kHtml, "no_service"},
      {"slack", "channel_not_found", 404, kHtml, "channel_not_found"},
      {"slack", "channel_is_archived", 410, kHtml, "channel_is_archived"},
      {"slack", "rollup_error", 500, kHtml, "rollup_error"},
      {"slack", "rate_limited", 429, kHtml, "rate_limited", {{"Retry-After", "1"}}},
      {"discord",
       "rate_limited",
       429,
       kJson,
       R"({"message":"You are being rate limited.","retry_after":0.65,"global":false})",
       {{"Retry-After", "1"},
        {"X-RateLimit-Limit", "5"},
        {"X-RateLimit-Remaining", "0"},
        {"X-RateLimit-Reset-After", "0.65"},
        {"X-RateLimit-Bucket", "abcd"},
        {"X-RateLimit-Scope", "user"}}},
      {"discord", "unknown_webhook", 404, kJson, R"({"message":"Unknown Webhook","code":10015})"},
      {"discord", "invalid_token", 401, kJson, R"({"message":"Invalid Webhook Token","code":50027})"},
      {"discord", "empty_message", 400, kJson, R"({"message":"Cannot send an empty message","code":50006})"},
      {"discord", "invalid_form_body", 400, kJson,
       R"({"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{"fields":{"0":{"value":{"_errors":[{"code":"BASE_TYPE_REQUIRED","message":"This field is required"}]}}}}}}})"},
      {"pagerduty", "invalid_event", 400, kJson, R"({"status":"invalid event","message":"Event object is invalid","errors":["…"]})"},
      {"pagerduty", "throttled", 429, kJson, R"({"status":"throttle exceeded","message":"Request Limit Exceeded"})"},
      {"teams", "bad_request", 400, kJson, R"({"error":{"code":"…","message":"…"}})"},
      {"teams", "unauthorized", 401, kJson, R"({"error":{"code":"…","message":"…"}})"},
      {"teams", "not_found", 404, kJson, R"({"error":{"code":"…","message":"…"}})"},
      {"telegram", "rate_limited", 429, kJson,
       R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 2","parameters":{"retry_after":2}})"},
      {"telegram", "migrated", 400, kJson,
       R"({"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001234567890}})"},
      {"telegram", "kicked", 403, kJson,
       R"({"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the supergroup chat"})"},
  };
  return kShapes;
}

const std::vector<Shape>& crmShapes() {
  static const std::vector<Shape> kShapes{
      {"hubspot", "conflict", 409, kJson,
       R"({"status":"error","message":"Contact already exists. Existing ID: 101","correlationId":"…","category":"CONFLICT"})"},
      {"hubspot", "rate_limited", 429, kJson,
       R"({"status":"error","message":"You have reached your ten_secondly_rolling limit.","errorType":"RATE_LIMIT","correlationId":"…","policyName":"TEN_SECONDLY_ROLLING"})"},
      {"hubspot", "search_rate_limited", 429, kJson,
       R"({"status":"error","message":"You have reached your secondly limit.","errorType":"RATE_LIMIT","correlationId":"…","policyName":"…"})"},
      {"hubspot", "invalid_authentication", 401, kJson,
       R"({"status":"error","message":"…","correlationId":"…","category":"INVALID_AUTHENTICATION"})"},
      {"hubspot", "missing_scopes", 403, kJson,
       R"({"status":"error","message":"…","correlationId":"…","category":"MISSING_SCOPES","context":{"missingScopes":["…"]}})"},
      {"hubspot", "not_found", 404, kJson, R"({"status":"error","message":"…","correlationId":"…","category":"OBJECT_NOT_FOUND"})"},
      {"hubspot", "partial", 207, kJson,
       R"({"status":"COMPLETE","results":[],"numErrors":1,"errors":[{"status":"error","category":"VALIDATION_ERROR","message":"…","context":{},"links":{},"errors":[]}],"startedAt":"…","completedAt":"…"})"},
      {"salesforce", "invalid_grant", 400, kJson, R"({"error":"invalid_grant","error_description":"expired access/refresh token"})"},
      {"salesforce", "invalid_client", 401, kJson, R"({"error":"invalid_client","error_description":"invalid client credentials"})"},
      {"salesforce", "invalid_session", 401, kJson, R"([{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}])"},
      {"salesforce", "request_limit", 403, kJson, R"([{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}])"},
      {"salesforce", "duplicates", 400, kJson,
       R"([{"duplicateResult":{"allowSave":true,"duplicateRule":"Standard_Lead_Duplicate_Rule","duplicateRuleEntityType":"Lead","errorMessage":"…","matchResults":[{"entityType":"Lead","matchRecords":[{"record":{"Id":"…"}}]}]},"errorCode":"DUPLICATES_DETECTED","message":"Use one of these records?"}])"},
      {"salesforce", "rolled_back", 200, kJson,
       R"({"compositeResponse":[{"body":[{"errorCode":"PROCESSING_HALTED","message":"The transaction was rolled back since another operation in the same transaction failed."}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"lead"},{"body":[{"errorCode":"…","message":"…","fields":["…"]}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"task"}]})"},
      {"zendesk", "record_invalid", 422, kJson,
       R"({"error":"RecordInvalid","description":"Record validation errors","details":{"base":[{"description":"Subject: cannot be blank","error":"BlankValue","field_key":"subject"}]}})"},
      {"zendesk",
       "rate_limited",
       429,
       "text/plain",
       "Number of allowed API requests per minute exceeded",
       {{"Retry-After", "30"}, {"X-Rate-Limit", "700"}, {"X-Rate-Limit-Remaining", "0"}}},
      {"zendesk", "idempotent_request_error", 400, kJson,
       R"({"error":"IdempotentRequestError","description":"Request parameters don't match the given idempotency key"})"},
      {"zendesk", "invalid_token", 401, kJson,
       R"({"error":"invalid_token","error_description":"The access token provided is expired, revoked, malformed or invalid for other reasons."})"},
  };
  return kShapes;
}

std::vector<Shape> shapes() {
  auto all = chatShapes();
  all.insert(all.end(), crmShapes().begin(), crmShapes().end());
  return all;
}

/// Whether `seen` is `wanted`, key by key, where "…" is any text.
bool alike(const json& wanted, const json& seen) {
  if (wanted == "…") return seen.is_string() && !seen.get_ref<const std::string&>().empty();
  if (wanted.type() != seen.type() && !(wanted.is_number() && seen.is_number())) return false;
  if (!wanted.is_structured()) return wanted == seen;
  if (wanted.size() != seen.size()) return false;
  if (wanted.is_array()) return std::equal(wanted.begin(), wanted.end(), seen.begin(), alike);
  return std::all_of(wanted.items().begin(), wanted.items().end(),
                     [&seen](const auto& member) { return seen.contains(member.key()) && alike(member.value(), seen.at(member.key())); });
}

/// Of any case, as header names are.
std::string headerIn(const support::RawResponse& response, std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto at = response.headers.find(name);
  return at == response.headers.end() ? std::string() : at->second;
}

using DestinationsDone6Shapes = StandIns;

TEST_F(DestinationsDone6Shapes, EachIsAnsweredToTheLetterWhenAScriptNamesIt) {
  for (const auto& shape : shapes()) {
    SCOPED_TRACE(std::string(shape.service) + " " + shape.name);
    const std::string service = shape.service;
    ASSERT_EQ(send("POST", "/_sandbox/" + service + "/faults", json{{"answer", shape.name}}.dump()).status, 204);
    const auto seen = send("POST", "/" + service + "/anything", "{}");
    EXPECT_EQ(seen.status, shape.status);
    EXPECT_EQ(headerIn(seen, "Content-Type"), shape.type);
    for (const auto& [name, value] : shape.headers) EXPECT_EQ(headerIn(seen, name), value) << name;
    if (shape.type == std::string(kJson))
      EXPECT_TRUE(alike(json::parse(shape.body), json::parse(seen.body, nullptr, false))) << seen.body;
    else
      EXPECT_EQ(seen.body, shape.body);
  }
}

TEST_F(DestinationsDone6Shapes, ANameThatIsNoneIsRefusedWithThoseThereAre) {
  const auto refused = send("POST", "/_sandbox/slack/faults", json{{"answer", "gone_fishing"}}.dump());
  EXPECT_EQ(refused.status, 422);
  for (const auto* name : {"/answer must be one of", "invalid_payload", "channel_is_archived"})
    EXPECT_NE(refused.body.find(name), std::string::npos) << refused.body;
  EXPECT_EQ(refused.body.find("duplicates"), std::string::npos);
  EXPECT_EQ(send("POST", "/_sandbox/slack/faults", json{{"answer", "no_text"}, {"status", 200}}.dump()).status, 422);
}

/// None is in the stand-ins that this table does not hold: a new one is written down here first.
TEST_F(DestinationsDone6Shapes, TheTableHoldsAllOfThem) {
  for (const auto* service : {"slack", "discord", "teams", "telegram", "pagerduty", "hubspot", "salesforce", "zendesk"}) {
    const auto refused = send("POST", std::string("/_sandbox/") + service + "/faults", json{{"answer", "none"}}.dump()).body;
    const auto sentence = json::parse(refused).at("error").get<std::string>();
    const auto from = sentence.find("one of ") + 7;
    std::istringstream names(sentence.substr(from, sentence.rfind('.') - from));
    const auto known = shapes();
    for (std::string name; names >> name;) {
      if (name.back() == ',') name.pop_back();
      EXPECT_TRUE(std::any_of(known.begin(), known.end(),
                              [&](const Shape& shape) { return shape.service == std::string(service) && shape.name == name; }))
          << service << " " << name;
    }
  }
}

}  // namespace
}  // namespace hookline::sandbox::testing
