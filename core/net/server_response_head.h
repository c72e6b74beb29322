#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "net/http_server.h"

namespace hookline::net::internal {

/// The Date header's value (RFC 9110 §5.6.7), made once a second. Thread: one.
class DateValue {
 public:
  std::string_view at(std::chrono::system_clock::time_point now);

 private:
  std::chrono::sys_seconds second_{};
  std::string text_;
};

/// How the head announces the body.
enum class BodyFraming { kLength, kChunked, kUntilClose };

struct ResponseHeadParts {
  std::string_view serverName{};
  std::string_view date{};
  BodyFraming framing = BodyFraming::kLength;
  bool keepAlive = false;
  bool http11 = true;  ///< how the client speaks; the answer itself is always HTTP/1.1
};

/// Whether an answer of this status has no body, whatever the request (RFC 9110 §6.4.1).
bool isBodiless(int status);

/// Appends status line, headers and the empty line. Length, connection and date are the server's own; a header that would break
/// the head (a line end in it) is left out. Returns how many were left out.
std::size_t appendResponseHead(std::string& out, const ServerResponse& response, const ResponseHeadParts& parts);

/// `{"error": "sentence"}` with its Content-Type.
ServerResponse errorResponse(int status, std::string_view sentence);

}  // namespace hookline::net::internal
