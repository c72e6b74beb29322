#pragma once
#include <cstdint>
#include <functional>
#include <mutex>

#include "api/message.h"

namespace hookline::api {

/// What a Subscription and its hub share. The mutex is held while the listener runs, so that ~Subscription waits for it; it is
/// recursive, so that a listener may end its own subscription (style.md §1.10). A listener only posts.
struct Subscription::Slot {
  std::recursive_mutex mutex;
  std::function<void(const Notice&)> listener;  // guarded by mutex
  std::function<void()> beat;                   // guarded by mutex
  bool closed = false;                          // guarded by mutex
  int running = 0;                              // guarded by mutex; calls under way, which must not lose their function

  // the hub thread's own, once the slot is handed over
  std::uint64_t next = 0;  ///< the sequence number that comes next
  bool gap = false;        ///< a gap notice is due before anything else
};

}  // namespace hookline::api
