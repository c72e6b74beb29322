#pragma once
#include <optional>
#include <string_view>

#include "net/server_limits.h"

namespace hookline::net::internal {

/// Finds the end of a request's head in raw bytes and refuses every form that two programs could read differently
/// (RFC 9112 §2.2, §5, §6.3, §11.2): bare LF or CR, obs-fold, a space before the colon, more than one Content-Length,
/// Content-Length with Transfer-Encoding, any coding but chunked, no or two Host. Works line by line as bytes come, so that
/// no byte is looked at twice and a refusal does not wait for the end of the head. Thread: one.
class HeadScanner {
 public:
  explicit HeadScanner(const HeadLimits& limits) : limits_(limits) {}

  /// `bytes`: all that came of this head so far (what was given before, and more). A value: the request is refused.
  std::optional<Refusal> scan(std::string_view bytes);
  bool done() const { return done_; }
  /// The head's length with its empty line; valid when done.
  std::size_t size() const { return lineStart_; }
  /// Ready for the next head.
  void reset() { *this = HeadScanner(limits_); }

 private:
  std::optional<Refusal> requestLine(std::string_view line);
  std::optional<Refusal> fieldLine(std::string_view line);
  std::optional<Refusal> framingField(std::string_view name, std::string_view value);
  std::optional<Refusal> end();
  std::optional<Refusal> tooLong(std::size_t bytesSoFar) const;

  HeadLimits limits_;
  std::size_t scanned_ = 0;
  std::size_t lineStart_ = 0;
  std::size_t fieldsStart_ = 0;  // 0: the request line is not complete
  std::size_t fields_ = 0;
  std::size_t lengths_ = 0;
  std::size_t codings_ = 0;
  std::size_t hosts_ = 0;
  bool http11_ = false;
  bool done_ = false;
};

/// The same rules for one header line without its CRLF, also used for trailers.
std::optional<Refusal> vetFieldLine(std::string_view line);

}  // namespace hookline::net::internal
