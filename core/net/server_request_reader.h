#pragma once
#include <memory>
#include <string_view>

#include "net/http_server.h"
#include "net/server_limits.h"

namespace hookline::net::internal {

/// Makes requests out of a connection's bytes, within all limits of delivery.md §5. Knows no socket. Thread: one.
class RequestReader {
 public:
  enum class State {
    kHead,     ///< the head is not complete; unconsumed bytes must be given again with more behind them
    kBody,     ///< the head is good, the body is not complete
    kDone,     ///< take() the request, then begin the next one with next()
    kRefused,  ///< see refusal(); the connection cannot go on
  };

  /// `options` must outlive the reader. `secure`: whether the bytes came over TLS.
  RequestReader(const HttpServerOptions& options, bool secure);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// Reads on. `used`: how many of `bytes` are done with; the rest stays with the caller.
  State read(std::string_view bytes, std::size_t& used);
  const Refusal& refusal() const;
  /// The request, without `peer`.
  ServerRequest take();
  void next();

  /// Valid from kBody on.
  bool keepAlive() const;
  bool http11() const;
  bool isHead() const;
  /// True once: the client waits for "100 Continue" before it sends the body (RFC 9110 §10.1.1).
  bool takeExpectation();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::net::internal
