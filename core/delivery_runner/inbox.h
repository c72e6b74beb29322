#pragma once
#include <atomic>
#include <cstddef>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

#include "delivery/engine.h"
#include "net/transport.h"

namespace hookline::delivery_runner::internal {

using Message = decltype(delivery::Input::what);

/// What waits for the engine's thread. Answers of the store hold it by shared pointer, so one that comes after the runner has gone
/// finds a closed inbox. Bounded by what its senders are bounded by: slots, refills, API calls; and fresh deliveries by
/// kMaxOffered, beyond which they are left in the store. Thread: any.
class Inbox {
 public:
  static constexpr std::size_t kMaxOffered = 5000;

  explicit Inbox(net::Transport& transport) : transport_(&transport) {}

  void post(Message message) {
    std::scoped_lock lock(mutex_);
    if (!transport_) return;
    const bool wake = messages_.empty();
    messages_.push_back(std::move(message));
    if (wake) transport_->wake();
  }

  /// Offers fresh deliveries, or says that they are in the store when too many wait here already.
  void offer(std::vector<model::DueDelivery> deliveries) {
    if (offered_.load(std::memory_order_relaxed) + deliveries.size() > kMaxOffered) {
      delivery::MoreInStore more;
      for (const auto& delivery : deliveries)
        if (more.webhooks.empty() || more.webhooks.back() != delivery.webhookId) more.webhooks.push_back(delivery.webhookId);
      post(std::move(more));
      return;
    }
    offered_.fetch_add(deliveries.size(), std::memory_order_relaxed);
    post(delivery::Offered{std::move(deliveries)});
  }

  std::vector<Message> take() {
    std::scoped_lock lock(mutex_);
    return std::exchange(messages_, {});
  }
  void offeredTaken(std::size_t count) { offered_.fetch_sub(count, std::memory_order_relaxed); }

  void close() {
    std::scoped_lock lock(mutex_);
    transport_ = nullptr;
    messages_.clear();
  }

 private:
  std::mutex mutex_;
  std::vector<Message> messages_;  // guarded by mutex_
  net::Transport* transport_;      // guarded by mutex_
  std::atomic<std::size_t> offered_{0};
};

}  // namespace hookline::delivery_runner::internal
