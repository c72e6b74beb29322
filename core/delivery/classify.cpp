#include "delivery/classify.h"

#include "delivery/retry_after.h"
#include "destinations/destination.h"

namespace hookline::delivery {
namespace {

using model::ErrorClass;
using model::NetFault;
using model::Verdict;

Classified classifyStatus(int status, std::optional<base::Millis> waitAsked) {
  switch (status) {
    case 400:
    case 405:
    case 406:
    case 411:
    case 413:
    case 414:
    case 415:
    case 422:
    case 431:
    case 501:
      return {Verdict::kPermanent, ErrorClass::kRejected, false, {}};
    case 401:
    case 403:
    case 407:
      return {Verdict::kAuth, ErrorClass::kAuth, false, {}};
    case 404:
      return {Verdict::kRetry, ErrorClass::kNotFound, false, waitAsked};
    case 409:
      return {Verdict::kRetry, ErrorClass::kConflict, false, waitAsked};
    case 410:
      return {Verdict::kGone, ErrorClass::kGone, false, {}};
    case 429:
      return {Verdict::kThrottle, ErrorClass::kThrottled, false, waitAsked};
    case 503:
      if (waitAsked) return {Verdict::kThrottle, ErrorClass::kThrottled, false, waitAsked};
      break;
    default:
      break;
  }
  if (status >= 200 && status < 300) return {};
  if (status >= 300 && status < 400) return {Verdict::kRetry, ErrorClass::kRedirect, false, {}};
  if (status == 408 || status == 425 || status >= 500) return {Verdict::kRetry, ErrorClass::kServerError, false, waitAsked};
  return {Verdict::kRetry, ErrorClass::kOtherStatus, false, waitAsked};
}

Classified classifyFault(NetFault fault) {
  switch (fault) {
    case NetFault::kNone:
      break;
    case NetFault::kBadUrl:
    case NetFault::kForbiddenHeader:
    case NetFault::kPlainHttp:
      return {Verdict::kForbidden, ErrorClass::kConfiguration, false, {}};
    case NetFault::kForbiddenAddress:
      return {Verdict::kForbidden, ErrorClass::kForbiddenAddress, false, {}};
    case NetFault::kNoSuchName:
      return {Verdict::kRetry, ErrorClass::kNoSuchName, false, {}};
    case NetFault::kResolverDown:
    case NetFault::kNoRoute:
      return {Verdict::kOurs, ErrorClass::kOffline, false, {}};
    case NetFault::kRefused:
      return {Verdict::kRetry, ErrorClass::kRefused, false, {}};
    case NetFault::kConnectTimeout:
    case NetFault::kTlsTimeout:
      return {Verdict::kRetry, ErrorClass::kConnectTimeout, false, {}};
    case NetFault::kCertificateExpired:
      return {Verdict::kRetry, ErrorClass::kCertificateExpired, false, {}};
    case NetFault::kCertificateWrongHost:
      return {Verdict::kRetry, ErrorClass::kCertificateWrongHost, false, {}};
    case NetFault::kCertificateUntrusted:
      return {Verdict::kRetry, ErrorClass::kCertificateUntrusted, false, {}};
    case NetFault::kTlsOther:
      return {Verdict::kRetry, ErrorClass::kTls, false, {}};
    case NetFault::kResetBeforeWrite:
      return {Verdict::kRetry, ErrorClass::kReset, false, {}};
    case NetFault::kResetAfterWrite:
      return {Verdict::kRetry, ErrorClass::kReset, true, {}};
    case NetFault::kTimeoutAfterWrite:
      return {Verdict::kRetry, ErrorClass::kTimeout, true, {}};
    case NetFault::kBrokenAnswer:
      return {Verdict::kRetry, ErrorClass::kBrokenAnswer, true, {}};
    case NetFault::kStaleConnection:
    case NetFault::kCancelled:
      return {Verdict::kOurs, ErrorClass::kInterrupted, fault == NetFault::kCancelled, {}};
    case NetFault::kInternal:
      return {Verdict::kRetry, ErrorClass::kInternal, false, {}};
  }
  return {Verdict::kRetry, ErrorClass::kInternal, false, {}};
}

}  // namespace

Classified classify(const model::HttpResult& result, base::WallTime now) {
  if (result.fault != NetFault::kNone) return classifyFault(result.fault);
  if (!result.status) return {Verdict::kRetry, ErrorClass::kBrokenAnswer, true, {}};
  return classifyStatus(*result.status, retryAfter(result.headers, now));
}

Classified classify(const model::Webhook& webhook, const model::HttpResult& result, base::WallTime now) {
  auto classified = classify(result, now);
  const auto* destination = destinations::destinationFor(webhook.kind);
  if (const auto judged = destination ? destination->judge(result) : std::nullopt) {
    classified.verdict = judged->verdict;
    classified.errorClass = judged->errorClass;
  }
  return classified;
}

}  // namespace hookline::delivery
