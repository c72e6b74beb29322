// The small programs of the real hooklined: sandbox, receive and simulate.
#include <gtest/gtest.h>

#include <csignal>

#include "cli_rig.h"
#include "core_api/remote_call.h"

namespace hookline::cli {
namespace {

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
}  // namespace hookline::cli
