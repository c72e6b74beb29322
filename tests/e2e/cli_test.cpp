// The real hooklined as other programs see it: what it prints, how it ends, what it leaves behind.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <csignal>

#include "cli_rig.h"
#include "net/http_server.h"
#include "support/test_certificates.h"

namespace hookline::cli {
namespace {

TEST(CommandLineOfTheProgram, HelpAndVersionGoToStdout) {
  const auto help = run({"--help"});
  EXPECT_EQ(help.exitCode, 0);
  EXPECT_TRUE(holds(help.out, "simulate"));
  EXPECT_EQ(help.err, "");
  const auto version = run({"--version"});
  EXPECT_EQ(version.exitCode, 0);
  EXPECT_EQ(version.out, "hooklined 0.1.0\n");
  for (const Words& words : {Words{"serve", "--help"}, {"receive", "--help"}, {"token", "create", "--help"}, {"simulate", "--help"}}) {
    const auto ran = run(words);
    EXPECT_EQ(ran.exitCode, 0);
    EXPECT_TRUE(holds(ran.out, "Example:\n  hooklined " + words[0])) << ran.out;
  }
}

TEST(CommandLineOfTheProgram, WrongUsageIsTwoAndNamesTheOption) {
  const std::vector<std::pair<Words, std::string>> wrong = {
      {{}, "a subcommand is missing"},
      {{"sevre"}, "did you mean `serve`?"},
      {{"serve", "--lisen", "x"}, "did you mean --listen?"},
      {{"serve", "--listen"}, "--listen takes ADDRESS:PORT"},
      {{"serve", "--listen", "nonsense"}, "--listen takes ADDRESS:PORT"},
      {{"serve", "--listen", "0.0.0.0:0"}, "needs TLS"},
      {{"serve", "--store", "postgres://db/x"}, "--store is not in this version"},
      {{"serve", "--store", "postgres://x"}, "--store is not in this version"},
      {{"serve", "--keep-days", "0"}, "--keep-days"},
      {{"serve", "--max-disk", "10"}, "a size such as 10GB"},
      {{"serve", "--config", "/nonexistent/h.json"}, "--config takes FILE"},
      {{"receive", "--status", "99"}, "--status takes CODE"},
      {{"receive", "--delay-ms", "-1"}, "--delay-ms takes N"},
      {{"receive", "--reset-rate", "2"}, "--reset-rate takes P"},
      {{"token", "create", "--role", "admin"}, "--name is missing"},
      {{"token", "create", "--name", "a", "--role", "king"}, "--role takes ROLE"},
      {{"token", "revoke"}, "takes one NAME"},
      {{"simulate", "--type", "lead.captured"}, "--to is missing"},
      {{"simulate", "--to", "http://127.0.0.1:1", "--type", "lead.captured", "--rate", "0", "--duration", "1"}, "--rate takes N"},
      {{"simulate", "--to", "nonsense", "--type", "lead.captured", "--rate", "1", "--duration", "1"}, "--to takes URL"},
      {{"simulate", "--to", "http://127.0.0.1:1"}, "--type is missing"},
      {{"sandbox", "--tls-listen", "127.0.0.1:0", "--tls-cert", "c.pem"}, "--tls-key"},
      {{"backup"}, "takes one FILE"},
  };
  for (const auto& [words, sentence] : wrong) {
    const auto ran = run(words);
    EXPECT_EQ(ran.exitCode, 2) << sentence;
    EXPECT_EQ(ran.out, "") << sentence;
    EXPECT_TRUE(holds(ran.err, sentence)) << "wanted: " << sentence << "\ngot: " << ran.err;
  }
}

TEST(CommandLineOfTheProgram, TheEnvironmentCountsAndTheFlagCountsMore) {
  const auto ran = run({"serve"}, {{"HOOKLINE_LISTEN", "nonsense"}});
  EXPECT_EQ(ran.exitCode, 2);
  EXPECT_TRUE(holds(ran.err, "HOOKLINE_LISTEN takes ADDRESS:PORT")) << ran.err;
  TempFolder folder;
  Program daemon(kBinary, serveIn(folder.path()), {{"HOOKLINE_LISTEN", "nonsense"}});
  EXPECT_TRUE(daemon.readLine().starts_with("hooklined listening on http://127.0.0.1:"));
}

TEST(FirstEventDone7, PrintsOneLineOnStdoutAndTheTokenFileOnStderr) {
  TempFolder folder;
  Daemon daemon({kBinary, folder.path(), {}});
  ASSERT_TRUE(daemon.running());
  EXPECT_TRUE(daemon.listeningLine().starts_with("hooklined listening on http://127.0.0.1:")) << daemon.listeningLine();
  EXPECT_EQ(daemon.ask("GET", "/api/me").at("role"), "admin");
  EXPECT_EQ(daemon.stop(), 0);
  EXPECT_EQ(daemon.program().out(), "");
  bool named = false;
  for (const auto& line : logLines(daemon.program().err())) named = named || holds(line.dump(), "admin.token");
  EXPECT_TRUE(named);
}

TEST(FirstEventDone7, FilesOfTheDataFolderAreTheOwnersAlone) {
  TempFolder folder;
  Daemon daemon({kBinary, folder.path(), {}});
  ASSERT_TRUE(daemon.running());
  namespace fs = std::filesystem;
  const auto others = fs::perms::group_all | fs::perms::others_all;
  EXPECT_EQ(fs::status(daemon.dataFolder()).permissions() & others, fs::perms::none);
  EXPECT_EQ(fs::status(daemon.masterKeyFile()).permissions() & others, fs::perms::none);
  for (const auto& entry : fs::directory_iterator(daemon.dataFolder()))
    EXPECT_EQ(entry.status().permissions() & others, fs::perms::none) << entry.path();
}

TEST(FirstEventDone7, ASecondOneOnTheFolderNamesTheFirst) {
  TempFolder folder;
  Daemon first({kBinary, folder.path(), {}});
  ASSERT_TRUE(first.running());
  const auto second = run(serveIn(folder.path()));
  EXPECT_EQ(second.exitCode, 1);
  EXPECT_EQ(second.out, "");
  const auto message = lastMessage(second.err);
  EXPECT_TRUE(holds(message, first.url())) << second.err;
  EXPECT_TRUE(holds(message, std::to_string(first.program().pid()))) << second.err;
  EXPECT_EQ(first.ask("GET", "/api/me").at("role"), "admin");
  EXPECT_EQ(first.stop(), 0);
}

TEST(FirstEventDone7, APortThatIsTakenIsNamed) {
  TempFolder folder;
  auto taken = net::HttpServer::start({}, [](net::ServerRequest, base::Completion<net::ServerResponse>) {}, {});
  ASSERT_TRUE(taken) << taken.error().message;
  const auto port = std::to_string((*taken)->port());
  auto words = serveIn(folder.path());
  words[2] = "127.0.0.1:" + port;
  const auto ran = run(words);
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_TRUE(holds(lastMessage(ran.err), port)) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "data" / "owner.json"));
  EXPECT_EQ(Daemon({kBinary, folder.path(), {}}).stop(), 0);
}

