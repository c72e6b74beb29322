#pragma once
#include <condition_variable>
#include <future>
#include <mutex>
#include <string>
#include <utility>

#include "core_api/core.h"
#include "run_steps.h"

namespace hookline::bench {

/// Calls to a core of this process, answered on its threads.
class CoreDoor final : public CallDoor {
 public:
  explicit CoreDoor(core_api::Core& core) : core_(core) {}

  Answer call(const std::string& method, const std::string& path, const std::string& body) override {
    std::promise<Answer> promise;
    auto future = promise.get_future();
    core_.call(request(method, path, body), base::Completion<api::Response>([&promise](base::Result<api::Response> response) {
                 promise.set_value(response ? Answer{response->status, std::move(response->body)} : Answer{0, response.error().message});
               }));
    return future.get();
  }

  static api::Request request(const std::string& method, const std::string& path, std::string body) {
    api::Request made;
    made.method = method;
    const auto mark = path.find('?');
    made.path = path.substr(0, mark);
    for (auto at = mark; at != std::string::npos;) {
      const auto end = path.find('&', at + 1);
      const auto pair = path.substr(at + 1, end == std::string::npos ? end : end - at - 1);
      made.query.emplace_back(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
      at = end;
    }
    if (!body.empty()) made.headers.push_back({"Content-Type", "application/json"});
    made.body = std::move(body);
    made.principal = model::Principal{"owner", model::Role::kAdmin, {}};
    return made;
  }

 private:
  core_api::Core& core_;
};

/// Posts with at most kUnanswered calls open, so that intake is as fast as the core takes it.
class Feed {
 public:
  explicit Feed(core_api::Core& core) : core_(core) {}

  void post(std::string body) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return open_ < kUnanswered; });
    ++open_;
    lock.unlock();
    core_.call(CoreDoor::request("POST", "/api/events", std::move(body)),
               base::Completion<api::Response>([this](base::Result<api::Response> response) {
                 std::scoped_lock answered(mutex_);
                 if (!response || response->status != 202) ++refused_;
                 if (--open_ < kUnanswered / 2 || open_ == 0) room_.notify_one();
               }));
  }
  std::uint64_t finish() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return open_ == 0; });
    return refused_;
  }

 private:
  static constexpr int kUnanswered = 512;
  core_api::Core& core_;
  std::mutex mutex_;
  std::condition_variable room_;
  int open_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace hookline::bench
