#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace hookline::model {

struct HttpHeader {
  std::string name;
  std::string value;
  bool operator==(const HttpHeader&) const = default;
};

/// One request as a destination wants it on the wire. Bodies are shared, because every attempt sends the same bytes.
struct HttpRequest {
  std::string method = "POST";
  std::string url;
  std::string shownUrl;             ///< what people may see of it; empty: the address itself holds no secret
  std::vector<HttpHeader> headers;  ///< never Host, Content-Length … (delivery.md §4); refused again at send
  std::shared_ptr<const std::string> body;
  base::Millis timeout{10000};       ///< for the whole exchange, name look-up included
  bool allowHttp = false;            ///< plain http beyond loopback
  bool freshConnection = false;      ///< do not reuse an idle connection
  std::size_t answerLimitBytes = 0;  ///< of the answer's body; 0: the transport's own limit
  std::string caPem;                 ///< extra authorities for this webhook, PEM; empty: the system's alone
  std::string step;                  ///< of a plan: which of its steps this is; empty: the only one
};

/// How far an exchange came.
enum class Phase { kDns, kConnect, kTls, kWrite, kFirstByte, kBody, kDone };

/// What stopped an exchange that has no complete answer. kNone: there is one, whatever its status.
enum class NetFault {
  kNone,
  kBadUrl,            ///< not an absolute http(s) URL we accept
  kForbiddenAddress,  ///< the address guard refuses; faultText names the rule
  kForbiddenHeader,   ///< a header that must not be sent
  kPlainHttp,         ///< http to a host beyond loopback without allowHttp
  kNoSuchName,        ///< the name does not exist
  kResolverDown,      ///< ours: no name server answers
  kNoRoute,           ///< ours: network unreachable from here
  kRefused,
  kConnectTimeout,
  kTlsTimeout,
  kCertificateExpired,
  kCertificateWrongHost,
  kCertificateUntrusted,
  kTlsOther,
  kResetBeforeWrite,   ///< surely not delivered
  kResetAfterWrite,    ///< maybe delivered
  kTimeoutAfterWrite,  ///< maybe delivered
  kBrokenAnswer,       ///< framing or status line unreadable; maybe delivered
  kStaleConnection,    ///< a reused idle connection was dead: not counted, goes again at once on a fresh one
  kCancelled,          ///< we stopped it
  kInternal,           ///< our own fault (out of memory, a library error)
};

struct PhaseTimes {
  base::Micros dns{};
  base::Micros connect{};
  base::Micros tls{};
  base::Micros firstByte{};
  base::Micros total{};
};

/// How one exchange ended. Times are since its start and cumulative, as libcurl reports them.
struct HttpResult {
  NetFault fault = NetFault::kNone;
  /// Technical, for the inspector; the plain-language cause is made by the classifier. With kCertificateExpired it is
  /// certificateDateText() when the date is known.
  std::string faultText;
  Phase phase = Phase::kDns;
  PhaseTimes times;
  std::string peer;                 ///< "203.0.113.7:443", empty before a connection
  std::optional<int> status;        ///< the HTTP status when a complete head was read
  std::vector<HttpHeader> headers;  ///< at most 100, 64 KiB
  std::string body;                 ///< at most kResponseBodyLimitBytes, or as the request says; then the connection is closed
  bool bodyTruncated = false;

  static constexpr std::size_t kResponseBodyLimitBytes = 64 * 1024;
};

}  // namespace hookline::model