TEST(FirstEventDone7, ABadCertificateIsNamed) {
  TempFolder folder;
  std::ofstream(folder / "cert.pem") << "no certificate\n";
  std::ofstream(folder / "key.pem") << "no key\n";
  const auto ran = run(serveIn(folder.path(), {"--tls-cert", (folder / "cert.pem").string(), "--tls-key", (folder / "key.pem").string()}));
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_TRUE(holds(lastMessage(ran.err), "cert.pem")) << ran.err;
}

/// A data folder as a daemon left it, whose database `spoil` then changes.
template <typename Spoil>
void leaveAndSpoil(const TempFolder& folder, Spoil spoil) {
  {
    Daemon daemon({kBinary, folder.path(), {}});
    ASSERT_TRUE(daemon.running());
    ASSERT_EQ(daemon.stop(), 0);
  }
  spoil(folder.path() / "data" / "hookline.db");
}

TEST(FirstEventDone6, AFolderOfANewerVersionIsLeftAlone) {
  TempFolder folder;
  leaveAndSpoil(folder, [](const std::filesystem::path& database) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(database.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, "PRAGMA user_version=9999", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  });
  const auto before = readAll(folder.path() / "data" / "hookline.db");
  const auto ran = run(serveIn(folder.path()));
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_TRUE(holds(lastMessage(ran.err), "newer Hookline")) << ran.err;
  EXPECT_TRUE(holds(lastMessage(ran.err), "9999")) << ran.err;
  EXPECT_EQ(readAll(folder.path() / "data" / "hookline.db"), before);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "data" / "owner.json"));
}

