#include "delivery/classify.h"

#include <algorithm>
#include <iterator>

#include "delivery/retry_after.h"
#include "destinations/destination.h"

namespace hookline::delivery {
namespace {

using model::ErrorClass;
using model::NetFault;
using model::Verdict;

enum class Hint : bool { kIgnored, kHeard };
enum class When : bool { kAlways, kWaitIsNamed };

struct StatusRow {
  int first;
  int last;
  Verdict verdict;
  ErrorClass errorClass;
  Hint retryAfter;
  When when = When::kAlways;
};

/// delivery.md §2; the first row that fits holds. A status beyond 599 means what 5xx means (RFC 9110 §15).
constexpr StatusRow kStatuses[] = {
    {200, 299, Verdict::kDelivered, ErrorClass::kNone, Hint::kIgnored},
    {300, 399, Verdict::kRetry, ErrorClass::kRedirect, Hint::kIgnored},
    {400, 400, Verdict::kPermanent, ErrorClass::kRejected, Hint::kIgnored},
    {401, 401, Verdict::kAuth, ErrorClass::kAuth, Hint::kIgnored},
    {403, 403, Verdict::kAuth, ErrorClass::kAuth, Hint::kIgnored},
    {404, 404, Verdict::kRetry, ErrorClass::kNotFound, Hint::kHeard},
    {405, 406, Verdict::kPermanent, ErrorClass::kRejected, Hint::kIgnored},
    {407, 407, Verdict::kAuth, ErrorClass::kAuth, Hint::kIgnored},
    {408, 408, Verdict::kRetry, ErrorClass::kServerError, Hint::kHeard},
    {409, 409, Verdict::kRetry, ErrorClass::kConflict, Hint::kHeard},
    {410, 410, Verdict::kGone, ErrorClass::kGone, Hint::kIgnored},
    {411, 411, Verdict::kPermanent, ErrorClass::kRejected, Hint::kIgnored},
    {413, 415, Verdict::kPermanent, ErrorClass::kRejected, Hint::kIgnored},
    {422, 422, Verdict::kPermanent, ErrorClass::kRejected, Hint::kIgnored},
    {425, 425, Verdict::kRetry, ErrorClass::kServerError, Hint::kHeard},
    {429, 429, Verdict::kThrottle, ErrorClass::kThrottled, Hint::kHeard},
    {431, 431, Verdict::kPermanent, ErrorClass::kRejected, Hint::kIgnored},
    {501, 501, Verdict::kPermanent, ErrorClass::kRejected, Hint::kIgnored},
    {503, 503, Verdict::kThrottle, ErrorClass::kThrottled, Hint::kHeard, When::kWaitIsNamed},
    {500, 999, Verdict::kRetry, ErrorClass::kServerError, Hint::kHeard},
    {100, 499, Verdict::kRetry, ErrorClass::kOtherStatus, Hint::kHeard},
};

struct FaultRow {
  NetFault fault;
  Verdict verdict;
  ErrorClass errorClass;
  bool maybeDelivered;
};

/// In the order of NetFault.
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

constexpr bool everyFaultHasItsRow() {
  for (std::size_t i = 0; i < std::size(kFaults); ++i)
    if (static_cast<std::size_t>(kFaults[i].fault) != i + 1) return false;
  return std::size(kFaults) == static_cast<std::size_t>(NetFault::kInternal);
}
static_assert(everyFaultHasItsRow(), "one row for each fault but kNone, in their order");

Classified classifyFault(NetFault fault) {
  const auto& row = kFaults[static_cast<std::size_t>(fault) - 1];
  return {row.verdict, row.errorClass, row.maybeDelivered, {}};
}

/// No status that can be one, no fault: an answer that nobody can read.
Classified unreadable() { return {Verdict::kRetry, ErrorClass::kBrokenAnswer, true, {}}; }

/// What the destination knows goes before the table.
void overrule(Classified& classified, destinations::Judgement judged) {
  if (!judged.byTable) {
    classified.verdict = judged.verdict;
    classified.errorClass = judged.errorClass;
  }
  classified.says = std::move(judged.says);
  classified.helps = std::move(judged.helps);
  classified.certain = judged.certain;
  if (judged.waitAsked)
    classified.waitAsked = std::min(kLongestWait, std::max(classified.waitAsked.value_or(base::Millis{0}), *judged.waitAsked));
  classified.checkpoint = std::move(judged.checkpoint);
  classified.more = judged.more;
  classified.signInAgain = judged.signInAgain;
}

Classified classifyStatus(int status, std::optional<base::Millis> waitAsked) {
  for (const auto& row : kStatuses) {
    if (status < row.first || status > row.last || (row.when == When::kWaitIsNamed && !waitAsked)) continue;
    return {row.verdict, row.errorClass, false, row.retryAfter == Hint::kHeard ? waitAsked : std::nullopt};
  }
  return unreadable();
}

}  // namespace

Classified classify(const model::HttpResult& result, base::WallTime now) {
  if (result.fault != NetFault::kNone) return classifyFault(result.fault);
  if (!result.status) return unreadable();
  return classifyStatus(*result.status, retryAfter(result.headers, now));
}

Classified classify(const destinations::Occasion& occasion, const model::HttpResult& result) {
  auto classified = classify(result, occasion.now);
  const auto* destination = destinations::destinationFor(occasion.webhook.kind);
  if (!destination) return classified;
  if (auto judged = destination->conclude(occasion, result)) overrule(classified, std::move(*judged));
  if (const auto quiet = destination->quiet(result)) classified.quiet = std::min(kLongestWait, *quiet);
  return classified;
}

std::variant<destinations::Token, Classified> classifySignIn(const model::Webhook& webhook, const model::HttpResult& result,
                                                             base::WallTime now) {
  auto classified = classify(result, now);
  classified.maybeDelivered = false;  // nothing of the event was in it
  const auto* destination = destinations::destinationFor(webhook.kind);
  if (!result.status || !destination) return classified;
  auto read = destination->signedIn(webhook, result);
  if (auto* token = std::get_if<destinations::Token>(&read)) return std::move(*token);
  overrule(classified, std::get<destinations::Judgement>(std::move(read)));
  return classified;
}

}  // namespace hookline::delivery
