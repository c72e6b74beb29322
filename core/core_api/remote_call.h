#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "api/message.h"
#include "base/result.h"
#include "base/time.h"

namespace hookline::core_api {

/// A small REST client for command lines: one call at a time, waiting for its answer. It may reach private addresses, because the
/// person at the command line named them; plain http goes to loopback alone. Thread: one.
class RemoteCall {
 public:
  struct Options {
    std::string url;              ///< of the daemon, "http://127.0.0.1:8787"; a path before /api is kept
    std::string token;            ///< hl_…; empty: none is sent
    base::Millis timeout{10000};  ///< for a whole call
    std::string caPem;            ///< extra authorities, PEM; empty: the system's alone
    bool allowHttp = false;       ///< plain http beyond loopback too: to an address of this machine
    std::string connectTo;        ///< a literal address that is called in place of what the URL's host name stands for; empty: looked up
  };

  /// Nothing is sent yet. Errors: kInvalid (URL, token with characters that no token has).
  static base::Result<std::unique_ptr<RemoteCall>> open(Options options);

  RemoteCall(const RemoteCall&) = delete;
  RemoteCall& operator=(const RemoteCall&) = delete;
  ~RemoteCall();

  /// Sends once and waits. An answer of any status is an answer. `target`: path and query, percent-encoded. A body is JSON.
  /// Errors: no answer, with a sentence that says what to do; kTooLarge (over kMaxAnswerBytes); outcomeUnknown as it is.
  base::Result<api::Response> send(std::string method, const std::string& target, std::string body = {});

  /// The same for calls whose answer is JSON (null when it is empty). Errors: also each answer other than 2xx, with the daemon's own
  /// sentence; kIo (a 2xx whose body is no JSON).
  base::Result<nlohmann::json> ask(std::string method, const std::string& target, const std::optional<nlohmann::json>& body = std::nullopt);

  /// "http://127.0.0.1:8787".
  const std::string& origin() const;

  static constexpr std::size_t kMaxAnswerBytes = 16 * 1024 * 1024;

 private:
  struct Impl;
  explicit RemoteCall(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::core_api
