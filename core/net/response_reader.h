#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/http_exchange.h"

namespace hookline::net::internal {

/// Collects the answer to one request from the lines and pieces libcurl hands over, within the limits of model::HttpResult.
/// Interim answers (1xx) are skipped, trailers are dropped.
class ResponseReader {
 public:
  explicit ResponseReader(std::size_t bodyLimitBytes = model::HttpResult::kResponseBodyLimitBytes) : bodyLimitBytes_(bodyLimitBytes) {}

  void reset();

  /// One header line with its line end; the status line and the empty line that ends a head count too. False: a limit is broken
  /// or the answer makes no sense, and problem() says why.
  bool headerLine(std::string_view line);
  /// A piece of the body. False: the limit is reached, truncated() is now true and the rest is not wanted.
  bool bodyPiece(std::string_view piece);

  /// Whether the final head is complete.
  bool headComplete() const { return headComplete_; }
  bool truncated() const { return truncated_; }
  const std::string& problem() const { return problem_; }

  /// Hands over what was read. The status is given only when the head is complete.
  void moveInto(model::HttpResult& result);

  static constexpr std::size_t kMaxHeaders = 100;
  static constexpr std::size_t kMaxHeadBytes = 64 * 1024;  ///< all heads of the answer together, interim ones too

 private:
  bool statusLine(std::string_view line);
  /// False: a Content-Length came before that says something else; where this answer ends is anybody's guess (RFC 9112 §6.3).
  bool isOnlyLength(const model::HttpHeader& header);

  std::size_t bodyLimitBytes_;  // as constructed
  int status_ = 0;              // of the head that is being read; 0 between heads
  bool headComplete_ = false;
  bool truncated_ = false;
  std::size_t headBytes_ = 0;
  std::vector<model::HttpHeader> headers_;
  std::string body_;
  std::string problem_;
};

}  // namespace hookline::net::internal
