#include "model/verdict.h"

#include <algorithm>
#include <array>

#include "model/certificate_words.h"
#include "model/status_words.h"

namespace hookline::model {
namespace {

/// What a class means for a person. `cause` completes "HTTP 404: " when there was an answer, or stands alone.
struct Words {
  ErrorClass errorClass;
  std::string_view name;
  std::string_view cause;
  std::string_view help;
  std::string_view helpWhenDead = {};  ///< where `help` speaks of tries to come
};

constexpr std::array kWords = std::to_array<Words>({
    {ErrorClass::kNone, "none", "the receiver took it.", "Nothing is left to do."},
    {ErrorClass::kRedirect, "redirect", "the receiver points to another address, and redirects are not followed.",
     "Ask the receiver's owner for its present address and put it into the webhook's URL."},
    {ErrorClass::kRejected, "rejected", "the receiver does not accept this request, and the same request would not fare better.",
     "Read the response body for its reason, mend the event, and send an edited copy."},
    {ErrorClass::kAuth, "auth", "the receiver does not accept our credentials or signature.",
     "Compare the secret and the headers here with those at the receiver, then retry."},
    {ErrorClass::kNotFound, "not_found", "the receiver knows no such address.",
     "Check the path of the webhook's URL with the receiver's owner, then retry."},
    {ErrorClass::kConflict, "conflict", "the receiver says that this clashes with something it already has.",
     "Look into the receiver for the same record; it is tried again by itself meanwhile.",
     "Look into the receiver for the same record, then retry."},
    {ErrorClass::kGone, "gone", "the receiver says that this address is gone for good.",
     "Give the webhook its new URL and resume it, or delete the webhook; what waits is kept until then."},
    {ErrorClass::kThrottled, "throttled", "the receiver asks us to slow down.",
     "Sending goes on by itself at the time the receiver named; if it happens often, let fewer requests run at once.",
     "Let fewer requests of the webhook run at once, then retry."},
    {ErrorClass::kServerError, "server_error", "the receiver has a fault of its own.",
     "It is tried again by itself; tell the receiver's owner if it goes on.",
     "Its tries are used up: retry it when the receiver has recovered."},
    {ErrorClass::kOtherStatus, "other_status", "the receiver gave an answer that does not say success.",
     "Read the response body for its reason; any 2xx answer would count as delivered."},
    {ErrorClass::kRefused, "refused", "nothing accepts connections at the receiver's address and port.",
     "Check that the receiver is running and that the port in the webhook's URL is right; it is tried again by itself.",
     "Check that the receiver is running and that the port in the webhook's URL is right, then retry."},
    {ErrorClass::kConnectTimeout, "connect_timeout", "the receiver's machine did not answer when we tried to connect.",
     "Check that the receiver is up and that no firewall blocks the way; it is tried again by itself.",
     "Check that the receiver is up and that no firewall blocks the way, then retry."},
    {ErrorClass::kReset, "reset", "the receiver broke the connection off before it answered.",
     "Look into the receiver's log for a crash or a limit at this time; it is tried again by itself.",
     "Look into the receiver's log for a crash or a limit at this time, then retry."},
    {ErrorClass::kTimeout, "timeout", "the receiver got the request but did not answer in time, so it may have worked on it all the same.",
     "Let the receiver answer first and work afterwards, or raise the webhook's time-out; it is tried again by itself.",
     "Let the receiver answer first and work afterwards, or raise the webhook's time-out, then retry."},
    {ErrorClass::kBrokenAnswer, "broken_answer", "the receiver's answer cannot be read, so it may have worked on the request all the same.",
     "Check that the URL leads to a web server and not to something else; it is tried again by itself.",
     "Check that the URL leads to a web server and not to something else, then retry."},
    {ErrorClass::kCertificateExpired, "certificate_expired",
     "the receiver's certificate is out of date, or this computer's clock is wrong.",
     "Ask the receiver's owner to renew the certificate, and check the date and time of this computer."},
    {ErrorClass::kCertificateWrongHost, "certificate_wrong_host", "the receiver's certificate belongs to another host name.",
     "Check the host name in the webhook's URL, or ask the receiver's owner for a certificate that names it."},
    {ErrorClass::kCertificateUntrusted, "certificate_untrusted",
     "the receiver's certificate comes from an issuer that this computer does not trust.",
     "If it is your own issuer, add its certificate to the webhook; otherwise ask the receiver's owner for a complete, public one."},
    {ErrorClass::kTls, "tls", "no secure connection could be agreed on with the receiver.",
     "Check that the port in the URL speaks https, and that the receiver supports TLS 1.2 or newer."},
    {ErrorClass::kNoSuchName, "no_such_name", "the host name in the webhook's URL does not exist.",
     "Check the spelling of the host name; it is tried again by itself in case the name comes back.",
     "Check the spelling of the host name, then retry."},
    {ErrorClass::kForbiddenAddress, "forbidden_address",
     "the webhook's URL leads to an address that Hookline may not reach, so the delivery waits.",
     "Use a public address, or let an administrator allow private addresses, then retry."},
    {ErrorClass::kOffline, "offline", "this computer has no way to the network at the moment, so nothing counts against the receiver.",
     "Check this computer's network; sending goes on by itself when it is back.", "Check this computer's network, then retry."},
    {ErrorClass::kInterrupted, "interrupted", "the attempt was cut off on our side, and it does not count.",
     "Leave it: it goes again by itself.", "Retry it."},
    {ErrorClass::kPoison, "poison", "Hookline stopped three times in a row while it sent this, so it is not tried any more by itself.",
     "Save the case file for the people who run Hookline, then retry by hand."},
    {ErrorClass::kExpired, "expired", "it was held for longer than the webhook allows.",
     "Mend what holds the webhook, then retry; the longest hold can be raised in the webhook."},
    {ErrorClass::kConfiguration, "configuration", "the webhook is set up in a way that cannot be sent.",
     "Open the webhook, check its URL, headers and secret, save it, then retry."},
    {ErrorClass::kWaitsItsTurn, "waits_its_turn",
     "an earlier delivery of the same conversation has not ended, and this webhook keeps their order.",
     "Look at the earlier delivery: this one goes when that has arrived. If that one did not arrive, retry it or purge it."},
    {ErrorClass::kInternal, "internal", "something failed inside Hookline.",
     "It is tried again by itself; save the case file for the people who run Hookline if it goes on.",
     "Save the case file for the people who run Hookline, then retry."},
});

const Words& wordsOf(ErrorClass errorClass) {
  for (const auto& words : kWords)
    if (words.errorClass == errorClass) return words;
  return kWords.back();
}

/// Classes that describe an answer; for the others a status would be beside the point.
bool isAboutAnswer(ErrorClass errorClass) { return errorClass >= ErrorClass::kRedirect && errorClass <= ErrorClass::kOtherStatus; }

constexpr std::string_view kRenewIt =
    "Renew the certificate, or ask the receiver's owner to, then retry. If it is in order, check the date and time of this computer.";
constexpr std::string_view kSetTheClock =
    "Check the date and time of this computer. If they are right, ask the receiver's owner for a certificate that is valid now.";

/// An address from outside becomes part of a sentence only when it cannot be taken for more of it.
bool isShowable(std::string_view location) {
  constexpr std::size_t kLongest = 300;
  return !location.empty() && location.size() <= kLongest &&
         std::all_of(location.begin(), location.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '"'; });
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

}  // namespace

std::string_view toText(ErrorClass errorClass) { return wordsOf(errorClass).name; }

std::optional<ErrorClass> parseErrorClass(std::string_view text) {
  for (const auto& words : kWords)
    if (text == words.name) return words.errorClass;
  return std::nullopt;
}

std::string serviceDetail(std::string_view cause, std::string_view help) {
  return std::string(cause) + (help.empty() ? "" : "\n") + std::string(help);
}

std::string causeText(ErrorClass errorClass, std::optional<int> status, std::string_view detail) {
  if (errorClass == ErrorClass::kCertificateExpired && certificateDateFault(detail)) return std::string(detail);
  const auto general = wordsOf(errorClass).cause;
  const bool ofService = detail.find('\n') != std::string_view::npos;
  if (!status || !isAboutAnswer(errorClass)) return ofService ? std::string(detail.substr(0, detail.find('\n'))) : sentence(general);
  if (!detail.empty()) return "HTTP " + std::to_string(*status) + ": " + std::string(detail.substr(0, detail.find('\n')));
  const auto finer = internal::wordsOfStatus(errorClass, *status).cause;
  return "HTTP " + std::to_string(*status) + ": " + std::string(finer.empty() ? general : finer);
}

std::string helpText(ErrorClass errorClass, std::optional<int> status, NextTry next, const HelpHints& hints) {
  if (errorClass == ErrorClass::kCertificateExpired) {
    if (const auto fault = certificateDateFault(hints.detail))
      return std::string(*fault == CertificateDate::Fault::kExpired ? kRenewIt : kSetTheClock);
  }
  if (errorClass == ErrorClass::kRedirect && (status == 301 || status == 308) && isShowable(hints.location))
    return "The new address is \"" + std::string(hints.location) + "\": if you trust it, put it into the webhook's URL, then retry.";
  if (const auto end = hints.detail.find('\n'); end != std::string_view::npos) return std::string(hints.detail.substr(end + 1));
  const auto finer = status && isAboutAnswer(errorClass) ? internal::wordsOfStatus(errorClass, *status).help : std::string_view{};
  if (!finer.empty()) return std::string(finer);
  const auto& words = wordsOf(errorClass);
  return std::string(next == NextTry::kNone && !words.helpWhenDead.empty() ? words.helpWhenDead : words.help);
}

}  // namespace hookline::model
