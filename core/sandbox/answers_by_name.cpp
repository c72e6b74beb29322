#include "sandbox/answers_by_name.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace hookline::sandbox {
namespace {

struct Answer {
  std::string_view service;
  std::string_view name;
  int status;
  std::string_view type;  ///< of its content
  std::string_view body;
  std::vector<model::HttpHeader> headers = {};
};

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kHtml = "text/html";

/// Slack says what is wrong in one word.
Answer slack(int status, std::string_view word, std::vector<model::HttpHeader> headers = {}) {
  return {"slack", word, status, kHtml, word, std::move(headers)};
}

std::vector<Answer> chats() {
  return {slack(400, "invalid_payload"),
          slack(400, "no_text"),
          slack(403, "invalid_token"),
          slack(403, "action_prohibited"),
          slack(404, "no_service"),
          slack(404, "channel_not_found"),
          slack(410, "channel_is_archived"),
          slack(500, "rollup_error"),
          slack(429, "rate_limited", {{"Retry-After", "1"}}),
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
           R"({"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{"fields":{"0":{"value":{"_errors":)"
           R"([{"code":"BASE_TYPE_REQUIRED","message":"This field is required"}]}}}}}}})"},
          {"teams", "bad_request", 400, kJson,
           R"({"error":{"code":"TriggerInputSchemaMismatch","message":"The input body for trigger 'manual' did not match its schema."}})"},
          {"teams", "unauthorized", 401, kJson,
           R"({"error":{"code":"DirectApiAuthorizationRequired","message":"The request must be authenticated by Shared Access scheme."}})"},
          {"teams", "not_found", 404, kJson, R"({"error":{"code":"WorkflowNotFound","message":"The workflow could not be found."}})"},
          {"telegram", "rate_limited", 429, kJson,
           R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 2","parameters":{"retry_after":2}})"},
          {"telegram", "migrated", 400, kJson,
           R"({"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",)"
           R"("parameters":{"migrate_to_chat_id":-1001234567890}})"},
          {"telegram", "kicked", 403, kJson,
           R"({"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the supergroup chat"})"},
          {"pagerduty", "invalid_event", 400, kJson,
           R"({"status":"invalid event","message":"Event object is invalid","errors":["'payload.summary' is missing or blank"]})"},
          {"pagerduty", "throttled", 429, kJson, R"({"status":"throttle exceeded","message":"Request Limit Exceeded"})"}};
}

std::vector<Answer> hubSpot() {
  return {{"hubspot", "conflict", 409, kJson,
           R"({"status":"error","message":"Contact already exists. Existing ID: 101",)"
           R"("correlationId":"aeb5f871-7f07-4993-9211-075dc63e7cbf","category":"CONFLICT"})"},
          {"hubspot", "rate_limited", 429, kJson,
           R"({"status":"error","message":"You have reached your ten_secondly_rolling limit.","errorType":"RATE_LIMIT",)"
           R"("correlationId":"aeb5f871-7f07-4993-9211-075dc63e7cbf","policyName":"TEN_SECONDLY_ROLLING"})"},
          {"hubspot", "search_rate_limited", 429, kJson,
           R"({"status":"error","message":"You have reached your secondly limit.","errorType":"RATE_LIMIT",)"
           R"("correlationId":"aeb5f871-7f07-4993-9211-075dc63e7cbf","policyName":"SECONDLY"})"},
          {"hubspot", "invalid_authentication", 401, kJson,
           R"({"status":"error","message":"Authentication credentials not found.",)"
           R"("correlationId":"aeb5f871-7f07-4993-9211-075dc63e7cbf","category":"INVALID_AUTHENTICATION"})"},
          {"hubspot", "missing_scopes", 403, kJson,
           R"({"status":"error","message":"This app hasn't been granted all required scopes to make this call.",)"
           R"("correlationId":"aeb5f871-7f07-4993-9211-075dc63e7cbf","category":"MISSING_SCOPES",)"
           R"("context":{"missingScopes":["crm.objects.contacts.write"]}})"},
          {"hubspot", "not_found", 404, kJson,
           R"({"status":"error","message":"resource not found","correlationId":"aeb5f871-7f07-4993-9211-075dc63e7cbf",)"
           R"("category":"OBJECT_NOT_FOUND"})"},
          {"hubspot", "partial", 207, kJson,
           R"({"status":"COMPLETE","results":[],"numErrors":1,"errors":[{"status":"error","category":"VALIDATION_ERROR",)"
           R"("message":"Property values were not valid","context":{},"links":{},"errors":[]}],)"
           R"("startedAt":"2026-11-23T20:00:00.000Z","completedAt":"2026-11-23T20:00:00.010Z"})"}};
}

std::vector<Answer> salesforce() {
  return {
      {"salesforce", "invalid_grant", 400, kJson, R"({"error":"invalid_grant","error_description":"expired access/refresh token"})"},
      {"salesforce", "invalid_client", 401, kJson, R"({"error":"invalid_client","error_description":"invalid client credentials"})"},
      {"salesforce", "invalid_session", 401, kJson, R"([{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}])"},
      {"salesforce", "request_limit", 403, kJson, R"([{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}])"},
      {"salesforce", "duplicates", 400, kJson,
       R"([{"duplicateResult":{"allowSave":true,"duplicateRule":"Standard_Lead_Duplicate_Rule","duplicateRuleEntityType":"Lead",)"
       R"("errorMessage":"Use one of these records?","matchResults":[{"entityType":"Lead","matchRecords":[{"record":)"
       R"({"Id":"00Q000000000001AAA"}}]}]},"errorCode":"DUPLICATES_DETECTED","message":"Use one of these records?"}])"},
      {"salesforce", "rolled_back", 200, kJson,
       R"({"compositeResponse":[{"body":[{"errorCode":"PROCESSING_HALTED","message":"The transaction was rolled back since another )"
       R"(operation in the same transaction failed."}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"lead"},{"body":[)"
       R"({"errorCode":"REQUIRED_FIELD_MISSING","message":"Required fields are missing: [Subject]","fields":["Subject"]}],)"
       R"("httpHeaders":{},"httpStatusCode":400,"referenceId":"task"}]})"}};
}

std::vector<Answer> zendesk() {
  return {{"zendesk", "record_invalid", 422, kJson,
           R"({"error":"RecordInvalid","description":"Record validation errors","details":{"base":[)"
           R"({"description":"Subject: cannot be blank","error":"BlankValue","field_key":"subject"}]}})"},
          {"zendesk",
           "rate_limited",
           429,
           "text/plain",
           "Number of allowed API requests per minute exceeded",
           {{"Retry-After", "30"}, {"X-Rate-Limit", "700"}, {"X-Rate-Limit-Remaining", "0"}}},
          {"zendesk", "idempotent_request_error", 400, kJson,
           R"({"error":"IdempotentRequestError","description":"Request parameters don't match the given idempotency key"})"},
          {"zendesk", "invalid_token", 401, kJson,
           R"({"error":"invalid_token","error_description":"The access token provided is expired, revoked, malformed or invalid for other )"
           R"(reasons."})"}};
}

const std::vector<Answer>& allAnswers() {
  static const std::vector<Answer> kAll = [] {
    std::vector<Answer> all;
    for (auto part : {chats(), hubSpot(), salesforce(), zendesk()}) std::move(part.begin(), part.end(), std::back_inserter(all));
    return all;
  }();
  return kAll;
}

}  // namespace

std::optional<ServiceReply> answerByName(std::string_view service, std::string_view name) {
  const auto& all = allAnswers();
  const auto at = std::find_if(all.begin(), all.end(), [&](const Answer& one) { return one.service == service && one.name == name; });
  if (at == all.end()) return std::nullopt;
  ServiceReply reply{at->status, {{"Content-Type", std::string(at->type)}}, std::string(at->body)};
  reply.headers.insert(reply.headers.end(), at->headers.begin(), at->headers.end());
  return reply;
}

std::string answerNames(std::string_view service) {
  std::string names;
  for (const auto& one : allAnswers())
    if (one.service == service) names += (names.empty() ? "" : ", ") + std::string(one.name);
  return names;
}

}  // namespace hookline::sandbox
