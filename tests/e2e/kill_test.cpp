// The real daemon, killed at random moments under load and started again (delivery.md §7.3).
#include <gtest/gtest.h>

#include <thread>

#include "base/random.h"
#include "kill_load.h"
#include "sandbox/receiver.h"

namespace hookline::e2e {
namespace {

constexpr int kSenders = 3;
constexpr int kWithoutEnd = 1'000'000;

std::size_t acknowledgedSoFar(Sent& sent) {
  std::scoped_lock lock(sent.mutex);
  return sent.acknowledged.size();
}

void waitForAcknowledged(Sent& sent, std::size_t count) {
  std::unique_lock lock(sent.mutex);
  sent.changed.wait_for(lock, std::chrono::seconds(20), [&] { return sent.acknowledged.size() >= count; });
}

void killUnderLoad(int kills, std::uint64_t seed) {
  support::TempFolder folder;
  support::Inbox inbox(sandbox::ReceiverOptions{});
  base::SeededRandom random(seed);
  Sent sent;
  for (int round = 0; round < kills; ++round) {
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
        sendUntilItDies(daemon.url(), daemon.adminToken(), "k" + std::to_string(round) + "-" + std::to_string(s) + "-", sent, kWithoutEnd);
      });
    waitForAcknowledged(sent, acknowledgedSoFar(sent) + 5 + random.below(60));
    daemon.kill();
    for (auto& sender : senders) sender.join();
  }
  support::Daemon last({HOOKLINE_DAEMON_BINARY, folder.path(), {"--allow-private"}});
  ASSERT_TRUE(last.running());
  waitUntilNothingWaits(last);
  const auto duplicates = judgeArrivals(inbox, sent);
  EXPECT_GE(sent.acknowledged.size(), static_cast<std::size_t>(kills) * 5);
  EXPECT_LE(duplicates, static_cast<std::size_t>(kills) * kSlots);
  testing::Test::RecordProperty("acknowledged", static_cast<int>(sent.acknowledged.size()));
  testing::Test::RecordProperty("duplicates", static_cast<int>(duplicates));
  std::cout << kills << " kills, " << sent.acknowledged.size() << " acknowledged, " << duplicates << " arrived again\n";
  EXPECT_EQ(last.stop(), 0);
}

TEST(FirstEventDone5, KilledTwentyTimesUnderLoadNothingAcknowledgedIsLost) { killUnderLoad(20, 20261124); }

TEST(LongEngineDone8Kills, KilledTwoHundredTimesUnderLoadNothingAcknowledgedIsLost) { killUnderLoad(200, 20261127); }

}  // namespace
}  // namespace hookline::e2e
