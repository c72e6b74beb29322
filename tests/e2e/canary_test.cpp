// "Engine", point 6: marked secrets are planted wherever a secret can be, the real daemon lives through good and bad days, and then
// everything it wrote or said is searched for them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>

#include "base/encoding.h"
#include "support/core_rig.h"
#include "support/daemon.h"
#include "support/raw_receiver.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::Daemon;

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class EngineDone6Canary : public ::testing::Test {
 protected:
  std::unique_ptr<Daemon> start() {
    return std::make_unique<Daemon>(Daemon::Options{
        HOOKLINE_DAEMON_BINARY, folder_.path(), {"--allow-private", "--receive-secret-file", (folder_ / "receive").string()}});
  }

  /// From now on it is searched for, as it is and as it may be written down in hex or base64.
  void plant(const std::string& name, const std::string& secret) {
    ASSERT_GE(secret.size(), 12U) << name;
    marks_[name] = secret;
    marks_[name + " in base64"] = base::toBase64(secret).substr(0, secret.size() / 3 * 4);
    marks_[name + " in hex"] = base::toHex(secret);
    if (secret.starts_with("whsec_")) {
      marks_[name + " without its prefix"] = secret.substr(6);
      if (const auto key = base::fromBase64(secret.substr(6))) marks_[name + " as the key itself"] = *key;
    }
  }
  /// `allowed`: the name of the one mark that may be there.
  void search(const std::string& text, const std::string& where, const std::string& allowed = {}) {
    searchedBytes_ += text.size();
    for (const auto& [name, mark] : marks_)
      if (name != allowed && text.find(mark) != std::string::npos) ADD_FAILURE() << name << " is in " << where;
  }
  void searchFolder(const std::string& when) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "data")) {
      if (!entry.is_regular_file()) continue;
      ++searchedFiles_;
      const auto name = entry.path().filename().string();
      search(contents(entry.path()), name + " " + when, name == "admin.token" || name == "owner.json" ? "admin token" : "");
      EXPECT_EQ(entry.status().permissions() & std::filesystem::perms(0077), std::filesystem::perms::none) << name << " " << when;
    }
  }
  void searchProcess(Daemon& daemon, const std::string& when) {
    search(daemon.program().err(), "stderr " + when);
    search(daemon.program().out(), "stdout " + when);
    search(daemon.listeningLine(), "the first line of stdout " + when);
  }
  void searchCommandLine(Daemon& daemon) {
    const auto proc = std::filesystem::path("/proc") / std::to_string(daemon.program().pid());
    if (std::filesystem::exists(proc / "cmdline")) search(contents(proc / "cmdline") + contents(proc / "environ"), "the command line");
  }
  /// A call whose answer must hold no secret, whatever its status.
  std::string send(core_api::RemoteCall& call, const std::string& method, const std::string& path, const std::string& body = {}) {
    const auto answer = call.send(method, path, body);
    EXPECT_TRUE(answer) << method << " " << path;
    if (!answer) return {};
    std::string text = answer->body;
    for (const auto& header : answer->headers) text += "\n" + header.name + ": " + header.value;
    search(text, "the answer to " + method + " " + path);
    return answer->body;
  }
  /// A call whose answer may hold one, because it is what was asked for.
  json askForSecret(Daemon& daemon, const std::string& method, const std::string& path, const json& body) {
    return daemon.ask(method, path, body);
  }

  json makeWebhook(Daemon& daemon, const std::string& name, const std::string& url, json fields = json::object()) {
    const std::string mark = "canary-" + name;
    json body{{"name", name},
              {"url", url},
              {"events", {"*"}},
              {"secret", mark + "-secret-of-webhook"},
              {"headers", {{"Authorization", "Bearer " + mark + "-authorization"}, {"X-Api-Key", mark + "-api-key-header"}}},
              {"retryPolicy", support::quickRetries(1)}};
    body.update(fields);
    plant("secret of " + name, mark + "-secret-of-webhook");
    plant("authorization of " + name, mark + "-authorization");
    plant("api key of " + name, mark + "-api-key-header");
    return askForSecret(daemon, "POST", "/api/webhooks", body);
  }
  void post(Daemon& daemon, const std::string& id) {
    daemon.ask("POST", "/api/events",
               json{{"id", id}, {"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"data", {{"reason", "wants a person"}}}});
  }
  void waitUntilNothingWaits(Daemon& daemon) {
    std::mutex mutex;
    std::condition_variable never;
    for (int look = 0; look < 600; ++look) {
      if (daemon.ask("GET", "/api/status").value("waiting", -1) == 0) return;
      std::unique_lock lock(mutex);
      never.wait_for(lock, std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << "deliveries were still waiting";
  }
  std::unique_ptr<core_api::RemoteCall> callWith(Daemon& daemon, const std::string& token) {
    core_api::RemoteCall::Options options;
    options.url = daemon.url();
    options.token = token;
    auto call = core_api::RemoteCall::open(std::move(options));
    EXPECT_TRUE(call);
    return std::move(*call);
  }

  void badRequests(Daemon& daemon, const std::string& webhook) {
    auto& admin = daemon.call();
    const std::string mark = "canary-in-a-bad-request-xyz";
    plant("secret of a bad request", mark);
    send(admin, "POST", "/api/webhooks", R"({"name": "x", "secret": ")" + mark + R"(", "url": )");
    send(admin, "POST", "/api/webhooks", R"({"secret": ")" + mark + R"(", "secret": ")" + mark + R"("})");
    send(admin, "POST", "/api/webhooks",
         json{{"url", "https://example.com/"}, {"events", {"*"}}, {"secret", mark + std::string(300, 'x')}}.dump());
    send(admin, "POST", "/api/webhooks", json{{"url", "https://example.com/"}, {"events", {"*"}}, {"secret", "whsec_" + mark}}.dump());
    send(admin, "POST", "/api/webhooks",
         json{{"url", "https://example.com/"}, {"events", {"*"}}, {"headers", {{"Authorization", mark + "\r\nX: y"}}}}.dump());
    send(admin, "PATCH", webhook, json{{"secret", mark}}.dump());
    send(admin, "PATCH", webhook, json{{"headers", {{"Authorization", mark + "\n"}}}}.dump());
    send(admin, "POST", webhook + "/rotate-secret", json{{"secret", mark}}.dump());
    send(admin, "POST", "/api/webhooks/test",
         json{{"url", "http://127.0.0.1:8080/"}, {"events", {"*"}}, {"secret", mark}, {"headers", {{"Authorization", mark}}}}.dump());
    send(admin, "PUT", "/api/receiver", json{{"secret", mark}, {"statuses", "none"}}.dump());
    send(admin, "POST", "/api/webhooks/receive", "{}");
    auto stranger = callWith(daemon, daemon.adminToken().substr(0, daemon.adminToken().size() - 1) + "x");
    send(*stranger, "GET", "/api/webhooks");
  }

  void readEverything(Daemon& daemon, const std::string& viewerToken) {
    auto viewer = callWith(daemon, viewerToken);
    std::vector<std::string> paths = {"/api/me",
                                      "/api/status",
                                      "/api/webhooks",
                                      "/api/deliveries?limit=500",
                                      "/api/deliveries/facets",
                                      "/api/dead-letters",
                                      "/api/dead-letters/groups",
                                      "/api/health",
                                      "/api/stats",
                                      "/api/settings",
                                      "/api/event-types",
                                      "/api/event-types/lead.captured/example",
                                      "/api/receiver",
                                      "/api/receiver/requests",
                                      "/api/tokens",
                                      "/api/version",
                                      "/api/openapi.json",
                                      "/api/audit",
                                      "/api/jobs",
                                      "/api/alerts",
                                      "/api/alert-rules",
                                      "/api/integrations",
                                      "/api/chatbots",
                                      "/api/sandbox",
                                      "/metrics",
                                      "/healthz",
                                      "/readyz",
                                      "/api/nothing"};
    for (const auto& row : json::parse(send(*viewer, "GET", "/api/webhooks")))
      for (const auto* path : {"/api/webhooks/", "/api/health/"}) paths.push_back(path + row.at("id").get<std::string>());
    const auto rows = json::parse(send(*viewer, "GET", "/api/deliveries?limit=500"));
    for (const auto& row : rows.at("items")) {
      paths.push_back("/api/deliveries/" + row.at("id").get<std::string>());
      paths.push_back("/api/events/" + row.at("eventId").get<std::string>());
    }
    for (const auto& path : paths) send(*viewer, "GET", path);
    for (const auto& path : paths) send(daemon.call(), "GET", path);
    const auto webhook = json::parse(send(*viewer, "GET", "/api/webhooks")).at(0).at("id").get<std::string>();
    send(*viewer, "GET", "/api/webhooks/" + webhook + "/secret");
  }

  /// One of each role over the API, and one by hand.
  std::map<std::string, std::string> makeTokens(Daemon& daemon) {
    std::map<std::string, std::string> tokens;
    for (const std::string role : {"producer", "viewer", "operator", "admin"}) {
      tokens[role] = askForSecret(daemon, "POST", "/api/tokens", {{"name", "canary-" + role}, {"role", role}}).at("token");
      plant(role + " token", tokens[role]);
    }
    const auto made = support::run(HOOKLINE_DAEMON_BINARY, [&] {
      std::vector<std::string> words = {"token", "create", "--name", "by-hand", "--role", "viewer"};
      for (const auto& word : daemon.folderOptions()) words.push_back(word);
      return words;
    }());
    plant("token made by hand", made.out.substr(0, made.out.find('\n')));
    search(made.err, "stderr of token create");
    for (const bool used : {false, true}) {
      const std::string link =
          askForSecret(daemon, "POST", "/api/tokens", {{"name", used ? "linked" : "unused"}, {"role", "viewer"}, {"link", true}})
              .at("link");
      const auto code = link.substr(link.find("code=") + 5);
      plant("code of a link", code);
      if (used) plant("token of a link", askForSecret(daemon, "POST", "/api/connect", {{"code", code}}).at("token"));
    }
    return tokens;
  }
  void exportBothWays(Daemon& daemon) {
    plant("passphrase", "canary passphrase of an export");
    std::ofstream(folder_ / "passphrase") << "canary passphrase of an export\n";
    const auto plain = (folder_ / "plain.json").string();
    const auto sealed = (folder_ / "sealed").string();
    const std::vector<std::string> withPassphrase = {"--passphrase-file", (folder_ / "passphrase").string()};
    const auto run = [&](std::vector<std::string> words, const std::vector<std::string>& more) {
      words.insert(words.end(), more.begin(), more.end());
      for (const auto& word : daemon.folderOptions()) words.push_back(word);
      const auto ran = support::run(HOOKLINE_DAEMON_BINARY, words);
      EXPECT_EQ(ran.exitCode, 0) << ran.err;
      search(ran.out + ran.err, "what " + words[0] + " prints");
    };
    run({"export", plain}, {});
    run({"export", sealed, "--with-secrets"}, withPassphrase);
    run({"import", plain, "--dry-run"}, {});
    run({"import", sealed, "--dry-run"}, withPassphrase);
    search(contents(plain), "the export without secrets");
    search(contents(sealed), "the sealed export");
    EXPECT_GT(contents(sealed).size(), 1000U);
  }

  support::TempFolder folder_;
  std::map<std::string, std::string> marks_;
  std::size_t searchedFiles_ = 0;
  std::size_t searchedBytes_ = 0;
};

TEST_F(EngineDone6Canary, NoPlantedSecretIsFoundInAnythingTheDaemonWroteOrSaid) {
  std::ofstream(folder_ / "receive") << "canary-receive-secret-of-the-daemon\n";
  plant("receive secret", "canary-receive-secret-of-the-daemon");
  support::Inbox inbox(sandbox::ReceiverOptions{});
  sandbox::ReceiverOptions broken;
  broken.statuses = {500};
  support::Inbox failing(broken);
  // Some receivers answer with the request they got.
  testing::RawReceiver echo([](testing::RawPeer& peer) {
    for (auto request = peer.readRequest(); !request.empty(); request = peer.readRequest())
      if (!peer.write(testing::httpAnswer(422, request, "X-Echo: " + request.substr(request.find("Authorization: "), 60) + "\r\n"))) return;
  });

  auto daemon = start();
  ASSERT_TRUE(daemon->running());
  plant("admin token", daemon->adminToken());
  plant("master key", contents(daemon->masterKeyFile()).substr(0, 64));
  const auto first = makeWebhook(*daemon, "first", inbox.url());
  makeWebhook(*daemon, "failing", failing.url());
  makeWebhook(*daemon, "echo", echo.url());
  makeWebhook(*daemon, "chat", "https://hooks.slack.com/services/T000/B000/canary-in-a-chat-address", {{"enabled", false}});
  plant("chat address", "canary-in-a-chat-address");
  const auto tokens = makeTokens(*daemon);

  const auto path = "/api/webhooks/" + first.at("id").get<std::string>();
  for (int i = 0; i < 3; ++i) post(*daemon, "evt_canary_" + std::to_string(i));
  waitUntilNothingWaits(*daemon);
  plant("second secret", askForSecret(*daemon, "POST", path + "/rotate-secret", {{"overlapSeconds", 3600}}).at("secret"));
  post(*daemon, "evt_canary_overlap");
  waitUntilNothingWaits(*daemon);
  const auto letters = daemon->ask("GET", "/api/dead-letters");
  ASSERT_FALSE(letters.at("items").empty());
  daemon->ask("POST", "/api/dead-letters/" + letters.at("items").at(0).at("id").get<std::string>() + "/retry", json::object());
  daemon->ask("POST", path + "/test", json::object());
  daemon->ask("PATCH", path, json{{"headers", {{"X-Secret-Token", "canary-header-by-patch"}}}});
  plant("header by patch", "canary-header-by-patch");
  waitUntilNothingWaits(*daemon);
  badRequests(*daemon, path);
  readEverything(*daemon, tokens.at("viewer"));
  exportBothWays(*daemon);
  searchCommandLine(*daemon);
  searchFolder("while it runs");
  EXPECT_GT(searchedFiles_, 3U) << "database, log, owner.json and admin.token";

  daemon->kill();
  searchFolder("after kill -9");
  searchProcess(*daemon, "of the one that was killed");
  auto again = start();
  ASSERT_TRUE(again->running());
  post(*again, "evt_canary_after_a_crash");
  waitUntilNothingWaits(*again);
  readEverything(*again, tokens.at("viewer"));
  EXPECT_EQ(again->stop(), 0);
  searchFolder("after a clean stop");
  searchProcess(*again, "of the one that was stopped");

  EXPECT_GT(searchedBytes_, 100000U);
  EXPECT_FALSE(inbox.now().empty());
  EXPECT_EQ(inbox.now().at(0).header("authorization"), "Bearer canary-first-authorization") << "what is masked was really sent";
}

}  // namespace
}  // namespace hookline