TEST(FirstEventDone6, ADamagedFolderIsNamedAndLeftAlone) {
  TempFolder folder;
  leaveAndSpoil(folder, [](const std::filesystem::path& database) {
    std::fstream file(database, std::ios::in | std::ios::out | std::ios::binary);
    file << "this is not a database at all";
  });
  const auto before = readAll(folder.path() / "data" / "hookline.db");
  const auto ran = run(serveIn(folder.path()));
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_TRUE(holds(lastMessage(ran.err), "hookline.db")) << ran.err;
  EXPECT_TRUE(holds(lastMessage(ran.err), "damaged")) << ran.err;
  EXPECT_EQ(readAll(folder.path() / "data" / "hookline.db"), before);
}

TEST(FirstEventDone6, AFolderThatCannotBeMadeIsNamed) {
  TempFolder folder;
  std::ofstream(folder / "data") << "a file stands here\n";
  const auto ran = run(serveIn(folder.path()));
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_TRUE(holds(lastMessage(ran.err), (folder / "data").string())) << ran.err;
  EXPECT_TRUE(holds(lastMessage(ran.err), "--data-dir")) << ran.err;
  EXPECT_EQ(readAll(folder / "data"), "a file stands here\n");
  const auto below = run({"serve", "--listen", "127.0.0.1:0", "--data-dir", (folder / "data" / "below").string(), "--master-key-file",
                          (folder / "master.key").string()});
  EXPECT_EQ(below.exitCode, 1);
  EXPECT_TRUE(holds(lastMessage(below.err), "--data-dir")) << below.err;
}

TEST(FirstEventDone6, SigtermAndCtrlCStopCleanly) {
  for (const int signal : {SIGTERM, SIGINT}) {
    TempFolder folder;
    Daemon daemon({kBinary, folder.path(), {}});
    ASSERT_TRUE(daemon.running());
    daemon.program().send(signal);
    EXPECT_EQ(daemon.program().wait(), 0);
    EXPECT_FALSE(std::filesystem::exists(daemon.dataFolder() / "owner.json"));
    EXPECT_EQ(lastMessage(daemon.program().err()), "stopped");
  }
}

/// A receiver that never answers, so that a delivery stays in flight, and a webhook that points at it.
class InFlight {
 public:
  explicit InFlight(const TempFolder& folder, const std::string& delayMs = "600000")
      : receiver_(kBinary, {"receive", "--listen", "127.0.0.1:0", "--delay-ms", delayMs}),
        daemon_({kBinary, folder.path(), {"--allow-private"}}) {
    const auto line = receiver_.readLine();
    const auto at = line.find("http");
    if (at == std::string::npos || !daemon_.running()) {
      ADD_FAILURE() << line;
      return;
    }
    daemon_.ask(
        "POST", "/api/webhooks",
        nlohmann::json{{"name", "slow"}, {"chatbotId", "*"}, {"url", line.substr(at) + "/hook"}, {"events", {"*"}}, {"timeoutMs", 30000}});
    daemon_.ask("POST", "/api/events", nlohmann::json{{"type", "webhook.test"}, {"chatbotId", "b"}, {"data", {{"message", "x"}}}});
    const auto came = nlohmann::json::parse(receiver_.readLine(), nullptr, false);
    EXPECT_EQ(came.value("event", ""), "webhook.test");
  }
  Daemon& daemon() { return daemon_; }

 private:
  Program receiver_;
  Daemon daemon_;
};

TEST(FirstEventDone6, ASecondSignalSkipsTheWaitForWhatIsInFlight) {
  TempFolder folder;
  InFlight rig(folder);
  auto& program = rig.daemon().program();
  program.send(SIGTERM);
  ASSERT_TRUE(program.waitForErr("stopping"));
  program.send(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_TRUE(holds(program.err(), "a second signal")) << program.err();
  Daemon next({kBinary, folder.path(), {}});
  ASSERT_TRUE(next.running());
  EXPECT_EQ(next.ask("GET", "/api/webhooks").size(), 1U);
}

TEST(DaemonDone3Drain, WhatIsInFlightAtASigtermIsFinishedAndNotSentAgain) {
  TempFolder folder;
  InFlight rig(folder, "500");
  auto& program = rig.daemon().program();
  program.send(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  Daemon next({kBinary, folder.path(), {"--allow-private"}});
  ASSERT_TRUE(next.running());
  const auto deliveries = next.ask("GET", "/api/deliveries").at("items");
  ASSERT_EQ(deliveries.size(), 1U);
  EXPECT_EQ(deliveries.at(0).at("state"), "delivered") << "its answer was waited for and stored";
  EXPECT_EQ(deliveries.at(0).at("attempts"), 1);
}

}  // namespace
}  // namespace hookline::cli
