#include "model/status_words.h"

#include <array>

namespace hookline::model::internal {
namespace {

constexpr StatusWords kNoWords{};

constexpr std::string_view kMoved = "the receiver has moved to another address for good, and redirects are not followed.";
constexpr std::string_view kPutNewAddress = "Put the address from the answer's Location header into the webhook's URL, then retry.";
constexpr std::string_view kMustTakePost = "Check the path of the webhook's URL with the receiver's owner: it must take POST requests.";
constexpr std::string_view kFrontDoorCertificate =
    "Ask the receiver's owner to mend the certificate between the receiver's front door and the program behind it.";

constexpr std::array kStatuses = std::to_array<StatusWords>({
    {301, ErrorClass::kRedirect, kMoved, kPutNewAddress},
    {308, ErrorClass::kRedirect, kMoved, kPutNewAddress},
    {304, ErrorClass::kRedirect, "the receiver says that nothing has changed, which is no answer to an event.",
     "Ask the receiver's owner to answer 200 or 204 to each event."},

    {400, ErrorClass::kRejected, "the receiver cannot make sense of the request."},
    {405, ErrorClass::kRejected, "the receiver takes no POST requests at this address.", kMustTakePost},
    {406, ErrorClass::kRejected, "the receiver has no answer in a form that suits this request.",
     "Look for an Accept header among the webhook's headers; remove it, or ask the receiver's owner what it offers."},
    {411, ErrorClass::kRejected, "the receiver, or something on the way to it, did not see how long the request is.",
     "Ask the receiver's owner what stands before it and drops the Content-Length header, which is always sent."},
    {413, ErrorClass::kRejected, "the receiver says that the event is too large for it.",
     "Ask the receiver's owner to accept larger requests, or send an edited, shorter copy."},
    {414, ErrorClass::kRejected, "the receiver says that the webhook's URL is too long.", "Shorten the webhook's URL."},
    {415, ErrorClass::kRejected, "the receiver does not take JSON at this address.",
     "Check the path of the webhook's URL and any Content-Type header of the webhook with the receiver's owner."},
    {422, ErrorClass::kRejected, "the receiver read the event and refuses its content."},
    {431, ErrorClass::kRejected, "the receiver says that the headers are too large for it.",
     "Remove headers from the webhook, or shorten them."},
    {501, ErrorClass::kRejected, "the receiver does not support such requests.", kMustTakePost},

    {401, ErrorClass::kAuth, "the receiver does not accept our credentials or signature."},
    {403, ErrorClass::kAuth, "the receiver knows us but does not let us in.",
     "Ask the receiver's owner what we may do there, and compare the secret and the headers, then retry."},
    {407, ErrorClass::kAuth, "a proxy on the way wants credentials.",
     "Ask whoever runs the network why a proxy stands between here and the receiver."},

    {402, ErrorClass::kOtherStatus, "the receiver wants a payment first.",
     "Ask the receiver's owner to settle the account there, then retry."},
    {421, ErrorClass::kOtherStatus, "the receiver's machine does not serve this host name.",
     "Check the host name in the webhook's URL with the receiver's owner."},
    {423, ErrorClass::kOtherStatus, "the receiver has locked what the event is about.",
     "Ask the receiver's owner to lift the lock, then retry."},
    {426, ErrorClass::kOtherStatus, "the receiver wants another version of the protocol.",
     "Check whether the webhook's URL must begin with https, and ask the receiver's owner to accept HTTP/1.1."},
    {428, ErrorClass::kOtherStatus, "the receiver takes only requests that name a condition.",
     "Ask the receiver's owner which header it waits for, and add it to the webhook."},
    {451, ErrorClass::kOtherStatus, "the receiver may not take this for legal reasons.",
     "Ask the receiver's owner which country or law stands in the way."},

    {408, ErrorClass::kServerError, "the receiver waited too long for our request."},
    {425, ErrorClass::kServerError, "the receiver is not ready to take the request so early."},
    {500, ErrorClass::kServerError, "the receiver ran into an error of its own."},
    {502, ErrorClass::kServerError, "the receiver's front door could not reach the program behind it."},
    {503, ErrorClass::kServerError, "the receiver says it is overloaded or down."},
    {504, ErrorClass::kServerError, "the receiver's front door got no answer from the program behind it in time."},
    {505, ErrorClass::kServerError, "the receiver does not speak this version of the protocol.",
     "Ask the receiver's owner to accept HTTP/1.1."},
    {507, ErrorClass::kServerError, "the receiver has no room left to store it.", "Ask the receiver's owner to make room, then retry."},
    {511, ErrorClass::kServerError, "the network here wants a sign-in before it lets anything through.",
     "Sign in to the network of this computer, in a browser, then retry."},
    // Cloudflare's own, which people meet often.
    {520, ErrorClass::kServerError, "the receiver's front door got an answer that it could not read."},
    {521, ErrorClass::kServerError, "the receiver's front door found the program behind it down."},
    {522, ErrorClass::kServerError, "the receiver's front door could not connect to the program behind it in time."},
    {523, ErrorClass::kServerError, "the receiver's front door does not know the way to the program behind it."},
    {524, ErrorClass::kServerError, "the program behind the receiver's front door took too long to answer."},
    {525, ErrorClass::kServerError, "the receiver's front door and the program behind it could not agree on a secure connection.",
     kFrontDoorCertificate},
    {526, ErrorClass::kServerError, "the receiver's front door does not trust the certificate of the program behind it.",
     kFrontDoorCertificate},

    {429, ErrorClass::kThrottled, "the receiver gets more requests than it wants and asks us to slow down."},
    {503, ErrorClass::kThrottled, "the receiver is overloaded and asks us to come back later."},
});

}  // namespace

const StatusWords& wordsOfStatus(ErrorClass errorClass, int status) {
  for (const auto& words : kStatuses)
    if (words.status == status && words.errorClass == errorClass) return words;
  return kNoWords;
}

}  // namespace hookline::model::internal
