#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "net/transport.h"

namespace hookline::support {

/// What a FakeTransport and its test share: the script of answers, and what was sent. Thread: any.
class FakeNetwork {
 public:
  using Script = std::function<model::HttpResult(const model::HttpRequest&)>;

  /// A complete answer with a status.
  static model::HttpResult answer(int status, std::string body = {}) {
    model::HttpResult result;
    result.phase = model::Phase::kDone;
    result.times.firstByte = base::Micros{1500};
    result.times.total = base::Micros{2000};
    result.peer = "192.0.2.1:443";
    result.status = status;
    result.body = std::move(body);
    return result;
  }
  static model::HttpResult fault(model::NetFault fault, model::Phase phase) {
    model::HttpResult result;
    result.fault = fault;
    result.phase = phase;
    return result;
  }

  /// From now on every request is answered by the script; 200 until then.
  void answerWith(Script script) {
    std::scoped_lock lock(mutex_);
    script_ = std::move(script);
  }
  /// Answers are withheld until release().
  void hold() {
    std::scoped_lock lock(mutex_);
    held_ = true;
  }
  void release() {
    std::scoped_lock lock(mutex_);
    held_ = false;
    changed_.notify_all();
  }
  std::vector<model::HttpRequest> requests() const {
    std::scoped_lock lock(mutex_);
    return requests_;
  }
  /// Waits until so many requests were sent. False after ten seconds.
  bool waitForRequests(std::size_t count) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds{10}, [&] { return requests_.size() >= count; });
  }

 private:
  friend class FakeTransport;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Script script_ = [](const model::HttpRequest&) { return answer(200); };  // guarded by mutex_
  bool held_ = false;                                                      // guarded by mutex_
  bool woken_ = false;                                                     // guarded by mutex_
  std::vector<model::HttpRequest> requests_;                               // guarded by mutex_
  std::map<net::TransferId, model::HttpRequest> open_;                     // guarded by mutex_
  std::vector<net::Finished> cancelled_;                                   // guarded by mutex_
};

/// The network without a network: every request ends as its script says.
class FakeTransport final : public net::Transport {
 public:
  explicit FakeTransport(std::shared_ptr<FakeNetwork> network) : network_(std::move(network)) {}

  void send(net::TransferId id, model::HttpRequest request) override {
    std::scoped_lock lock(network_->mutex_);
    network_->requests_.push_back(request);
    network_->open_.emplace(id, std::move(request));
    network_->changed_.notify_all();
  }

  void cancel(net::TransferId id) override {
    std::scoped_lock lock(network_->mutex_);
    if (network_->open_.erase(id) == 0) return;
    network_->cancelled_.push_back({id, FakeNetwork::fault(model::NetFault::kCancelled, model::Phase::kFirstByte)});
    network_->changed_.notify_all();
  }

  std::vector<net::Finished> poll(base::Micros patience) override {
    std::unique_lock lock(network_->mutex_);
    const auto ready = [this] {
      return network_->woken_ || !network_->cancelled_.empty() || (!network_->held_ && !network_->open_.empty());
    };
    network_->changed_.wait_for(lock, patience, ready);
    network_->woken_ = false;
    auto finished = std::exchange(network_->cancelled_, {});
    if (network_->held_) return finished;
    const auto open = std::exchange(network_->open_, {});
    const auto script = network_->script_;
    lock.unlock();
    for (const auto& [id, request] : open) finished.push_back({id, script(request)});
    return finished;
  }

  void wake() override {
    std::scoped_lock lock(network_->mutex_);
    network_->woken_ = true;
    network_->changed_.notify_all();
  }

  std::size_t inFlight() const override {
    std::scoped_lock lock(network_->mutex_);
    return network_->open_.size();
  }

 private:
  const std::shared_ptr<FakeNetwork> network_;
};

}  // namespace hookline::support
