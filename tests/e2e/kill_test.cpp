// "First event", point 5: the real daemon, killed at random moments under load and started again (delivery.md §7.3).
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/random.h"
#include "sandbox/receiver.h"
#include "support/core_rig.h"
#include "support/daemon.h"

namespace hookline {
namespace {

constexpr int kKills = 20;
constexpr int kSlots = 8;
constexpr int kSenders = 3;

/// What the senders know of the events they posted, and of those whose answer they never got.
struct Sent {
  std::mutex mutex;
  std::set<std::string> acknowledged;  // guarded by mutex
  std::set<std::string> unknown;       // guarded by mutex
  std::condition_variable changed;
};

/// Posts events with ids of its own, one after the other, until an answer does not come.
void sendUntilItDies(const std::string& url, const std::string& token, const std::string& prefix, Sent& sent) {
  core_api::RemoteCall::Options options;
  options.url = url;
  options.token = token;
  auto call = core_api::RemoteCall::open(std::move(options));
  if (!call) return;
  for (int n = 0;; ++n) {
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

std::size_t acknowledgedSoFar(Sent& sent) {
  std::scoped_lock lock(sent.mutex);
  return sent.acknowledged.size();
}

void waitForAcknowledged(Sent& sent, std::size_t count) {
  std::unique_lock lock(sent.mutex);
  sent.changed.wait_for(lock, std::chrono::seconds(20), [&] { return sent.acknowledged.size() >= count; });
}

/// Waits until nothing is left to be sent.
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

TEST(FirstEventDone5, KilledTwentyTimesUnderLoadNothingAcknowledgedIsLost) {
  support::TempFolder folder;
  support::Inbox inbox(sandbox::ReceiverOptions{});
  base::SeededRandom random(20261124);
  Sent sent;
  for (int round = 0; round < kKills; ++round) {
    support::Daemon daemon({HOOKLINE_DAEMON_BINARY, folder.path(), {"--allow-private"}});
    ASSERT_TRUE(daemon.running());
    if (round == 0) {
      daemon.ask(
          "POST", "/api/webhooks",
          nlohmann::json{{"name", "Load"}, {"url", inbox.url()}, {"chatbotId", "bot_1"}, {"events", {"*"}}, {"maxInFlight", kSlots}});
    }
    std::vector<std::thread> senders;
    for (int s = 0; s < kSenders; ++s)
      senders.emplace_back([&, s] {
        sendUntilItDies(daemon.url(), daemon.adminToken(), "k" + std::to_string(round) + "-" + std::to_string(s) + "-", sent);
      });
    waitForAcknowledged(sent, acknowledgedSoFar(sent) + 5 + random.below(60));
    daemon.kill();
    for (auto& sender : senders) sender.join();
  }
  support::Daemon last({HOOKLINE_DAEMON_BINARY, folder.path(), {"--allow-private"}});
  ASSERT_TRUE(last.running());
  waitUntilNothingWaits(last);

  std::map<std::string, int> arrivals;
  for (const auto& request : inbox.now()) ++arrivals[std::string(request.header("webhook-id"))];
  std::size_t duplicates = 0;
  for (const auto& [id, count] : arrivals) {
    duplicates += static_cast<std::size_t>(count - 1);
    EXPECT_TRUE(sent.acknowledged.contains(id) || sent.unknown.contains(id)) << id << " was never posted";
  }
  for (const auto& id : sent.acknowledged) EXPECT_TRUE(arrivals.contains(id)) << id << " was acknowledged and never arrived";
  EXPECT_GE(sent.acknowledged.size(), static_cast<std::size_t>(kKills) * 5);
  EXPECT_LE(duplicates, static_cast<std::size_t>(kKills) * kSlots);
  RecordProperty("acknowledged", static_cast<int>(sent.acknowledged.size()));
  RecordProperty("duplicates", static_cast<int>(duplicates));
  EXPECT_EQ(last.stop(), 0);
}

}  // namespace
}  // namespace hookline
