#pragma once
#include <string>
#include <string_view>

#include "model/http_exchange.h"

namespace hookline::net::internal {

/// What is known of an exchange after libcurl ended it.
struct ExchangeFacts {
  int code = 0;              ///< CURLcode
  long osError = 0;          ///< errno of the last failed system call, 0 if there was none
  long verifyResult = 0;     ///< X509_V_… of the last handshake
  std::string_view text;     ///< libcurl's own words, may be empty
  std::string_view problem;  ///< why our own callbacks stopped it, may be empty
  bool https = false;
  bool connected = false;  ///< TCP is up
  bool ready = false;      ///< TLS too: the request may go
  bool written = false;    ///< at least a byte of the request went to the kernel
  bool writtenWhole = false;
  bool headComplete = false;
  bool truncated = false;  ///< we closed at the body limit
  bool repeated = false;   ///< libcurl wanted to send a second request
  bool forbidden = false;  ///< the guard refused the connection
};

struct ExchangeFault {
  model::NetFault fault = model::NetFault::kNone;
  std::string text;
};

/// Tells what stopped an exchange (delivery.md §2). Whatever may have reached the receiver counts as written.
ExchangeFault judgeExchange(const ExchangeFacts& facts);
model::Phase reachedPhase(const ExchangeFacts& facts);

}  // namespace hookline::net::internal
