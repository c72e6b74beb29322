#include "client/http_fault.h"

#include <nlohmann/json.hpp>

#include "base/encoding.h"

namespace hookline::client::internal {
namespace {

using Network = QNetworkReply::NetworkError;
using base::Errc;

constexpr std::size_t kShownBytes = 60;
constexpr const char* kMaybeDone = " Whether it did what was asked is not known: look before you repeat it.";
constexpr int kFirstStatusError = QNetworkReply::ContentAccessDenied;

base::Error arrivedNowhere(Errc code, std::string message) { return {code, std::move(message), false, {}}; }

base::Error mayHaveArrived(Errc code, std::string message, bool changing) {
  if (changing) message += kMaybeDone;
  return {code, std::move(message), changing, {}};
}

}  // namespace

int statusOf(const QNetworkReply& reply) { return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

bool isRedirect(int status) { return status >= 300 && status <= 399; }

base::Error redirectError(const std::string& core, const QNetworkReply& reply, bool changing) {
  const auto to = base::printable(reply.rawHeader("Location").toStdString());
  return mayHaveArrived(
      Errc::kUnavailable,
      core + " sent us on to " + (to.empty() ? "somewhere it does not name" : to) + ". We did not go there, because the token is for " +
          core + " alone. If the core has moved, enter its new address; otherwise look for a proxy or a sign-in page on the way.",
      changing);
}

bool brokeOff(const QNetworkReply& reply, const std::string& body) {
  const auto error = reply.error();
  // From there on errors are only names for a status; 400 has one of its own.
  const bool byStatus = error == Network::ProtocolInvalidOperationError ||
                        (error >= kFirstStatusError && error != Network::ProtocolUnknownError && error != Network::ProtocolFailure);
  if (error != Network::NoError && !byStatus) return true;
  if (statusOf(reply) == 0) return true;
  bool known = false;
  const auto promised = reply.rawHeader("Content-Length").toULongLong(&known);
  if (known) return body.size() < promised;
  // Qt takes the end of the connection for that of the last chunk.
  return reply.hasRawHeader("Transfer-Encoding") && reply.rawHeader("Content-Type").startsWith("application/json") &&
         !nlohmann::json::accept(body);
}

base::Error faultOf(const std::string& core, const QNetworkReply& reply, bool changing) {
  const auto detail = base::printable(reply.errorString().toStdString());
  if (statusOf(reply) != 0)
    return mayHaveArrived(Errc::kUnavailable, "The connection to " + core + " broke before its answer was whole.", changing);
  switch (reply.error()) {
    case Network::ConnectionRefusedError:
      return arrivedNowhere(Errc::kUnavailable, "Nothing answers at " + core +
                                                    ": the connection was refused. Start the core there, or check address and port.");
    case Network::HostNotFoundError:
      return arrivedNowhere(Errc::kUnavailable, "The host of " + core + " cannot be found. Check its spelling and your network.");
    case Network::SslHandshakeFailedError:
      return arrivedNowhere(Errc::kUnavailable, "No secure connection to " + core + " came about (" + detail +
                                                    "). Check that this address speaks https, and not plain http.");
    case Network::ProxyConnectionRefusedError:
    case Network::ProxyConnectionClosedError:
    case Network::ProxyNotFoundError:
    case Network::ProxyTimeoutError:
    case Network::ProxyAuthenticationRequiredError:
      return arrivedNowhere(Errc::kUnavailable, "The proxy on the way to " + core + " did not let us through (" + detail +
                                                    "). Check the proxy settings of this system.");
    case Network::RemoteHostClosedError:
      return mayHaveArrived(Errc::kUnavailable, core + " closed the connection before it had answered.", changing);
    case Network::ProtocolUnknownError:
    case Network::ProtocolFailure:
      return mayHaveArrived(Errc::kMalformed, "What came from " + core + " is no HTTP (" + detail + "). Check address and port.", changing);
    default:
      return mayHaveArrived(Errc::kUnavailable, core + " cannot be reached (" + detail + "). Check your network and that the core runs.",
                            changing);
  }
}

bool maybeNoHttp(const QNetworkReply& reply) { return statusOf(reply) == 0 && reply.error() == Network::RemoteHostClosedError; }

base::Error noHttpError(const std::string& core, const std::string& firstBytes, bool changing) {
  return mayHaveArrived(Errc::kMalformed,
                        "What listens at " + core + " is no Hookline and no web server: it said \"" +
                            base::printable(firstBytes, kShownBytes) + "\". Check address and port.",
                        changing);
}

}  // namespace hookline::client::internal
