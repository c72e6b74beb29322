// hooklined token: what a person or a script gets from it, beside a daemon that runs and without one.
#include <gtest/gtest.h>

#include "cli_rig.h"
#include "core_api/remote_call.h"
#include "support/test_certificates.h"

namespace hookline::cli {
namespace {

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

}  // namespace
}  // namespace hookline::cli
