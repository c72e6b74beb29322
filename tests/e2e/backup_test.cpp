// backup and restore as a person at a shell sees them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core_api/core.h"
#include "support/daemon.h"
#include "support/temp_folder.h"

namespace hookline {
namespace {

using support::Daemon;
using support::Ran;
using support::TempFolder;
using ::testing::HasSubstr;
using Words = std::vector<std::string>;

class DaemonDone7Backup : public ::testing::Test {
 protected:
  Ran run(Words words, const std::string& folder = "data") const {
    for (const auto& word : {std::string("--data-dir"), (home_ / folder).string(), std::string("--master-key-file"), keyFile()})
      words.push_back(word);
    return support::run(HOOKLINE_DAEMON_BINARY, words);
  }
  std::string keyFile() const { return (home_ / "master.key").string(); }
  std::string file() const { return (home_ / "backup.db").string(); }
  /// A daemon with one webhook to nowhere and two events that wait for it.
  void fill(Daemon& daemon) const {
    ASSERT_TRUE(daemon.running());
    daemon.ask("POST", "/api/webhooks",
               nlohmann::json{{"name", "Sales"}, {"url", "http://127.0.0.1:49999/"}, {"events", {"*"}}, {"secret", "backup canary"}});
    daemon.ask("POST", "/api/pause", nlohmann::json::object());
    for (const char* id : {"one", "two"})
      daemon.ask("POST", "/api/events",
                 nlohmann::json{{"id", id}, {"type", "a.b"}, {"chatbotId", "bot"}, {"data", nlohmann::json::object()}});
  }
  nlohmann::json secretOf(Daemon& daemon) const {
    const auto webhooks = daemon.ask("GET", "/api/webhooks");
    return daemon.ask("GET", "/api/webhooks/" + webhooks.at(0).at("id").get<std::string>() + "/secret").at("secret");
  }

  TempFolder home_;
};

TEST_F(DaemonDone7Backup, BesideALivingDaemonAndBackIntoAnEmptyFolder) {
  Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {"--allow-private"}});
  fill(daemon);
  const auto made = run({"backup", file()});
  ASSERT_EQ(made.exitCode, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("Backed up "));
  EXPECT_THAT(made.err, HasSubstr("keep the master key file " + keyFile()));
  const auto mode = std::filesystem::status(file()).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_FALSE(std::filesystem::exists(daemon.dataFolder() / "backup.db")) << "nothing is left in the data folder";
  EXPECT_EQ(daemon.ask("GET", "/api/status").at("waiting"), 2) << "the daemon goes on";

  const auto beside = run({"restore", file()});
  EXPECT_EQ(beside.exitCode, 1);
  EXPECT_THAT(beside.err, HasSubstr("is in use by the Hookline at " + daemon.url()));
  EXPECT_EQ(daemon.stop(), 0);

  const auto restored = run({"restore", file(), "--paused"}, "new/data");
  ASSERT_EQ(restored.exitCode, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr("Restored 1 webhook, 2 events, 2 waiting deliveries and 0 dead letters into "));
  EXPECT_THAT(restored.err, HasSubstr("2 deliveries were waiting or under way"));
  EXPECT_THAT(restored.err, HasSubstr("Sending is paused"));
  std::filesystem::copy_file(keyFile(), home_ / "new" / "master.key");
  Daemon second({HOOKLINE_DAEMON_BINARY, home_ / "new", {}});
  ASSERT_TRUE(second.running());
  EXPECT_EQ(second.ask("GET", "/api/status").at("waiting"), 2);
  EXPECT_EQ(second.ask("GET", "/api/status").at("allPaused"), true);
  EXPECT_EQ(secretOf(second), "backup canary") << "sealed secrets open with the same key";
  EXPECT_EQ(second.ask("GET", "/api/events/one").at("id"), "one");
}

TEST_F(DaemonDone7Backup, WithoutADaemonToo) {
  {
    Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {"--allow-private"}});
    fill(daemon);
    daemon.kill();
  }
  const auto made = run({"backup", file()});
  ASSERT_EQ(made.exitCode, 0) << made.err;
  const auto restored = run({"restore", file()}, "new");
  EXPECT_THAT(restored.out, HasSubstr("2 waiting deliveries")) << restored.err;
  EXPECT_THAT(restored.err, HasSubstr("restore once more with --paused --force"));
  const auto nothing = run({"backup", (home_ / "b").string()}, "missing");
  EXPECT_EQ(nothing.exitCode, 1);
  EXPECT_THAT(nothing.err, HasSubstr("There is no Hookline data in "));
}

