#pragma once
#include <functional>
#include <memory>
#include <string>

#include "api/message.h"
#include "base/completion.h"
#include "base/time.h"
#include "client/seen_certificate.h"

namespace hookline::client {

/// How a window stands to its core.
struct ChannelState {
  enum class Kind {
    kConnecting,    ///< not yet heard of
    kOpen,          ///< calls are answered and notices come
    kLost,          ///< was there or was looked for; it is tried again at `retryAt`
    kRefused,       ///< it answers, but not to us (token, certificate): only a person can mend that
    kIncompatible,  ///< another major version, or no Hookline at all
    kClosed         ///< by close()
  };
  Kind kind = Kind::kConnecting;
  std::string reason;        ///< a sentence for a person: what happened and what helps; empty when open
  base::WallTime since{};    ///< when `kind` began
  base::MonoTime retryAt{};  ///< of kLost
  /// Of kRefused, when a certificate is why: a person may trust it. Null: something else is why.
  std::shared_ptr<const SeenCertificate> certificate = nullptr;
};

/// One core, wherever it runs (architecture.md §2): calls, their answers and the live stream. Nobody who holds one can ask where the
/// core is. Thread: the GUI thread alone; everything that is given to it is called there, from the event loop.
class Channel {
 public:
  using Answer = base::Completion<api::Response>;
  using Notices = std::function<void(const api::Notice&)>;
  using States = std::function<void(const ChannelState&)>;

  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  /// As close().
  virtual ~Channel() = default;

  /// Who hears of the stream and of the state; set before open. A notice of kind "gap" says that some were missed: read again.
  virtual void listen(Notices notices, States states) = 0;
  /// Starts the stream and keeps it alive. Calls may be sent before it is open.
  virtual void open() = 0;
  /// While lost: tries again at once instead of at `retryAt`. Otherwise nothing.
  virtual void tryNow() {}

  /// One call. Its answer comes exactly once, never before send returned: any HTTP status is an answer. Errors: kUnavailable (not
  /// reached), kTimeout (kDeadline), kCancelled (closed), kUnauthorized (certificate), kTooLarge, kMalformed (no HTTP), each with a
  /// sentence; `outcomeUnknown` when the call may have been carried out all the same.
  virtual void send(api::Request request, Answer answer) = 0;

  /// Answers everything that waits with kCancelled; afterwards nothing is called any more but answers to later sends (kCancelled).
  virtual void close() = 0;

  static constexpr base::Millis kDeadline{20000};                     ///< from send to answer
  static constexpr std::size_t kMaxWaiting = 1000;                    ///< further calls are answered kBusy
  static constexpr std::size_t kMaxAnswerBytes = 64UL * 1024 * 1024;  ///< a longer answer is cut off: kTooLarge
};

}  // namespace hookline::client
