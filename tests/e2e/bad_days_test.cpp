// Days on which the world around Hookline misbehaves: delivery.md §7.4.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "support/core_rig.h"
#include "support/daemon.h"
#include "support/lossy_relay.h"
#include "support/program.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::CoreRig;
using support::Daemon;
using support::Inbox;
using support::quickRetries;

sandbox::ReceiverOptions willing() { return {}; }

// ---- loss and latency

TEST(EngineDone8LossAndLatency, WhateverTheLineBreaksEveryEventArrivesOrIsDeadAndNoneIsForgotten) {
  constexpr int kEvents = 150;
  Inbox inbox(willing());
  const auto port = static_cast<std::uint16_t>(std::stoi(inbox.url().substr(inbox.url().rfind(':') + 1)));
  support::LossyRelay line({.toPort = port, .seed = 20261127, .cutRate = 1.0, .mostCutBytes = 6000});
  CoreRig rig;
  auto policy = quickRetries(12);
  policy["maxBackoffMs"] = 200;
  rig.makeWebhook(line.url(), {{"retryPolicy", policy}, {"timeoutMs", 5000}, {"maxInFlight", 4}});
  std::map<std::string, std::string> deliveries;
  for (int n = 0; n < kEvents; ++n) {
    const auto accepted = rig.postEvent({{"id", "evt_line_" + std::to_string(n)}});
    deliveries[accepted.at("id")] = accepted.at("deliveries").at(0).at("id");
  }
  std::map<std::string, int> ends;
  for (const auto& [event, delivery] : deliveries) {
    const auto end =
        rig.waitForDelivery(delivery, [](const json& shown) { return shown["state"] == "delivered" || shown["state"] == "dead"; });
    ++ends[end.at("state").get<std::string>()];
    if (end.at("state") == "dead") EXPECT_EQ(end.at("attempts").size(), 13U) << "dead only when every try was used";
  }
  EXPECT_EQ(ends["delivered"] + ends["dead"], kEvents);
  EXPECT_GT(line.cuts(), kEvents / 10) << "the line was too good to prove anything";
  std::set<std::string> arrived;
  for (const auto& request : inbox.now()) arrived.emplace(request.header("webhook-id"));
  for (const auto& id : arrived) EXPECT_TRUE(deliveries.contains(id)) << id << " was never posted";
  EXPECT_GE(arrived.size(), static_cast<std::size_t>(ends["delivered"]));
}

// ---- a wall clock that jumps under the real daemon

