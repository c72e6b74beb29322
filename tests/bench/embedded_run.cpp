#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "core_api/core.h"
#include "folder_size.h"
#include "platform/process.h"
#include "run_steps.h"
#include "runs.h"

namespace hookline::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// Calls to a core of this process, answered on its threads.
class Door final : public CallDoor {
 public:
  explicit Door(core_api::Core& core) : core_(core) {}

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
    core_.call(Door::request("POST", "/api/events", std::move(body)),
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

double cpuSeconds() {
  const auto usage = platform::processUsage();
  return usage ? std::chrono::duration<double>(usage->cpuTime).count() : 0;
}

std::uint64_t resident() {
  const auto usage = platform::processUsage();
  return usage ? usage->residentBytes : 0;
}

}  // namespace

RunResult runEmbedded(const RunOptions& options) {
  RunResult result;
  core_api::CoreOptions core;
  core.dataFolder = options.folder;
  core.masterKeyFile = options.folder.parent_path() / "bench-master.key";
  core.listenPort = 0;
  core.allowPrivate = true;
  auto opened = core_api::Core::open(std::move(core));
  if (!opened) return {opened.error().message};
  Door door(**opened);
  if (auto error = makeWebhooks(door, options.receiverUrl); !error.empty()) return {error};
  const auto bytesBefore = folderBytes(options.folder);
  result.rssStart = resident();
  const double cpuBefore = cpuSeconds();
  const auto start = Clock::now();
  Feed feed(**opened);
  for (std::uint64_t n = 0; n < options.events; ++n) feed.post(eventBody(options.firstEvent + n, options.ids));
  if (const auto refused = feed.finish(); refused > 0) return {std::to_string(refused) + " events were refused"};
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  result.perSecond = static_cast<double>(options.events) / seconds;
  result.cpuSecondsPer1000 = (cpuSeconds() - cpuBefore) / static_cast<double>(options.events) * 1000;
  result.rssEnd = resident();

  const auto paced = static_cast<std::uint64_t>(options.latencyRate * options.latencySeconds);
  const auto pacedStart = Clock::now();
  for (std::uint64_t n = 0; n < paced; ++n) {
    const auto due = pacedStart + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(static_cast<double>(n) / options.latencyRate));
    std::this_thread::sleep_until(due);
    feed.post(eventBody(options.firstEvent + options.events + n, options.ids));
  }
  feed.finish();
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  if (paced > 0) readLatencies(door, paced, result);
  (*opened)->close(base::Millis{10000});
  result.bytesPerDelivery = (folderBytes(options.folder) - bytesBefore) / (options.events + paced);
  return result;
}

}  // namespace hookline::bench
