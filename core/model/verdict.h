#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookline::model {

/// What an answer means for the delivery (delivery.md §2): one vocabulary for all destinations.
enum class Verdict { kDelivered, kRetry, kThrottle, kPermanent, kAuth, kGone, kOurs, kForbidden };

/// Why an attempt failed, finer than the verdict: what a person groups by and what cause and help are written from.
/// The numbers are stored: never renumber, only append.
enum class ErrorClass : std::uint8_t {
  kNone = 0,
  kRedirect = 1,
  kRejected = 2,     ///< 400 405 406 411 413 414 415 422 431 501
  kAuth = 3,         ///< 401 403 407
  kNotFound = 4,     ///< 404
  kConflict = 5,     ///< 409
  kGone = 6,         ///< 410
  kThrottled = 7,    ///< 429, 503 with Retry-After
  kServerError = 8,  ///< 408 425 5xx
  kOtherStatus = 9,
  kRefused = 10,
  kConnectTimeout = 11,
  kReset = 12,
  kTimeout = 13,  ///< after the request was written
  kBrokenAnswer = 14,
  kCertificateExpired = 15,
  kCertificateWrongHost = 16,
  kCertificateUntrusted = 17,
  kTls = 18,
  kNoSuchName = 19,
  kForbiddenAddress = 20,
  kOffline = 21,        ///< no route, resolver down: ours, not theirs
  kInterrupted = 22,    ///< cut off by a crash, a stop or a stale connection
  kPoison = 23,         ///< interrupted by three crashes in a row
  kExpired = 24,        ///< held longer than maxHoldMs
  kConfiguration = 25,  ///< bad URL, plain http, forbidden header, unusable secret
  kInternal = 26,
  kWaitsItsTurn = 27,  ///< held: an earlier delivery of its conversation has not ended (delivery.md §1.7)
};

/// The API's word for a class: "server_error", "certificate_expired" …
std::string_view toText(ErrorClass errorClass);
std::optional<ErrorClass> parseErrorClass(std::string_view text);

/// What a destination read out of an answer, as an attempt keeps it in its detail: the cause on the first line, the next step on the
/// second. causeText and helpText know it by its two lines, and by the answer's status where it has no next step.
std::string serviceDetail(std::string_view cause, std::string_view help);

/// Plain language for a person: what happened ("HTTP 503: the receiver says it is overloaded or down"). `detail` is the attempt's own
/// text, where it is at hand: a certificate that is out of date then says since when.
std::string causeText(ErrorClass errorClass, std::optional<int> status, std::string_view detail = {});

/// Whether another try comes by itself, or only when a person wants one: a dead letter.
enum class NextTry { kByItself, kNone };
/// What an attempt knows beyond its class and status; each may be empty.
struct HelpHints {
  std::string_view detail = {};    ///< as for causeText
  std::string_view location = {};  ///< the answer's Location header
};
/// The next step for a person.
std::string helpText(ErrorClass errorClass, std::optional<int> status, NextTry next, const HelpHints& hints = {});

}  // namespace hookline::model
