#include "delivery/classify.h"

#include <gtest/gtest.h>

#include <set>

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

}  // namespace
}  // namespace hookline::delivery
