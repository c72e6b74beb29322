#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "net/address_guard.h"
#include "net/resolver.h"
#include "net/transport.h"

namespace hookline::net {

/// The real Transport: HTTP/1.1 on libcurl, under the rules of delivery.md §4. Every address is vetted before a connection and
/// again when its socket is opened and when the request is about to go; a request is on the wire at most once; nothing is
/// taken from the environment (proxy, netrc, cookies). An answer that outgrows the body limit counts as complete.
/// The process must ignore SIGPIPE. Thread: as Transport says.
class CurlTransport final : public Transport {
 public:
  struct Options {
    AddressPolicy policy = {};
    std::string userAgent = "Hookline";  ///< for requests that bring none; empty: none is sent
    std::size_t maxConnections = 256;    ///< open at a time, idle ones included; further requests wait inside their time-out
    std::size_t responseLimitBytes = model::HttpResult::kResponseBodyLimitBytes;  ///< of an answer's body; the rest is not read
    std::string caBundle = {};  ///< PEM file instead of the system's authorities; empty: the system's
  };

  /// `resolver` must outlive the transport. Errors: kInvalid (caBundle unreadable), kInternal (no memory, no descriptors).
  static base::Result<std::unique_ptr<CurlTransport>> create(Options options, Resolver& resolver);
  /// Drops what is under way without an answer.
  ~CurlTransport() override;

  void send(TransferId id, model::HttpRequest request) override;
  void cancel(TransferId id) override;
  std::vector<Finished> poll(base::Micros patience) override;
  void wake() override;
  std::size_t inFlight() const override;

  /// Counts for every connection from now on; kept ones are closed. Thread: as send.
  void setPolicy(AddressPolicy policy);

  static constexpr std::size_t kMaxInFlight = 4096;  ///< sends beyond it end at once with kInternal

 private:
  struct Impl;
  explicit CurlTransport(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::net
