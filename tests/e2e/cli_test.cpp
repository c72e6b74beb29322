// The real hooklined as other programs see it: what it prints, how it ends, what it leaves behind.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core_api/remote_call.h"
#include "net/http_server.h"
#include "support/daemon.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/test_certificates.h"

namespace hookline {
namespace {

using support::Daemon;
using support::Program;
using support::Ran;
using support::TempFolder;
using Words = std::vector<std::string>;

const std::filesystem::path kBinary = HOOKLINE_DAEMON_BINARY;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Ran run(const Words& words, const std::map<std::string, std::string>& environment = {}) {
  return support::run(kBinary, words, environment);
}

/// `serve` on a free port with data and key below `folder`.
Words serveIn(const std::filesystem::path& folder, const Words& further = {}) {
  Words words = {
      "serve", "--listen", "127.0.0.1:0", "--data-dir", (folder / "data").string(), "--master-key-file", (folder / "master.key").string()};
  words.insert(words.end(), further.begin(), further.end());
  return words;
}

Words with(Words words, const Words& further) {
  words.insert(words.end(), further.begin(), further.end());
  return words;
}

std::string readAll(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every line of stderr is one JSON object when nobody sits at a terminal.
std::vector<nlohmann::json> logLines(const std::string& err) {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(err);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(nlohmann::json::parse(line, nullptr, false));
    EXPECT_TRUE(lines.back().is_object()) << line;
  }
  return lines;
}

std::string lastMessage(const std::string& err) {
  const auto lines = logLines(err);
  return lines.empty() ? std::string() : lines.back().value("message", "");
}

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

TEST(DestinationsDone6CommandLine, TheStandInsMakeTheirOwnCertificateAndKeepIt) {
  TempFolder folder;
  const auto file = folder.path() / "hookline" / "stand-ins" / "certificate.pem";
  std::string first;
  for (int start = 0; start < 2; ++start) {
    Program standIns(kBinary, {"sandbox", "--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0"},
                     {{"XDG_DATA_HOME", folder.path().string()}});
    const auto line = standIns.readLine();
    const auto at = line.find(" and https://127.0.0.1:");
    ASSERT_NE(at, std::string::npos) << line;
    EXPECT_TRUE(standIns.waitForErr(file.string()));
    if (start == 0) first = readAll(file);
    EXPECT_EQ(readAll(file), first) << "clients trust it already";
    core_api::RemoteCall::Options options;
    options.url = line.substr(at + 5);
    options.caPem = readAll(file);
    auto call = core_api::RemoteCall::open(std::move(options));
    ASSERT_TRUE(call) << call.error().message;
    const auto seen = (*call)->ask("GET", "/_sandbox/slack");
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_TRUE(seen->at("requests").empty());
    standIns.send(SIGTERM);
    EXPECT_EQ(standIns.wait(), 0);
  }
  EXPECT_EQ(std::filesystem::status(file.parent_path() / "key.pem").permissions() & std::filesystem::perms::all,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
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

TEST(DaemonDone6CommandLine, AConnectLinkGivesItsTokenOnceAndEndsWithTheDaemon) {
  TempFolder folder;
  Words words = {"token", "create", "--name", "anna", "--role", "operator", "--link"};
  std::string unused;
  {
    Daemon daemon({kBinary, folder.path(), {}});
    ASSERT_TRUE(daemon.running());
    words = with(words, daemon.folderOptions());
    const auto made = run(words);
    ASSERT_EQ(made.exitCode, 0) << made.err;
    ASSERT_TRUE(made.out.starts_with("hookline://connect?address=http%3A%2F%2F127.0.0.1%3A")) << made.out;
    EXPECT_FALSE(holds(made.out, "hl_"));
    const auto first = made.out.substr(made.out.find("code=") + 5, 32);
    const auto got = daemon.ask("POST", "/api/connect", nlohmann::json{{"code", first}});
    core_api::RemoteCall::Options options;
    options.url = daemon.url();
    options.token = got.at("token");
    const auto anna = core_api::RemoteCall::open(options);
    ASSERT_TRUE(anna);
    EXPECT_EQ((*anna)->ask("GET", "/api/me")->at("role"), "operator");
    EXPECT_EQ(daemon.call().ask("POST", "/api/connect", nlohmann::json{{"code", first}}).error().code, base::Errc::kConflict);
    const auto other = run(with({"token", "create", "--name", "otto", "--role", "viewer", "--link"}, daemon.folderOptions()));
    unused = other.out.substr(other.out.find("code=") + 5, 32);
    daemon.stop();
    for (const auto& code : {first, unused}) EXPECT_FALSE(holds(daemon.program().err(), code));
  }
  Daemon again({kBinary, folder.path(), {}});
  ASSERT_TRUE(again.running());
  const auto refused = again.call().ask("POST", "/api/connect", nlohmann::json{{"code", unused}});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(holds(refused.error().message, "started again since")) << refused.error().message;
}

TEST(DaemonDone6CommandLine, ALinkNeedsADaemonThatRunsAndAnAddressOfItsOwn) {
  TempFolder folder;
  const Words words = {"token",
                       "create",
                       "--name",
                       "anna",
                       "--role",
                       "viewer",
                       "--link",
                       "--data-dir",
                       (folder / "data").string(),
                       "--master-key-file",
                       (folder / "master.key").string()};
  const auto nothing = run(words);
  EXPECT_EQ(nothing.exitCode, 1);
  EXPECT_FALSE(std::filesystem::exists(folder / "data"));
  EXPECT_EQ(run({"token", "create", "--name", "bot", "--role", "viewer", "--data-dir", (folder / "data").string(), "--master-key-file",
                 (folder / "master.key").string()})
                .exitCode,
            0);
  const auto nobody = run(words);
  EXPECT_EQ(nobody.exitCode, 1);
  EXPECT_EQ(nobody.out, "");
  EXPECT_TRUE(holds(nobody.err, "Start `hooklined serve` on it first")) << nobody.err;

  const testing::TestAuthority authority{"Somebody's own"};
  const auto identity = authority.issue();
  std::ofstream(folder / "tls.crt") << identity.certPem;
  std::ofstream(folder / "tls.key") << identity.keyPem;
  const Words tls = {"--tls-cert", (folder / "tls.crt").string(), "--tls-key", (folder / "tls.key").string()};
  {
    Program everywhere(kBinary, {"serve", "--listen", "0.0.0.0:0", "--data-dir", (folder / "data").string(), "--master-key-file",
                                 (folder / "master.key").string(), tls[0], tls[1], tls[2], tls[3]});
    ASSERT_TRUE(everywhere.readLine().starts_with("hooklined listening on https://"));
    const auto unnamed = run(words);
    EXPECT_EQ(unnamed.exitCode, 1);
    EXPECT_TRUE(holds(unnamed.err, "--public-url URL")) << unnamed.err;
  }
  Program named(kBinary, with(serveIn(folder.path(), {"--public-url", "https://localhost:8787"}), tls));
  ASSERT_TRUE(named.readLine().starts_with("hooklined listening on https://"));
  const auto made = run(words);
  ASSERT_EQ(made.exitCode, 0) << made.err;
  EXPECT_TRUE(holds(made.out, "address=https%3A%2F%2Flocalhost%3A8787&pin=")) << made.out;
  EXPECT_EQ(made.out.find("&name=") - made.out.find("&pin=") - 5, 64U) << made.out;
}

TEST(FirstEventDone7, TokensAreMadeListedAndRevokedBesideARunningDaemon) {
  TempFolder folder;
  Daemon daemon({kBinary, folder.path(), {}});
  ASSERT_TRUE(daemon.running());
  const auto made =
      run(with({"token", "create", "--name", "my-bot", "--role", "producer", "--events-per-second", "50"}, daemon.folderOptions()));
  ASSERT_EQ(made.exitCode, 0) << made.err;
  ASSERT_TRUE(made.out.starts_with("hl_")) << made.out;
  const auto token = made.out.substr(0, made.out.find('\n'));
  EXPECT_EQ(made.out, token + "\n");

  core_api::RemoteCall::Options options;
  options.url = daemon.url();
  options.token = token;
  const auto producer = core_api::RemoteCall::open(options);
  ASSERT_TRUE(producer);
  const nlohmann::json event = {{"type", "webhook.test"}, {"chatbotId", "bot_1"}, {"data", {{"message", "hello"}}}};
  EXPECT_TRUE((*producer)->ask("POST", "/api/events", event));
  EXPECT_EQ((*producer)->ask("GET", "/api/tokens").error().code, base::Errc::kForbidden);

  const auto again = run(with({"token", "create", "--name", "my-bot", "--role", "viewer"}, daemon.folderOptions()));
  EXPECT_EQ(again.exitCode, 1);
  EXPECT_EQ(again.out, "");
  EXPECT_TRUE(holds(again.err, "my-bot")) << again.err;

  const auto list = run(with({"token", "list"}, daemon.folderOptions()));
  EXPECT_EQ(list.exitCode, 0) << list.err;
  EXPECT_TRUE(holds(list.out, "my-bot")) << list.out;
  EXPECT_TRUE(holds(list.out, "producer")) << list.out;
  EXPECT_FALSE(holds(list.out, token)) << list.out;

  EXPECT_EQ(run(with({"token", "revoke", "my-bot"}, daemon.folderOptions())).exitCode, 0);
  EXPECT_EQ((*producer)->ask("POST", "/api/events", event).error().code, base::Errc::kUnauthorized);
  const auto twice = run(with({"token", "revoke", "my-bot"}, daemon.folderOptions()));
  EXPECT_EQ(twice.exitCode, 1);
  EXPECT_TRUE(holds(twice.err, "There is no token named \"my-bot\"")) << twice.err;
  EXPECT_EQ(daemon.stop(), 0);
}

TEST(FirstEventDone7, TokensAreMadeWithoutADaemonToo) {
  TempFolder folder;
  const Words options = {"--data-dir", (folder / "data").string(), "--master-key-file", (folder / "master.key").string()};
  const auto nothing = run(with({"token", "list"}, options));
  EXPECT_EQ(nothing.exitCode, 1);
  EXPECT_TRUE(holds(nothing.err, "There is no Hookline data in")) << nothing.err;
  EXPECT_FALSE(std::filesystem::exists(folder / "data"));
  const auto made = run(with({"token", "create", "--name", "early", "--role", "viewer"}, options));
  ASSERT_EQ(made.exitCode, 0) << made.err;
  EXPECT_FALSE(std::filesystem::exists(folder / "data" / "owner.json"));
  Daemon daemon({kBinary, folder.path(), {}});
  ASSERT_TRUE(daemon.running());
  core_api::RemoteCall::Options call;
  call.url = daemon.url();
  call.token = made.out.substr(0, made.out.find('\n'));
  EXPECT_EQ((*core_api::RemoteCall::open(call))->ask("GET", "/api/me")->at("role"), "viewer");
}

TEST(FirstEventDone7, TokensAreMadeBesideADaemonWhoseCertificateOnlyItsClientsKnow) {
  TempFolder folder;
  const testing::TestAuthority authority("Somebody's own");
  const auto identity = authority.issue({.subjectAltName = "DNS:hooks.example.test"});
  std::ofstream(folder / "cert.pem") << identity.certPem;
  std::ofstream(folder / "key.pem") << identity.keyPem;
  Program daemon(kBinary, serveIn(folder.path(), {"--tls-cert", (folder / "cert.pem").string(), "--tls-key", (folder / "key.pem").string(),
                                                  "--public-url", "https://hooks.example.test"}));
  ASSERT_TRUE(daemon.readLine().starts_with("hooklined listening on https://127.0.0.1:"));
  const Words options = {"--data-dir", (folder / "data").string(), "--master-key-file", (folder / "master.key").string()};
  const auto made = run(with({"token", "create", "--name", "bot", "--role", "producer"}, options));
  EXPECT_EQ(made.exitCode, 0) << made.err;
  EXPECT_TRUE(made.out.starts_with("hl_")) << made.out;
  daemon.send(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0);
}

TEST(FirstEventDone7, ALeftOverOwnerFileDoesNotFoolAnybody) {
  TempFolder folder;
  Daemon first({kBinary, folder.path(), {}});
  ASSERT_TRUE(first.running());
  first.kill();
  EXPECT_TRUE(std::filesystem::exists(first.dataFolder() / "owner.json"));
  const auto list = run(with({"token", "list"}, first.folderOptions()));
  EXPECT_EQ(list.exitCode, 0) << list.err;
  // The number of the dead one may have gone to another program since.
  auto owner = nlohmann::json{{"url", first.url()}, {"pid", ::getpid()}, {"token", "hl_a_b_c"}};
  std::ofstream(first.dataFolder() / "owner.json") << owner.dump();
  const auto again = run(with({"token", "list"}, first.folderOptions()));
  EXPECT_EQ(again.exitCode, 0) << again.err;
}

TEST(FirstEventDone7, TheTokenFileIsReadOrMadeAndWritten) {
  TempFolder folder;
  const auto file = folder / "own.token";
  {
    Daemon daemon({kBinary, folder.path(), {"--token-file", file.string()}});
    EXPECT_EQ(daemon.stop(), 0);
  }
  const auto token = readAll(file);
  EXPECT_TRUE(token.starts_with("hl_"));
  EXPECT_FALSE(std::filesystem::exists(folder / "data" / "admin.token"));
  Daemon daemon({kBinary, folder.path(), {"--token-file", file.string()}});
  EXPECT_EQ(readAll(file), token);
  core_api::RemoteCall::Options call;
  call.url = daemon.url();
  call.token = token.substr(0, token.find('\n'));
  EXPECT_EQ((*core_api::RemoteCall::open(call))->ask("GET", "/api/me")->at("role"), "admin");
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

TEST(ReceiveProgram, PrintsALineForEachRequestAndASummaryAtTheEnd) {
  Program receiver(kBinary, {"receive", "--listen", "127.0.0.1:0", "--status", "500,204"});
  const auto line = receiver.readLine();
  ASSERT_TRUE(line.starts_with("hooklined receive listening on http://127.0.0.1:")) << line;
  core_api::RemoteCall::Options options;
  options.url = line.substr(line.find("http"));
  const auto call = core_api::RemoteCall::open(options);
  ASSERT_TRUE(call);
  EXPECT_EQ((*call)->send("POST", "/hook", R"({"a":1})")->status, 500);
  EXPECT_EQ((*call)->send("POST", "/hook", "{}")->status, 204);
  const auto first = nlohmann::json::parse(receiver.readLine(), nullptr, false);
  EXPECT_EQ(first.at("status"), 500);
  EXPECT_EQ(first.at("path"), "/hook");
  EXPECT_EQ(first.at("signature"), "not checked");
  EXPECT_EQ(first.at("body").at("a"), 1);
  receiver.send(SIGINT);
  EXPECT_EQ(receiver.wait(), 0);
  EXPECT_TRUE(holds(receiver.err(), "2 requests; answered: 204 x1, 500 x1")) << receiver.err();
}

TEST(ReceiveProgram, EndsWhenNobodyReadsItsLinesAnyMore) {
  Program receiver(kBinary, {"receive", "--listen", "127.0.0.1:0"});
  const auto line = receiver.readLine();
  core_api::RemoteCall::Options options;
  options.url = line.substr(line.find("http"));
  const auto call = core_api::RemoteCall::open(options);
  ASSERT_TRUE(call);
  receiver.closeOut();
  static_cast<void>((*call)->send("POST", "/hook", "{}"));
  EXPECT_EQ(receiver.wait(), 0);
}

TEST(SimulateProgram, SendsMarkedEventsToSafeTargetsAndSumsUp) {
  TempFolder folder;
  Program receiver(kBinary, {"receive", "--listen", "127.0.0.1:0"});
  const auto line = receiver.readLine();
  Daemon daemon({kBinary, folder.path(), {"--allow-private"}});
  ASSERT_TRUE(daemon.running());
  daemon.ask("POST", "/api/webhooks",
             nlohmann::json{{"name", "r"}, {"chatbotId", "*"}, {"url", line.substr(line.find("http"))}, {"events", {"lead.*"}}});
  const auto ran = run({"simulate", "--to", daemon.url(), "--token-file", daemon.tokenFile().string(), "--type", "lead.captured", "--rate",
                        "100", "--duration", "0.2", "--seed", "7"});
  EXPECT_EQ(ran.exitCode, 0) << ran.err << ran.out;
  EXPECT_TRUE(holds(ran.out, "sent      20 in ")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "accepted  20\n")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "refused   0\n")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "p95")) << ran.out;
  for (int i = 0; i < 20; ++i) {
    const auto came = nlohmann::json::parse(receiver.readLine(), nullptr, false);
    EXPECT_EQ(came.value("simulated", false), true);
    EXPECT_EQ(came.value("event", ""), "lead.captured");
  }
}

TEST(SimulateProgram, SendsNothingWhenARealReceiverWouldGetIt) {
  TempFolder folder;
  Daemon daemon({kBinary, folder.path(), {}});
  ASSERT_TRUE(daemon.running());
  daemon.ask("POST", "/api/webhooks",
             nlohmann::json{{"name", "Sales"}, {"chatbotId", "*"}, {"url", "https://hooks.example.com/secret"}, {"events", {"*"}}});
  const Words words = {"simulate", "--to", daemon.url(), "--token-file", daemon.tokenFile().string(), "--type", "lead.captured",
                       "--rate",   "100",  "--duration", "0.1"};
  const auto ran = run(words);
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_TRUE(holds(ran.err, "Sales (hooks.example.com)")) << ran.err;
  EXPECT_FALSE(holds(ran.err, "/secret")) << ran.err;
  EXPECT_EQ(daemon.ask("GET", "/api/deliveries").at("items").size(), 0U);
  const auto producer = run(with({"token", "create", "--name", "p", "--role", "producer"}, daemon.folderOptions()));
  std::ofstream(folder / "p.token") << producer.out;
  auto asProducer = words;
  asProducer[4] = (folder / "p.token").string();
  const auto refused = run(asProducer);
  EXPECT_EQ(refused.exitCode, 1);
  EXPECT_TRUE(holds(refused.err, "may not read webhooks")) << refused.err;
}

TEST(SimulateProgram, SaysHowToStartADaemonWhenNobodyAnswers) {
  std::string url;
  {
    auto gone = net::HttpServer::start({}, [](net::ServerRequest, base::Completion<net::ServerResponse>) {}, {});
    ASSERT_TRUE(gone) << gone.error().message;
    url = (*gone)->url();
  }
  for (const Words& further : {Words{}, Words{"--real"}}) {
    const auto ran = run(with({"simulate", "--to", url, "--type", "lead.captured", "--rate", "1", "--duration", "1"}, further));
    EXPECT_EQ(ran.exitCode, 1);
    EXPECT_TRUE(holds(ran.err, "No daemon answers at " + url + ". Start it with `hooklined serve`")) << ran.err;
  }
}

TEST(SimulateProgram, StopsEarlyWithTheSummaryOnCtrlC) {
  TempFolder folder;
  Program receiver(kBinary, {"receive", "--listen", "127.0.0.1:0"});
  const auto line = receiver.readLine();
  Daemon daemon({kBinary, folder.path(), {"--allow-private"}});
  ASSERT_TRUE(daemon.running());
  daemon.ask("POST", "/api/webhooks",
             nlohmann::json{{"name", "r"}, {"chatbotId", "*"}, {"url", line.substr(line.find("http"))}, {"events", {"*"}}});
  Program simulation(kBinary, {"simulate", "--to", daemon.url(), "--token-file", daemon.tokenFile().string(), "--type", "message.sent",
                               "--rate", "50", "--duration", "3600"});
  EXPECT_NE(receiver.readLine(), "");
  simulation.send(SIGINT);
  EXPECT_EQ(simulation.wait(), 0);
  EXPECT_TRUE(holds(simulation.out(), "stopped early")) << simulation.out();
}

TEST(ReceiveProgram, VerifiesWhatADaemonSends) {
  TempFolder folder;
  const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  Program receiver(kBinary, {"receive", "--listen", "127.0.0.1:0", "--secret", secret});
  const auto line = receiver.readLine();
  Daemon daemon({kBinary, folder.path(), {"--allow-private"}});
  ASSERT_TRUE(daemon.running());
  daemon.ask(
      "POST", "/api/webhooks",
      nlohmann::json{{"name", "r"}, {"chatbotId", "*"}, {"url", line.substr(line.find("http"))}, {"events", {"*"}}, {"secret", secret}});
  daemon.ask("POST", "/api/events?simulated=1",
             nlohmann::json{{"id", "evt_mine"}, {"type", "webhook.test"}, {"chatbotId", "b"}, {"data", {{"message", "x"}}}});
  const auto came = nlohmann::json::parse(receiver.readLine(), nullptr, false);
  EXPECT_EQ(came.at("signature"), "verified");
  EXPECT_EQ(came.at("schemes"), (nlohmann::json{{"hookline", "verified"}, {"standard", "verified"}}));
  EXPECT_EQ(came.at("webhook-id"), "evt_mine");
  EXPECT_EQ(came.at("attempt"), "1");
  EXPECT_EQ(came.at("simulated"), true);
  EXPECT_EQ(daemon.stop(), 0);
}

}  // namespace
}  // namespace hookline
