#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "sandbox/received_request.h"

namespace hookline::sandbox {

struct ReceiverOptions {
  std::string host = "127.0.0.1";  ///< a literal address
  std::uint16_t port = 8788;       ///< 0: a free one
  std::string secret;              ///< whsec_…, whpk_… or plain text; empty: signatures are not checked
  std::vector<int> statuses{200};  ///< a script, one a request (200..599); the last one is repeated. Not empty
  base::Millis delay{0};           ///< before each answer, or before the connection is dropped; 0..kMaxDelay
  double resetRate = 0;            ///< share of requests (0..1) whose connection is dropped without an answer; they take no status
  std::uint64_t seed = 0;          ///< of that chance: the same seed drops the same requests
  std::size_t bodyLimitBytes = 16 * 1024 * 1024;
  base::Log log;

  static constexpr base::Millis kMaxDelay{600000};
};

/// What is to be changed of a receiver that runs; within the limits of ReceiverOptions.
struct ReceiverChange {
  std::optional<std::string> secret;
  std::optional<std::vector<int>> statuses;
  std::optional<base::Millis> delay;
};

/// A receiver to point webhooks at: takes every request on every path, checks both signature schemes (interfaces.md §4), answers
/// as it was told, and reports each request. What the verdict is never changes the answer: misbehaviour is chosen, not found.
/// Thread: start and stop belong to one; the rest any.
class Receiver {
 public:
  /// Called for each request when its answer is decided, in the order of arrival. Thread: the server's; while it runs
  /// nothing is served.
  using Listener = std::function<void(const ReceivedRequest&)>;

  /// `clock` must outlive the receiver. Errors: kInUse (port taken), kForbidden, kInvalid (address or an option out of its range).
  static base::Result<std::unique_ptr<Receiver>> start(ReceiverOptions options, const base::Clock& clock, Listener listener);

  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  /// As stop().
  ~Receiver();

  /// From the next request on. What is not given stays; a script of statuses begins anew. Errors: kInvalid, and nothing changed.
  /// Thread: any.
  base::Status change(const ReceiverChange& change);

  /// "http://127.0.0.1:8788".
  std::string url() const;
  std::uint16_t port() const;
  /// Answers that wait for their delay are dropped; the listener is not called any more once it returns.
  void stop();

 private:
  struct Impl;
  explicit Receiver(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::sandbox
