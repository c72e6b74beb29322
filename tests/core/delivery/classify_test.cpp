#include "delivery/classify.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace hookline::delivery {
namespace {

using model::ErrorClass;
using model::NetFault;
using model::Verdict;

constexpr base::WallTime kNow{base::Millis{1764000000000}};

Classified ofStatus(int status, std::string retryAfter = {}) {
  model::HttpResult result;
  result.status = status;
  if (!retryAfter.empty()) result.headers.push_back({"Retry-After", std::move(retryAfter)});
  return classify(result, kNow);
}

Classified ofFault(NetFault fault) {
  model::HttpResult result;
  result.fault = fault;
  return classify(result, kNow);
}

const std::set<int> kPermanent{400, 405, 406, 411, 413, 414, 415, 422, 431, 501};
const std::set<int> kAuth{401, 403, 407};

/// delivery.md §2, row by row.
Verdict expectedVerdict(int status) {
  if (status >= 200 && status < 300) return Verdict::kDelivered;
  if (kPermanent.contains(status)) return Verdict::kPermanent;
  if (kAuth.contains(status)) return Verdict::kAuth;
  if (status == 410) return Verdict::kGone;
  if (status == 429) return Verdict::kThrottle;
  return Verdict::kRetry;
}

ErrorClass expectedClass(int status) {
  if (status >= 200 && status < 300) return ErrorClass::kNone;
  if (status >= 300 && status < 400) return ErrorClass::kRedirect;
  if (kPermanent.contains(status)) return ErrorClass::kRejected;
  if (kAuth.contains(status)) return ErrorClass::kAuth;
  switch (status) {
    case 404:
      return ErrorClass::kNotFound;
    case 409:
      return ErrorClass::kConflict;
    case 410:
      return ErrorClass::kGone;
    case 429:
      return ErrorClass::kThrottled;
    case 408:
    case 425:
      return ErrorClass::kServerError;
    default:
      return status >= 500 ? ErrorClass::kServerError : ErrorClass::kOtherStatus;
  }
}

TEST(Classify, EveryStatusMeansWhatTheTableSays) {
  for (int status = 100; status < 600; ++status) {
    const auto classified = ofStatus(status);
    EXPECT_EQ(classified.verdict, expectedVerdict(status)) << status;
    EXPECT_EQ(classified.errorClass, expectedClass(status)) << status;
    EXPECT_FALSE(classified.maybeDelivered) << status << ": a complete answer leaves nothing open";
    EXPECT_FALSE(classified.waitAsked) << status;
  }
}

TEST(Classify, RetryAfterIsHeardWhereARetryFollows) {
  for (const int status : {404, 408, 409, 425, 429, 500, 502, 503, 504}) {
    EXPECT_EQ(ofStatus(status, "7").waitAsked, base::Millis{7000}) << status;
  }
  for (const int status : {200, 302, 400, 401, 410, 422}) EXPECT_FALSE(ofStatus(status, "7").waitAsked) << status;
}

TEST(Classify, AnOverloadedReceiverThrottlesOnlyWhenItNamesATime) {
  EXPECT_EQ(ofStatus(503).verdict, Verdict::kRetry);
  const auto named = ofStatus(503, "30");
  EXPECT_EQ(named.verdict, Verdict::kThrottle);
  EXPECT_EQ(named.errorClass, ErrorClass::kThrottled);
  EXPECT_EQ(ofStatus(503, "soon").verdict, Verdict::kRetry);
}

struct FaultRow {
  NetFault fault;
  Verdict verdict;
  ErrorClass errorClass;
  bool maybeDelivered;
};

constexpr FaultRow kFaults[] = {
    {NetFault::kBadUrl, Verdict::kForbidden, ErrorClass::kConfiguration, false},
    {NetFault::kForbiddenAddress, Verdict::kForbidden, ErrorClass::kForbiddenAddress, false},
    {NetFault::kForbiddenHeader, Verdict::kForbidden, ErrorClass::kConfiguration, false},
    {NetFault::kPlainHttp, Verdict::kForbidden, ErrorClass::kConfiguration, false},
    {NetFault::kNoSuchName, Verdict::kRetry, ErrorClass::kNoSuchName, false},
    {NetFault::kResolverDown, Verdict::kOurs, ErrorClass::kOffline, false},
    {NetFault::kNoRoute, Verdict::kOurs, ErrorClass::kOffline, false},
    {NetFault::kRefused, Verdict::kRetry, ErrorClass::kRefused, false},
    {NetFault::kConnectTimeout, Verdict::kRetry, ErrorClass::kConnectTimeout, false},
    {NetFault::kTlsTimeout, Verdict::kRetry, ErrorClass::kConnectTimeout, false},
    {NetFault::kCertificateExpired, Verdict::kRetry, ErrorClass::kCertificateExpired, false},
    {NetFault::kCertificateWrongHost, Verdict::kRetry, ErrorClass::kCertificateWrongHost, false},
    {NetFault::kCertificateUntrusted, Verdict::kRetry, ErrorClass::kCertificateUntrusted, false},
    {NetFault::kTlsOther, Verdict::kRetry, ErrorClass::kTls, false},
    {NetFault::kResetBeforeWrite, Verdict::kRetry, ErrorClass::kReset, false},
    {NetFault::kResetAfterWrite, Verdict::kRetry, ErrorClass::kReset, true},
    {NetFault::kTimeoutAfterWrite, Verdict::kRetry, ErrorClass::kTimeout, true},
    {NetFault::kBrokenAnswer, Verdict::kRetry, ErrorClass::kBrokenAnswer, true},
    {NetFault::kStaleConnection, Verdict::kOurs, ErrorClass::kInterrupted, false},
    {NetFault::kCancelled, Verdict::kOurs, ErrorClass::kInterrupted, true},
    {NetFault::kInternal, Verdict::kRetry, ErrorClass::kInternal, false},
};

TEST(Classify, EveryFaultMeansWhatTheTableSays) {
  static_assert(std::size(kFaults) == static_cast<std::size_t>(NetFault::kInternal), "one row for each fault but kNone");
  for (const auto& row : kFaults) {
    const auto classified = ofFault(row.fault);
    const int number = static_cast<int>(row.fault);
    EXPECT_EQ(classified.verdict, row.verdict) << number;
    EXPECT_EQ(classified.errorClass, row.errorClass) << number;
    EXPECT_EQ(classified.maybeDelivered, row.maybeDelivered) << number;
  }
}

TEST(Classify, AFaultOutweighsAStatusThatCameBeforeIt) {
  model::HttpResult result;
  result.status = 200;
  result.fault = NetFault::kBrokenAnswer;
  EXPECT_EQ(classify(result, kNow).verdict, Verdict::kRetry);
}

TEST(Classify, NoStatusAndNoFaultMayHaveBeenDelivered) {
  const auto classified = classify(model::HttpResult{}, kNow);
  EXPECT_EQ(classified.verdict, Verdict::kRetry);
  EXPECT_TRUE(classified.maybeDelivered);
}

// delivery.md §2 once more, written as its table is: each row with all its statuses, and none left over.

struct DesignRow {
  const char* row;
  std::vector<int> statuses;
  Verdict verdict;
  std::set<ErrorClass> classes;
  bool hearsRetryAfter;
};

std::vector<int> range(int first, int last) {
  std::vector<int> all;
  for (int status = first; status <= last; ++status) all.push_back(status);
  return all;
}

TEST(EngineDone1Verdicts, EveryRowOfTheDesignHoldsForEveryStatus) {
  std::vector<DesignRow> rows{
      {"2xx", range(200, 299), Verdict::kDelivered, {ErrorClass::kNone}, false},
      {"3xx", range(300, 399), Verdict::kRetry, {ErrorClass::kRedirect}, false},
      {"permanent", {400, 405, 406, 411, 413, 414, 415, 422, 431, 501}, Verdict::kPermanent, {ErrorClass::kRejected}, false},
      {"auth", {401, 403, 407}, Verdict::kAuth, {ErrorClass::kAuth}, false},
      {"404 409", {404, 409}, Verdict::kRetry, {ErrorClass::kNotFound, ErrorClass::kConflict}, true},
      {"410", {410}, Verdict::kGone, {ErrorClass::kGone}, false},
      {"429", {429}, Verdict::kThrottle, {ErrorClass::kThrottled}, true},
      {"408 425", {408, 425}, Verdict::kRetry, {ErrorClass::kServerError}, true},
  };
  std::set<int> named;
  for (const auto& row : rows) named.insert(row.statuses.begin(), row.statuses.end());
  DesignRow fives{"5xx", {}, Verdict::kRetry, {ErrorClass::kServerError}, true};
  DesignRow others{"others", {}, Verdict::kRetry, {ErrorClass::kOtherStatus}, true};
  for (int status = 100; status < 600; ++status)
    if (!named.contains(status)) (status >= 500 ? fives : others).statuses.push_back(status);
  rows.push_back(fives);
  rows.push_back(others);

  std::size_t walked = 0;
  for (const auto& row : rows) {
    for (const int status : row.statuses) {
      const auto plain = ofStatus(status);
      EXPECT_EQ(plain.verdict, row.verdict) << row.row << ' ' << status;
      EXPECT_TRUE(row.classes.contains(plain.errorClass)) << row.row << ' ' << status;
      EXPECT_FALSE(plain.maybeDelivered) << row.row << ' ' << status;
      EXPECT_FALSE(plain.waitAsked) << row.row << ' ' << status;
      const auto hinted = ofStatus(status, "7");
      EXPECT_EQ(hinted.waitAsked.has_value(), row.hearsRetryAfter) << row.row << ' ' << status;
      EXPECT_EQ(hinted.verdict, status == 503 ? Verdict::kThrottle : row.verdict) << row.row << ' ' << status;
      ++walked;
    }
  }
  EXPECT_EQ(walked, 500U);
}

TEST(EngineDone1Verdicts, AStatusThatNoStandardKnowsIsTheReceiversFault) {
  for (const int status : {600, 777, 999}) {
    EXPECT_EQ(ofStatus(status).verdict, Verdict::kRetry) << status;
    EXPECT_EQ(ofStatus(status).errorClass, ErrorClass::kServerError) << status;
  }
  for (const int status : {-1, 0, 99, 1000}) {
    EXPECT_EQ(ofStatus(status).errorClass, ErrorClass::kBrokenAnswer) << status;
    EXPECT_TRUE(ofStatus(status).maybeDelivered) << status;
  }
}

TEST(EngineDone1Verdicts, EveryFaultIsCountedMarkedOrOursAsTheDesignSays) {
  const std::set<NetFault> maybe{NetFault::kResetAfterWrite, NetFault::kTimeoutAfterWrite, NetFault::kBrokenAnswer, NetFault::kCancelled};
  const std::set<NetFault> ours{NetFault::kResolverDown, NetFault::kNoRoute, NetFault::kStaleConnection, NetFault::kCancelled};
  const std::set<NetFault> forbidden{NetFault::kBadUrl, NetFault::kForbiddenAddress, NetFault::kForbiddenHeader, NetFault::kPlainHttp};
  for (int i = 1; i <= static_cast<int>(NetFault::kInternal); ++i) {
    const auto fault = static_cast<NetFault>(i);
    const auto classified = ofFault(fault);
    EXPECT_EQ(classified.maybeDelivered, maybe.contains(fault)) << i;
    EXPECT_EQ(classified.verdict == Verdict::kOurs, ours.contains(fault)) << i;
    EXPECT_EQ(classified.verdict == Verdict::kForbidden, forbidden.contains(fault)) << i;
    EXPECT_EQ(classified.verdict == Verdict::kRetry, !ours.contains(fault) && !forbidden.contains(fault)) << i;
    EXPECT_NE(classified.errorClass, ErrorClass::kNone) << i;
  }
}

// ---- what a destination reads out of an answer goes before the table

model::HttpResult answered(int status, std::vector<model::HttpHeader> headers, std::string body = {}) {
  model::HttpResult result;
  result.status = status;
  result.headers = std::move(headers);
  result.body = std::move(body);
  return result;
}

Classified classifiedFor(model::WebhookKind kind, const model::HttpResult& result) {
  const model::Event event;
  model::Webhook webhook;
  webhook.kind = kind;
  return classify(destinations::Occasion{.event = event, .webhook = webhook, .delivery = {}, .now = kNow}, result);
}

TEST(EngineDone1Verdicts, OfAWaitInTheBodyAndOneInAHeaderTheLongerHolds) {
  for (const auto& [header, body] : {std::pair{"60", "5"}, std::pair{"5", "60"}}) {
    const auto limited = answered(429, {{"Retry-After", header}}, std::string(R"({"message":"slow","retry_after":)") + body + "}");
    EXPECT_EQ(classifiedFor(model::WebhookKind::kDiscord, limited).waitAsked, base::Millis{60000}) << header;
  }
}

TEST(EngineDone1Verdicts, NoServiceKeepsItsWebhookQuietForMoreThanADay) {
  const auto left = [](std::string interval) {
    return answered(200, {{"X-HubSpot-RateLimit-Remaining", "0"}, {"X-HubSpot-RateLimit-Interval-Milliseconds", std::move(interval)}});
  };
  EXPECT_EQ(classifiedFor(model::WebhookKind::kHubspot, left("10000")).quiet, base::Millis{10000});
  EXPECT_EQ(classifiedFor(model::WebhookKind::kHubspot, left("999999999999")).quiet, base::Millis{std::chrono::hours{24}});
}

}  // namespace
}  // namespace hookline::delivery
