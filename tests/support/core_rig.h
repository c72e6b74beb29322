#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core_api/core.h"
#include "core_api/remote_call.h"
#include "sandbox/receiver.h"
#include "support/temp_folder.h"

namespace hookline::support {

/// A receiver that remembers what came, for tests that wait for it.
class Inbox {
 public:
  explicit Inbox(sandbox::ReceiverOptions options);

  std::string url() const { return receiver_->url() + "/hook"; }
  /// What came so far, as soon as it is at least `count`; less when that takes longer than a generous while.
  std::vector<sandbox::ReceivedRequest> waitFor(std::size_t count);
  std::vector<sandbox::ReceivedRequest> now();

 private:
  const base::SystemClock clock_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<sandbox::ReceivedRequest> requests_;  // guarded by mutex_
  std::unique_ptr<sandbox::Receiver> receiver_;
};

/// A whole core in this process, on a free port and a folder of its own, called over HTTP as its admin.
class CoreRig {
 public:
  CoreRig();
  /// The same folder under a core that may, or may not, send to this computer.
  void reopen(bool allowPrivate);

  /// Answers the parsed body; fails the test with the answer's text when it is not 2xx.
  nlohmann::json ask(const std::string& method, const std::string& path, const nlohmann::json& body = nullptr);
  /// The status and text, whatever they are.
  api::Response send(const std::string& method, const std::string& path, const std::string& body = {});

  /// A webhook for chatbot bot_1 and all events, with the given fields on top.
  nlohmann::json makeWebhook(const std::string& url, nlohmann::json fields = nlohmann::json::object());
  /// Posts a handoff.requested event of bot_1 and answers {id, deliveries}.
  nlohmann::json postEvent(nlohmann::json fields = nlohmann::json::object());
  /// The delivery's detail as soon as `wanted` accepts it; the last seen when that takes longer than a generous while.
  nlohmann::json waitForDelivery(const std::string& id, const std::function<bool(const nlohmann::json&)>& wanted);
  nlohmann::json waitForState(const std::string& id, const std::string& state);

  core_api::Core& core() { return *core_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  void attach();

  TempFolder folder_;
  std::unique_ptr<core_api::Core> core_;
  std::unique_ptr<core_api::RemoteCall> remote_;
};

/// A retry policy of quick tries: `retries` of them, 20 ms doubled each time, without jitter.
nlohmann::json quickRetries(int retries);

}  // namespace hookline::support
