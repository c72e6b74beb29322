#pragma once
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"

namespace hookline::sandbox {

struct SandboxOptions {
  std::string host = "127.0.0.1";  ///< a literal address
  std::uint16_t port = 8789;       ///< 0: a free one
  std::string tlsHost = {};        ///< empty: plain http alone
  std::uint16_t tlsPort = 8790;
  std::string tlsCertFile = {};
  std::string tlsKeyFile = {};
  base::Log log = {};
};

/// Local stand-ins for the services (interfaces.md §8): http://127.0.0.1:8789/slack/services/…, with a script of faults for each and a
/// record of every request and what it brought about. In memory alone: a start begins empty.
/// Thread: start and stop belong to one; the rest any.
class Sandbox {
 public:
  /// Requests that each service remembers; older ones are forgotten, what they brought about is not.
  static constexpr std::size_t kMostRequests = 2000;

  /// `clock` must outlive it. Errors: kInUse (port taken), kForbidden, kInvalid (an address or a certificate).
  static base::Result<std::unique_ptr<Sandbox>> start(SandboxOptions options, const base::Clock& clock);

  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  /// As stop().
  ~Sandbox();

  /// "http://127.0.0.1:8789".
  std::string url() const;
  /// "https://127.0.0.1:8790", or empty.
  std::string tlsUrl() const;
  /// The services by name, with what makes a webhook of their kind send here (Service::example).
  nlohmann::ordered_json examples() const;
  /// What a service has been asked and what that brought about, as GET /_sandbox/{service} answers it, with the newest `requests` of its
  /// requests, oldest first; null for an unknown service.
  nlohmann::ordered_json seen(std::string_view service, std::size_t requests = kMostRequests) const;
  /// Answers that wait for their delay are dropped.
  void stop();

 private:
  struct Impl;
  explicit Sandbox(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::sandbox