TEST_F(DaemonDone7Backup, NothingThatExistsIsReplacedWithoutForce) {
  Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {"--allow-private"}});
  fill(daemon);
  std::ofstream(file()) << "precious";
  const auto refused = run({"backup", file()});
  EXPECT_EQ(refused.exitCode, 1);
  EXPECT_THAT(refused.err, HasSubstr("exists: name another, or replace it with --force"));
  EXPECT_EQ(std::filesystem::file_size(file()), 8U);
  ASSERT_EQ(run({"backup", file(), "--force"}).exitCode, 0);
  daemon.ask("POST", "/api/events",
             nlohmann::json{{"id", "three"}, {"type", "a.b"}, {"chatbotId", "bot"}, {"data", nlohmann::json::object()}});
  ASSERT_EQ(daemon.stop(), 0);

  const auto full = run({"restore", file()});
  EXPECT_EQ(full.exitCode, 1);
  EXPECT_THAT(full.err, HasSubstr("There is Hookline data in "));
  const auto forced = run({"restore", file(), "--force"});
  ASSERT_EQ(forced.exitCode, 0) << forced.err;
  EXPECT_THAT(forced.err, HasSubstr("What was there before is in "));
  std::filesystem::path aside;
  for (const auto& entry : std::filesystem::directory_iterator(home_ / "data"))
    if (entry.path().filename().string().starts_with("before-restore-")) aside = entry.path();
  ASSERT_FALSE(aside.empty());
  EXPECT_TRUE(std::filesystem::exists(aside / "hookline.db"));
  Daemon again({HOOKLINE_DAEMON_BINARY, home_.path(), {}});
  ASSERT_TRUE(again.running());
  EXPECT_EQ(again.ask("GET", "/api/status").at("waiting"), 2);
}

TEST_F(DaemonDone7Backup, TheLogOfADaemonThatDiedIsMovedAsideToo) {
  {
    Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {"--allow-private"}});
    fill(daemon);
    ASSERT_EQ(run({"backup", file()}).exitCode, 0);
    daemon.ask("POST", "/api/events",
               nlohmann::json{{"id", "three"}, {"type", "a.b"}, {"chatbotId", "bot"}, {"data", nlohmann::json::object()}});
    daemon.kill();
  }
  const auto log = home_ / "data" / "hookline.db-wal";
  ASSERT_TRUE(std::filesystem::exists(log)) << "the third event is in it";
  const auto forced = run({"restore", file(), "--force"});
  ASSERT_EQ(forced.exitCode, 0) << forced.err;
  EXPECT_FALSE(std::filesystem::exists(log)) << "it is of another database";
  Daemon again({HOOKLINE_DAEMON_BINARY, home_.path(), {}});
  ASSERT_TRUE(again.running());
  EXPECT_EQ(again.ask("GET", "/api/status").at("waiting"), 2);
  EXPECT_EQ(again.call().send("GET", "/api/events/three")->status, 404);
}

TEST_F(DaemonDone7Backup, ARestoreIsPausedWhenThatIsAskedAndNotOtherwise) {
  Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {"--allow-private"}});
  fill(daemon);
  daemon.ask("POST", "/api/resume", nlohmann::json::object());
  ASSERT_EQ(run({"backup", file()}).exitCode, 0);
  ASSERT_EQ(daemon.stop(), 0);
  for (const bool paused : {true, false}) {
    Words words = {"restore", file(), "--force"};
    if (paused) words.emplace_back("--paused");
    ASSERT_EQ(run(words).exitCode, 0);
    Daemon again({HOOKLINE_DAEMON_BINARY, home_.path(), {}});
    ASSERT_TRUE(again.running());
    EXPECT_EQ(again.ask("GET", "/api/status").at("allPaused"), paused);
    EXPECT_EQ(again.stop(), 0);
  }
}

TEST_F(DaemonDone7Backup, WhatIsDamagedIsRefusedAndTheOldDataStays) {
  Daemon daemon({HOOKLINE_DAEMON_BINARY, home_.path(), {"--allow-private"}});
  fill(daemon);
  ASSERT_EQ(daemon.stop(), 0);
  std::ofstream(file()) << "no database";
  const auto refused = run({"restore", file(), "--force"});
  EXPECT_EQ(refused.exitCode, 1);
  EXPECT_THAT(refused.err, HasSubstr("is no Hookline backup"));
  EXPECT_THAT(run({"restore", (home_ / "none").string(), "--force"}).err, HasSubstr("There is no file "));
  EXPECT_FALSE(std::filesystem::exists(home_ / "data" / "restore.db"));
  Daemon again({HOOKLINE_DAEMON_BINARY, home_.path(), {}});
  ASSERT_TRUE(again.running());
  EXPECT_EQ(again.ask("GET", "/api/status").at("waiting"), 2);
}

}  // namespace
}  // namespace hookline
