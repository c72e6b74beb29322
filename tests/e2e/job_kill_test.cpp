// Bulk work of the real daemon, killed again and again while a job runs (delivery.md §7.3).
#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "sandbox/receiver.h"
#include "support/core_rig.h"
#include "support/daemon.h"

namespace hookline {
namespace {

using nlohmann::json;

constexpr int kLives = 6;
constexpr int kInFlight = 8;
constexpr std::size_t kLetters = 300;

/// Looks again and again until `done` holds.
json waitFor(support::Daemon& daemon, const std::string& path, const std::function<bool(const json&)>& done) {
  std::mutex mutex;
  std::condition_variable never;
  json seen;
  for (int look = 0; look < 1200; ++look) {
    seen = daemon.ask("GET", path);
    if (done(seen)) return seen;
    std::unique_lock lock(mutex);
    never.wait_for(lock, std::chrono::milliseconds(25));
  }
  ADD_FAILURE() << path << " came only to " << seen;
  return seen;
}

/// Events whose deliveries die at once, because their receiver takes none of them.
std::string makeDeadLetters(support::Daemon& daemon, const std::string& refuser) {
  const auto webhook = daemon.ask(
      "POST", "/api/webhooks",
      json{{"name", "Load"}, {"url", refuser}, {"events", {"*"}}, {"maxInFlight", kInFlight}, {"retryPolicy", support::quickRetries(0)}});
  json events = json::array();
  for (std::size_t n = 0; n < kLetters; ++n)
    events.push_back({{"id", "order-" + std::to_string(n)},
                      {"type", "handoff.requested"},
                      {"chatbotId", "bot_1"},
                      {"data", {{"reason", "wants a person"}}}});
  daemon.ask("POST", "/api/events/batch", json{{"events", events}});
  waitFor(daemon, "/api/status", [](const json& status) { return status.value("dead", 0U) == kLetters; });
  return webhook.at("id");
}

TEST(EngineDone4, AJobGoesOnWhereItStoodAfterEveryKill) {
  support::TempFolder folder;
  support::Inbox inbox(sandbox::ReceiverOptions{});
  sandbox::ReceiverOptions refusing;
  refusing.statuses = {400};
  support::Inbox refuser(std::move(refusing));
  base::SeededRandom random(20261127);
  const support::Daemon::Options options{HOOKLINE_DAEMON_BINARY, folder.path(), {"--allow-private"}};
  std::string job;
  std::uint64_t before = 0;
  for (int life = 0; life <= kLives; ++life) {
    support::Daemon daemon(options);
    ASSERT_TRUE(daemon.running());
    if (life == 0) {
      const auto webhook = makeDeadLetters(daemon, refuser.url());
      daemon.ask("PATCH", "/api/webhooks/" + webhook, json{{"url", inbox.url()}});
      job = daemon.ask("POST", "/api/jobs", json{{"kind", "retry"}, {"filter", {{"webhookId", webhook}}}, {"perSecond", 150}}).at("id");
    }
    if (life == kLives) {
      const auto done = waitFor(daemon, "/api/jobs/" + job, [](const json& report) { return report.at("state") == "done"; });
      EXPECT_EQ(done.at("done"), kLetters);
      EXPECT_EQ(done.at("delivered"), kLetters) << done;
      EXPECT_EQ(done.at("skipped"), 0);
      EXPECT_EQ(daemon.ask("GET", "/api/status").at("dead"), 0);
      EXPECT_EQ(daemon.stop(), 0);
      break;
    }
    const auto wanted = before + 5 + random.below(30);
    const auto seen = waitFor(daemon, "/api/jobs/" + job, [wanted](const json& report) { return report.at("done") >= wanted; });
    before = seen.at("done");
    daemon.kill();
  }
  std::map<std::string, int> arrivals;
  for (const auto& request : inbox.now()) ++arrivals[std::string(request.header("webhook-id"))];
  EXPECT_EQ(arrivals.size(), kLetters);
  int duplicates = 0;
  for (const auto& [id, count] : arrivals) duplicates += count - 1;
  EXPECT_LE(duplicates, kLives * kInFlight);
  RecordProperty("duplicates", duplicates);
}

}  // namespace
}  // namespace hookline