/// The daemon's wall clock under libfaketime, set by a file. Skipped with a word where the library is not there.
class FalseTime {
 public:
  explicit FalseTime(const std::filesystem::path& folder) : file_(folder / "offset") { set("+0"); }
  static std::string library() {
    for (const auto* path :
         {"/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"})
      if (std::filesystem::exists(path)) return path;
    return {};
  }
  void set(const std::string& offset) { std::ofstream(file_) << offset << "\n"; }
  std::map<std::string, std::string> environment() const {
    return {{"LD_PRELOAD", library()},
            {"FAKETIME_TIMESTAMP_FILE", file_.string()},
            {"FAKETIME_NO_CACHE", "1"},
            {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
  }

 private:
  std::filesystem::path file_;
};

class EngineDone8WallClock : public ::testing::TestWithParam<const char*> {};

TEST_P(EngineDone8WallClock, AJumpSendsNothingEarlyParksNothingAndLosesNothing) {
  if (FalseTime::library().empty()) GTEST_SKIP() << "libfaketime is not installed here";
  support::TempFolder folder;
  FalseTime time(folder.path());
  sandbox::ReceiverOptions failing;
  failing.statuses = {500, 200};
  Inbox inbox(failing);
  Daemon daemon(
      {.binary = HOOKLINE_DAEMON_BINARY, .folder = folder.path(), .arguments = {"--allow-private"}, .environment = time.environment()});
  ASSERT_TRUE(daemon.running());
  auto policy = quickRetries(3);
  policy["backoffMs"] = 1500;
  policy["maxBackoffMs"] = 1500;
  daemon.ask("POST", "/api/webhooks", json{{"name", "Jump"}, {"url", inbox.url()}, {"events", {"*"}}, {"retryPolicy", policy}});
  const auto accepted =
      daemon.ask("POST", "/api/events", json{{"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"data", {{"reason", "lost"}}}});
  ASSERT_EQ(inbox.waitFor(1).size(), 1U);
  time.set(GetParam());
  // The wait of 1.5 s is kept by the clock that does not jump: not early, not a day late.
  const auto came = inbox.waitFor(2);
  ASSERT_EQ(came.size(), 2U);
  EXPECT_GE(came[1].at - came[0].at, base::Millis{1400});
  EXPECT_LT(came[1].at - came[0].at, base::Millis{30000});
  // What comes after the jump goes at once.
  daemon.ask("POST", "/api/events", json{{"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"data", {{"reason", "again"}}}});
  EXPECT_EQ(inbox.waitFor(3).size(), 3U);
  EXPECT_EQ(daemon.stop(), 0);
}

INSTANTIATE_TEST_SUITE_P(Days, EngineDone8WallClock, ::testing::Values("+1d", "-1d"));

TEST(EngineDone8WallClockAtStart, WhatComesAfterAStartADayEarlierStandsAfterWhatWasThere) {
  if (FalseTime::library().empty()) GTEST_SKIP() << "libfaketime is not installed here";
  support::TempFolder folder;
  FalseTime time(folder.path());
  Inbox inbox(willing());
  const Daemon::Options options{
      .binary = HOOKLINE_DAEMON_BINARY, .folder = folder.path(), .arguments = {"--allow-private"}, .environment = time.environment()};
  const auto post = [](Daemon& daemon, const char* reason) {
    return daemon.ask("POST", "/api/events", json{{"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"data", {{"reason", reason}}}});
  };
  std::string first;
  {
    Daemon daemon(options);
    ASSERT_TRUE(daemon.running());
    daemon.ask("POST", "/api/webhooks", json{{"name", "Early"}, {"url", inbox.url()}, {"events", {"*"}}});
    first = post(daemon, "first").at("id");
    ASSERT_EQ(inbox.waitFor(1).size(), 1U);
    ASSERT_EQ(daemon.stop(), 0);
  }
  time.set("-1d");
  Daemon daemon(options);
  ASSERT_TRUE(daemon.running());
  const std::string second = post(daemon, "second").at("id");
  EXPECT_EQ(inbox.waitFor(2).size(), 2U);
  // Ids are numbers in the order of time, and lists go by them.
  EXPECT_LT(first, second);
  const auto rows = daemon.ask("GET", "/api/deliveries").at("items");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("eventId"), second) << "the newest stands first";
  EXPECT_EQ(daemon.stop(), 0);
}

// ---- a folder that nobody may write

/// A folder that is mounted read-only over itself, for as long as the object lives. Needs the right to mount.
class ReadOnly {
 public:
  explicit ReadOnly(const std::filesystem::path& folder) : folder_(folder.string()) {
    bound_ = support::run("/bin/mount", {"--bind", folder_, folder_}, {}).exitCode == 0;
    good_ = bound_ && support::run("/bin/mount", {"-o", "remount,ro,bind", folder_}, {}).exitCode == 0;
  }
  ReadOnly(const ReadOnly&) = delete;
  ReadOnly& operator=(const ReadOnly&) = delete;
  ~ReadOnly() {
    if (bound_) support::run("/bin/umount", {folder_}, {});
  }
  bool good() const { return good_; }

 private:
  const std::string folder_;
  bool bound_ = false;
  bool good_ = false;
};

TEST(EngineDone8ReadOnlyFolder, AStartSaysWhichFolderAndChangesNothing) {
  support::TempFolder folder;
  std::string delivery;
  {
    Inbox inbox(willing());
    Daemon daemon({.binary = HOOKLINE_DAEMON_BINARY, .folder = folder.path(), .arguments = {"--allow-private"}});
    daemon.ask("POST", "/api/webhooks", json{{"name", "Kept"}, {"url", inbox.url()}, {"events", {"*"}}});
    daemon.ask("POST", "/api/events",
               json{{"id", "evt_kept"}, {"type", "handoff.requested"}, {"chatbotId", "b"}, {"data", {{"reason", "r"}}}});
    ASSERT_EQ(inbox.waitFor(1).size(), 1U);
    ASSERT_EQ(daemon.stop(), 0);
  }
  {
    const ReadOnly locked(folder.path() / "data");
    if (!locked.good()) GTEST_SKIP() << "mounting is not allowed here";
    support::Program refused(HOOKLINE_DAEMON_BINARY, {"serve", "--listen", "127.0.0.1:0", "--data-dir", (folder.path() / "data").string(),
                                                      "--master-key-file", (folder.path() / "master.key").string()});
    EXPECT_EQ(refused.wait(), 1);
    EXPECT_NE(refused.err().find((folder.path() / "data").string()), std::string::npos) << refused.err();
    EXPECT_NE(refused.err().find("read-only"), std::string::npos) << refused.err();
  }
  Daemon daemon({.binary = HOOKLINE_DAEMON_BINARY, .folder = folder.path(), .arguments = {"--allow-private"}});
  EXPECT_EQ(daemon.ask("GET", "/api/events/evt_kept").at("id"), "evt_kept");
  EXPECT_EQ(daemon.stop(), 0);
}

}  // namespace
}  // namespace hookline
