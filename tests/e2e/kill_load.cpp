#include "kill_load.h"

#include <gtest/gtest.h>

namespace hookline::e2e {

void sendUntilItDies(const std::string& url, const std::string& token, const std::string& prefix, Sent& sent, int most) {
  core_api::RemoteCall::Options options;
  options.url = url;
  options.token = token;
  auto call = core_api::RemoteCall::open(std::move(options));
  if (!call) return;
  for (int n = 0; n < most; ++n) {
    const std::string id = prefix + std::to_string(n);
    const nlohmann::json event{{"id", id},
                               {"type", "handoff.requested"},
                               {"chatbotId", "bot_1"},
                               {"conversationId", "conv_" + std::to_string(n)},
                               {"data", {{"reason", "wants a person"}}}};
    const auto answer = (*call)->send("POST", "/api/events", event.dump());
    std::scoped_lock lock(sent.mutex);
    const bool accepted = answer && (answer->status == 202 || answer->status == 200);
    (accepted ? sent.acknowledged : sent.unknown).insert(id);
    sent.changed.notify_all();
    if (!answer) return;
  }
}

void waitUntilNothingWaits(support::Daemon& daemon) {
  std::mutex mutex;
  std::condition_variable never;
  for (int look = 0; look < 1200; ++look) {
    const auto status = daemon.ask("GET", "/api/status");
    if (status.is_object() && status.value("waiting", -1) == 0) return;
    std::unique_lock lock(mutex);
    never.wait_for(lock, std::chrono::milliseconds(50));
  }
  ADD_FAILURE() << "deliveries were still waiting";
}

std::size_t judgeArrivals(support::Inbox& inbox, Sent& sent) {
  std::scoped_lock lock(sent.mutex);
  std::map<std::string, int> arrivals;
  for (const auto& request : inbox.now()) ++arrivals[std::string(request.header("webhook-id"))];
  std::size_t duplicates = 0;
  for (const auto& [id, count] : arrivals) {
    duplicates += static_cast<std::size_t>(count - 1);
    EXPECT_TRUE(sent.acknowledged.contains(id) || sent.unknown.contains(id)) << id << " was never posted";
  }
  for (const auto& id : sent.acknowledged) EXPECT_TRUE(arrivals.contains(id)) << id << " was acknowledged and never arrived";
  return duplicates;
}

}  // namespace hookline::e2e
