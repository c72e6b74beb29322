#include "net/curl_fault.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <system_error>

namespace hookline::net::internal {
namespace {

using model::NetFault;

std::error_code osCode(const ExchangeFacts& facts) { return {static_cast<int>(facts.osError), std::system_category()}; }

NetFault judgeCertificate(const ExchangeFacts& facts) {
  switch (facts.verifyResult) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return NetFault::kCertificateExpired;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
    // The chain is good and libcurl compares the names itself; it does not store a verdict of OpenSSL then.
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:
      return NetFault::kCertificateWrongHost;
    default:
      return NetFault::kCertificateUntrusted;
  }
}

NetFault judgeConnect(const ExchangeFacts& facts) {
  const auto code = osCode(facts);
  if (code == std::errc::network_unreachable || code == std::errc::network_down || code == std::errc::address_not_available ||
      code == std::errc::address_family_not_supported)
    return NetFault::kNoRoute;
  if (code == std::errc::timed_out) return NetFault::kConnectTimeout;
  if (code == std::errc::connection_reset) return NetFault::kResetBeforeWrite;
  if (code == std::errc::too_many_files_open || code == std::errc::too_many_files_open_in_system) return NetFault::kInternal;
  // Refused, or a router on the way says that the host is not there: theirs, and nothing was sent.
  return NetFault::kRefused;
}

NetFault judgeTimeout(const ExchangeFacts& facts) {
  if (facts.written) return NetFault::kTimeoutAfterWrite;
  if (facts.connected && facts.https && !facts.ready) return NetFault::kTlsTimeout;
  return NetFault::kConnectTimeout;
}

/// A handshake that ends without an error of the system: refused by either side, or closed. What libcurl says first stays its text,
/// while the system's error may be that of the clean-up after it.
bool refusedInTls(const ExchangeFacts& facts) {
  return facts.text.find("error:") != std::string_view::npos || facts.text.find("SSL_ERROR_") != std::string_view::npos;
}

NetFault judgeTls(const ExchangeFacts& facts) {
  const auto code = osCode(facts);
  if (facts.connected && refusedInTls(facts)) return NetFault::kTlsOther;
  if (code == std::errc::connection_reset || code == std::errc::broken_pipe || code == std::errc::connection_aborted)
    return NetFault::kResetBeforeWrite;
  return facts.connected ? NetFault::kTlsOther : judgeConnect(facts);
}

NetFault judgeReset(const ExchangeFacts& facts) {
  if (!facts.connected && !facts.ready) return judgeConnect(facts);
  return facts.written ? NetFault::kResetAfterWrite : NetFault::kResetBeforeWrite;
}

NetFault judgeCode(const ExchangeFacts& facts) {
  switch (facts.code) {
    case CURLE_COULDNT_CONNECT:
      return judgeConnect(facts);
    case CURLE_OPERATION_TIMEDOUT:
      return judgeTimeout(facts);
    case CURLE_PEER_FAILED_VERIFICATION:
      return judgeCertificate(facts);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_USE_SSL_FAILED:
      return judgeTls(facts);
    case CURLE_RECV_ERROR:
      // libcurl gives bad chunks the code of a failed read; only its text tells them apart.
      if (facts.text.find("chunked-encoding") != std::string_view::npos) return NetFault::kBrokenAnswer;
      return judgeReset(facts);
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return judgeReset(facts);
    case CURLE_URL_MALFORMAT:
      return NetFault::kBadUrl;
    case CURLE_WRITE_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9: an answer without a status line
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_OUT_OF_MEMORY:  // also a header line that outgrows libcurl's buffer
      return facts.written ? NetFault::kBrokenAnswer : NetFault::kInternal;
    default:
      // Whatever libcurl may mean by it: what had been written may have arrived.
      return facts.written ? NetFault::kBrokenAnswer : NetFault::kInternal;
  }
}

}  // namespace

ExchangeFault judgeExchange(const ExchangeFacts& facts) {
  if (facts.code == CURLE_OK || facts.truncated) return {};
  if (facts.forbidden) return {NetFault::kForbiddenAddress, std::string(facts.problem)};
  if (facts.repeated) return {NetFault::kStaleConnection, "the kept connection had been closed by the receiver"};
  std::string text(!facts.problem.empty() ? facts.problem : facts.text);
  if (text.empty()) text = curl_easy_strerror(static_cast<CURLcode>(facts.code));
  return {judgeCode(facts), std::move(text)};
}

model::Phase reachedPhase(const ExchangeFacts& facts) {
  using model::Phase;
  if (facts.code == CURLE_OK || facts.truncated) return Phase::kDone;
  if (facts.headComplete) return Phase::kBody;
  if (facts.writtenWhole) return Phase::kFirstByte;
  if (facts.ready) return Phase::kWrite;
  return facts.connected && facts.https ? Phase::kTls : Phase::kConnect;
}

}  // namespace hookline::net::internal
