// The real daemon, killed inside each call by which it changes a file or sends (delivery.md §7.3), by strace.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

#include "kill_load.h"
#include "sandbox/receiver.h"

namespace hookline::e2e {
namespace {

constexpr const char* kStrace = "/usr/bin/strace";
constexpr int kEvents = 4;

/// Whether a process may be traced here, as in most containers it may not.
bool mayTrace() {
  if (!std::filesystem::exists(kStrace)) return false;
  return support::run(kStrace, {"-qq", "-o", "/dev/null", "/bin/true"}, {}).exitCode == 0;
}

struct Killed {
  bool inTime = false;  ///< it died of it; false: the run was over before the call came
  bool listening = false;
};

/// A daemon that dies in the `nth` call of `call`, posted to until it does or all is posted.
Killed runUntil(const std::string& call, int nth, const std::filesystem::path& folder, support::Inbox& inbox, Sent& sent) {
  const std::string inject = "inject=" + call + ":signal=SIGKILL:when=" + std::to_string(nth);
  support::Program traced(kStrace, {"-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", inject, HOOKLINE_DAEMON_BINARY, "serve",
                                    "--listen", "127.0.0.1:0", "--data-dir", (folder / "data").string(), "--master-key-file",
                                    (folder / "master.key").string(), "--allow-private"});
  Killed killed;
  const auto line = traced.readLine();
  if (const auto at = line.find("http"); at != std::string::npos) {
    killed.listening = true;
    const auto url = line.substr(at);
    std::string token;
    std::ifstream(folder / "data" / "admin.token") >> token;
    core_api::RemoteCall::Options options;
    options.url = url;
    options.token = token;
    options.timeout = base::Millis{10000};
    auto admin = core_api::RemoteCall::open(std::move(options));
    const nlohmann::json hook{{"name", "Load"}, {"url", inbox.url()}, {"chatbotId", "bot_1"}, {"events", {"*"}}, {"maxInFlight", kSlots}};
    const auto made = admin ? (*admin)->send("POST", "/api/webhooks", hook.dump()) : base::Result<api::Response>(base::fail(admin.error()));
    // Without the webhook there is nobody to deliver to.
    if (made && made->status == 201) sendUntilItDies(url, token, call + std::to_string(nth) + "-", sent, kEvents);
    // strace does not hand a signal on to what it traces.
    if (const auto owner = core_api::findOwner(folder / "data"); owner && *owner) ::kill(static_cast<pid_t>((*owner)->pid), SIGTERM);
  }
  killed.inTime = traced.wait() != 0;
  return killed;
}

/// One run for each call's first, second, … time, as far as `most` runs go; every `stride`th of them.
void killAtCalls(int most, int stride) {
  if (!mayTrace()) GTEST_SKIP() << "strace is missing or may not trace here";
  int kills = 0;
  int runs = 0;
  std::size_t acknowledged = 0;
  std::size_t duplicates = 0;
  for (const std::string call : {"write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "sendto", "sendmsg"}) {
    int missed = 0;
    for (int nth = 1; runs < most && missed < 2; nth += stride) {
      ++runs;
      support::TempFolder folder;
      support::Inbox inbox(sandbox::ReceiverOptions{});
      Sent sent;
      const auto killed = runUntil(call, nth, folder.path(), inbox, sent);
      kills += killed.inTime ? 1 : 0;
      missed = killed.inTime ? 0 : missed + 1;
      support::Daemon again({HOOKLINE_DAEMON_BINARY, folder.path(), {"--allow-private"}});
      ASSERT_TRUE(again.running()) << "after a kill in " << call << " number " << nth;
      waitUntilNothingWaits(again);
      const auto twice = judgeArrivals(inbox, sent);
      EXPECT_LE(twice, static_cast<std::size_t>(kSlots)) << call << " number " << nth;
      duplicates += twice;
      acknowledged += sent.acknowledged.size();
      EXPECT_EQ(again.stop(), 0);
      if (testing::Test::HasFailure()) FAIL() << "after a kill in " << call << " number " << nth;
    }
  }
  std::cout << runs << " runs, " << kills << " kills inside a call, " << acknowledged << " acknowledged, " << duplicates
            << " arrived again\n";
  EXPECT_GT(kills, runs / 4);
  EXPECT_GT(acknowledged, 0U);
}

TEST(EngineDone8Calls, KilledInsideACallNothingAcknowledgedIsLost) { killAtCalls(16, 23); }

TEST(LongEngineDone8Calls, KilledInsideEachCallNothingAcknowledgedIsLost) { killAtCalls(300, 3); }

}  // namespace
}  // namespace hookline::e2e
