#pragma once
#include <deque>
#include <functional>
#include <memory>

#include "client/channel.h"
#include "client/poster.h"

namespace hookline::client::internal {

/// Notices on their way from a thread of the core to the GUI. A window that does not keep up gets one "gap" in place of what it missed,
/// so that nothing grows. Thread: put() any, the rest the GUI's.
class NoticeQueue {
 public:
  /// `deliver` is called on the GUI thread, from the event loop, until stop().
  NoticeQueue(const Poster& post, std::function<void(const api::Notice&)> deliver);
  ~NoticeQueue();
  NoticeQueue(const NoticeQueue&) = delete;
  NoticeQueue& operator=(const NoticeQueue&) = delete;

  /// What the core calls; it may outlive this object.
  std::function<void(const api::Notice&)> inlet() const;
  /// Nothing is delivered any more. May be called from inside `deliver`.
  void stop();

  static constexpr std::size_t kMaxQueued = 10000;  ///< as many as a core's own ring keeps
  static constexpr std::size_t kAtOnce = 256;       ///< delivered in one turn of the event loop

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace hookline::client::internal
