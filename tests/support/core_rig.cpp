#include "support/core_rig.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

#include "platform/private_file.h"
#include "support/test_core.h"

namespace hookline::support {
namespace {

constexpr std::chrono::seconds kGenerous{30};
constexpr std::chrono::milliseconds kLook{5};

}  // namespace

Inbox::Inbox(sandbox::ReceiverOptions options) {
  options.port = 0;
  auto started = sandbox::Receiver::start(std::move(options), clock_, [this](const sandbox::ReceivedRequest& request) {
    std::scoped_lock lock(mutex_);
    requests_.push_back(request);
    came_.notify_all();
  });
  if (!started) throw std::runtime_error(started.error().message);
  receiver_ = std::move(*started);
}

std::vector<sandbox::ReceivedRequest> Inbox::waitFor(std::size_t count) {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, kGenerous, [&] { return requests_.size() >= count; });
  return requests_;
}

std::vector<sandbox::ReceivedRequest> Inbox::now() {
  std::scoped_lock lock(mutex_);
  return requests_;
}

CoreRig::CoreRig() : core_(openTestCore(folder_)) { attach(); }

void CoreRig::reopen(bool allowPrivate) {
  remote_.reset();
  core_.reset();
  core_ = openTestCore(folder_, allowPrivate);
  attach();
}

void CoreRig::attach() {
  auto token = platform::readFile(core_->adminTokenFile(), 4096);
  if (!token) throw std::runtime_error(token.error().message);
  while (!token->empty() && token->back() == '\n') token->pop_back();
  core_api::RemoteCall::Options call;
  call.url = core_->url();
  call.token = *token;
  auto remote = core_api::RemoteCall::open(std::move(call));
  if (!remote) throw std::runtime_error(remote.error().message);
  remote_ = std::move(*remote);
}

nlohmann::json CoreRig::ask(const std::string& method, const std::string& path, const nlohmann::json& body) {
  auto answer = remote_->ask(method, path, body.is_null() ? std::nullopt : std::optional<nlohmann::json>(body));
  if (!answer) ADD_FAILURE() << method << " " << path << ": " << answer.error().message;
  return answer ? *answer : nlohmann::json();
}

api::Response CoreRig::send(const std::string& method, const std::string& path, const std::string& body) {
  auto answer = remote_->send(method, path, body);
  if (!answer) ADD_FAILURE() << method << " " << path << ": " << answer.error().message;
  return answer ? *answer : api::Response{0, {}, {}, {}};
}

nlohmann::json CoreRig::makeWebhook(const std::string& url, nlohmann::json fields) {
  nlohmann::json webhook{{"name", "Test"}, {"url", url}, {"chatbotId", "bot_1"}, {"events", {"*"}}};
  webhook.update(fields);
  return ask("POST", "/api/webhooks", webhook);
}

nlohmann::json CoreRig::postEvent(nlohmann::json fields) {
  nlohmann::json event{
      {"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"conversationId", "conv_1"}, {"data", {{"reason", "wants a person"}}}};
  event.update(fields);
  return ask("POST", "/api/events", event);
}

nlohmann::json CoreRig::waitForDelivery(const std::string& id, const std::function<bool(const nlohmann::json&)>& wanted) {
  const auto until = std::chrono::steady_clock::now() + kGenerous;
  std::mutex mutex;
  std::condition_variable never;
  while (true) {
    auto detail = ask("GET", "/api/deliveries/" + id);
    if (wanted(detail) || std::chrono::steady_clock::now() > until) return detail;
    std::unique_lock lock(mutex);
    never.wait_for(lock, kLook);
  }
}

nlohmann::json CoreRig::waitForState(const std::string& id, const std::string& state) {
  auto detail = waitForDelivery(id, [&](const nlohmann::json& seen) { return seen.value("state", "") == state; });
  EXPECT_EQ(detail.value("state", ""), state) << detail.dump(2);
  return detail;
}

nlohmann::json quickRetries(int retries) {
  return {{"maxRetries", retries}, {"backoffMs", 20}, {"maxBackoffMs", 1000}, {"multiplier", 2.0}, {"jitter", "none"}};
}

}  // namespace hookline::support
