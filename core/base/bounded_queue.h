#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace hookline::base {

/// Many senders, one receiver that takes all that waits at once. A full queue refuses: the sender decides what to tell whom.
/// Thread: any.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t limit) : limit_(limit) {}

  /// False when `limit` entries wait or the queue is closed; `item` is then untouched.
  bool tryPush(T&& item) {
    {
      std::scoped_lock lock(mutex_);
      if (closed_ || items_.size() >= limit_) return false;
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  /// For what must not be refused (results of work that was admitted under a bound of its own). False only when closed.
  bool push(T&& item) {
    {
      std::scoped_lock lock(mutex_);
      if (closed_) return false;
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  /// Waits until something is there or the queue is closed, then takes at most `most`. Empty: closed and drained.
  std::vector<T> takeWait(std::size_t most) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !items_.empty(); });
    return takeLocked(most);
  }

  /// As takeWait, but gives up after `patience` with an empty answer.
  std::vector<T> takeFor(std::size_t most, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    ready_.wait_for(lock, patience, [this] { return closed_ || !items_.empty(); });
    return takeLocked(most);
  }

  std::vector<T> takeNow(std::size_t most) {
    std::scoped_lock lock(mutex_);
    return takeLocked(most);
  }

  /// What waits is still handed out; nothing new is taken.
  void close() {
    {
      std::scoped_lock lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

  bool closed() const {
    std::scoped_lock lock(mutex_);
    return closed_;
  }
  std::size_t size() const {
    std::scoped_lock lock(mutex_);
    return items_.size();
  }

 private:
  std::vector<T> takeLocked(std::size_t most) {
    std::vector<T> taken;
    const auto count = items_.size() < most ? items_.size() : most;
    taken.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      taken.push_back(std::move(items_.front()));
      items_.pop_front();
    }
    return taken;
  }

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> items_;  // guarded by mutex_
  bool closed_ = false;  // guarded by mutex_
};

}  // namespace hookline::base
