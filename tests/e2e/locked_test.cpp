// "Engine", point 6: the real daemon while its secrets cannot be read. Deliveries are held, and nothing is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <mutex>

#include "crypto/signature.h"
#include "support/core_rig.h"
#include "support/daemon.h"
#include "support/flip_sealed_bit.h"

namespace hookline {
namespace {

using support::Daemon;
using ::testing::HasSubstr;

class EngineDone6Locked : public ::testing::Test {
 protected:
  std::unique_ptr<Daemon> start(std::vector<std::string> more = {}) {
    more.push_back("--allow-private");
    return std::make_unique<Daemon>(Daemon::Options{HOOKLINE_DAEMON_BINARY, folder_.path(), std::move(more)});
  }
  support::Ran key(std::vector<std::string> words, const std::vector<std::string>& more = {}) {
    words.insert(words.begin(), "key");
    words.insert(words.end(), {"--data-dir", (folder_ / "data").string()});
    words.insert(words.end(), more.begin(), more.end());
    return support::run(HOOKLINE_DAEMON_BINARY, words);
  }
  static nlohmann::json webhook(const std::string& name, const std::string& url) {
    return {{"name", name},
            {"url", url},
            {"events", {"*"}},
            {"headers", {{"Authorization", "Bearer of " + name}}},
            {"retryPolicy", support::quickRetries(3)}};
  }
  static nlohmann::json event(const std::string& id) {
    return {{"id", id}, {"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"data", {{"reason", "wants a person"}}}};
  }
  /// The id of the event's delivery to the webhook of that name.
  static std::string deliveryOf(Daemon& daemon, const std::string& eventId, const std::string& name) {
    const auto found = daemon.ask("GET", "/api/events/" + eventId);
    for (const auto& row : found.at("deliveries"))
      if (row.at("webhookName") == name) return row.at("id");
    ADD_FAILURE() << "no delivery of " << eventId << " to " << name << ": " << found.dump(2);
    return {};
  }
  static nlohmann::json waitFor(Daemon& daemon, const std::string& delivery, const std::string& state) {
    std::mutex mutex;
    std::condition_variable never;
    nlohmann::json seen;
    for (int look = 0; look < 600; ++look) {
      seen = daemon.ask("GET", "/api/deliveries/" + delivery);
      if (seen.value("state", "") == state) return seen;
      std::unique_lock lock(mutex);
      never.wait_for(lock, std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << delivery << " is not " << state << ": " << seen.dump(2);
    return seen;
  }
  static int statusOf(Daemon& daemon, const std::string& method, const std::string& path, const std::string& body = {}) {
    const auto answer = daemon.call().send(method, path, body);
    return answer ? answer->status : -1;
  }

  /// Starts it with something wrong about its key, and sees that events are taken, held and not tried.
  void expectHeld(const std::string& eventId, const std::string& reason, std::size_t heldInAll) {
    auto daemon = start();
    ASSERT_TRUE(daemon->running());
    EXPECT_EQ(statusOf(*daemon, "POST", "/api/events", event(eventId).dump()), 202);
    const auto held = daemon->ask("GET", "/api/deliveries/" + deliveryOf(*daemon, eventId, "Sales"));
    EXPECT_EQ(held.at("state"), "held");
    EXPECT_THAT(held.at("reason").get<std::string>(), HasSubstr(reason));
    EXPECT_THAT(held.at("reason").get<std::string>(), HasSubstr((folder_ / "master.key").string()));
    EXPECT_THAT(held.at("reason").get<std::string>(), HasSubstr("start Hookline again"));
    EXPECT_TRUE(held.at("attempts").empty());
    EXPECT_EQ(daemon->ask("GET", "/api/deliveries?state=held").at("items").size(), heldInAll);
    EXPECT_TRUE(daemon->ask("GET", "/api/deliveries?state=pending").at("items").empty());
    EXPECT_EQ(daemon->ask("GET", "/api/webhooks").at(0).at("status").at("state"), "on_hold");
    const std::string path = "/api/webhooks/" + daemon->ask("GET", "/api/webhooks").at(0).at("id").get<std::string>();
    const auto test = daemon->ask("POST", path + "/test", nlohmann::json::object());
    EXPECT_EQ(test.at("success"), false);
    EXPECT_THAT(test.at("error").get<std::string>(), HasSubstr(reason));
    EXPECT_EQ(statusOf(*daemon, "GET", path + "/secret"), 503);
    EXPECT_EQ(statusOf(*daemon, "POST", path + "/rotate-secret", "{}"), 503);
    EXPECT_EQ(statusOf(*daemon, "POST", "/api/webhooks", webhook("New", "http://127.0.0.1:8080/").dump()), 503);
    EXPECT_EQ(statusOf(*daemon, "PATCH", path, R"({"timeoutMs": 4000})"), 200) << "what needs no secret can be changed";
    EXPECT_EQ(statusOf(*daemon, "POST", path + "/resume", "{}"), 200);
    EXPECT_EQ(daemon->ask("GET", "/api/webhooks").size(), 1U);
    EXPECT_EQ(daemon->stop(), 0);
    EXPECT_THAT(daemon->program().err(), HasSubstr("secrets are locked"));
  }

  support::TempFolder folder_;
};

TEST_F(EngineDone6Locked, WithoutItsKeyDeliveriesAreHeldAndGoOutWhenTheKeyIsBackAtTheNextStart) {
  support::Inbox inbox(sandbox::ReceiverOptions{});
  const auto key = folder_ / "master.key";
  std::string secret;
  {
    auto daemon = start();
    secret = daemon->ask("POST", "/api/webhooks", webhook("Sales", inbox.url())).at("secret");
    daemon->ask("POST", "/api/events", event("evt_before"));
    waitFor(*daemon, deliveryOf(*daemon, "evt_before", "Sales"), "delivered");
    EXPECT_EQ(daemon->stop(), 0);
  }
  std::filesystem::rename(key, key.string() + ".away");
  expectHeld("evt_locked_1", "is missing", 1);
  std::ofstream(key) << std::string(64, 'a') << "\n";
  expectHeld("evt_locked_2", "does not fit the stored secrets", 2);
  EXPECT_EQ(inbox.now().size(), 1U) << "nothing was sent without its signature";

  std::filesystem::rename(key.string() + ".away", key);
  auto daemon = start();
  for (const std::string id : {"evt_locked_1", "evt_locked_2"}) {
    const auto delivered = waitFor(*daemon, deliveryOf(*daemon, id, "Sales"), "delivered");
    ASSERT_EQ(delivered.at("attempts").size(), 1U);
    EXPECT_EQ(delivered.at("attempts").at(0).at("try"), 1) << "no attempt was burnt";
  }
  const auto came = inbox.waitFor(3);
  ASSERT_EQ(came.size(), 3U);
  EXPECT_EQ(came[1].header("authorization"), "Bearer of Sales");
  EXPECT_TRUE(crypto::verifyGuide(secret, came[1].header("x-webhook-signature"), came[1].body).valid);
  EXPECT_EQ(daemon->ask("GET", "/api/webhooks").at(0).at("timeoutMs"), 4000);
  EXPECT_EQ(daemon->ask("GET", "/api/webhooks").at(0).at("status").at("state"), "active");
}

TEST_F(EngineDone6Locked, ANewFolderWithAKeyFileThatIsNoneDoesNotStart) {
  std::ofstream(folder_ / "master.key") << "not a key";
  const auto ran = support::run(HOOKLINE_DAEMON_BINARY, {"serve", "--listen", "127.0.0.1:0", "--data-dir", (folder_ / "data").string(),
                                                         "--master-key-file", (folder_ / "master.key").string()});
  EXPECT_EQ(ran.exitCode, 1);
  EXPECT_THAT(ran.err, HasSubstr("64 hexadecimal digits"));
}

TEST_F(EngineDone6Locked, TheDataKeyRotatesAndItsMasterKeyChangesAndEverySignatureStaysRight) {
  support::Inbox inbox(sandbox::ReceiverOptions{});
  std::string secret;
  std::size_t sent = 0;
  const auto sendOne = [&](Daemon& daemon) {
    const auto id = "evt_key_" + std::to_string(++sent);
    daemon.ask("POST", "/api/events", event(id));
    waitFor(daemon, deliveryOf(daemon, id, "Sales"), "delivered");
    const auto came = inbox.waitFor(sent);
    ASSERT_EQ(came.size(), sent);
    EXPECT_TRUE(crypto::verifyGuide(secret, came.back().header("x-webhook-signature"), came.back().body).valid);
    EXPECT_EQ(came.back().header("authorization"), "Bearer of Sales");
  };
  const std::vector<std::string> keyFile = {"--master-key-file", (folder_ / "master.key").string()};
  const std::vector<std::string> passphrase = {"--master-passphrase-file", (folder_ / "passphrase").string()};
  std::ofstream(folder_ / "passphrase") << "correct horse battery staple\n";
  {
    auto daemon = start();
    secret = daemon->ask("POST", "/api/webhooks", webhook("Sales", inbox.url())).at("secret");
    sendOne(*daemon);
    const auto refused = key({"rotate"}, keyFile);
    EXPECT_EQ(refused.exitCode, 1) << "a daemon runs on the folder";
    EXPECT_THAT(refused.err, HasSubstr(daemon->url()));
    EXPECT_EQ(daemon->stop(), 0);
  }
  const auto rotated = key({"rotate"}, keyFile);
  EXPECT_EQ(rotated.exitCode, 0) << rotated.err;
  EXPECT_THAT(rotated.out, HasSubstr("sealed with data key 2"));
  EXPECT_THAT(rotated.out, HasSubstr("Data key 1 still opens"));
  {
    auto daemon = start();
    sendOne(*daemon);
    EXPECT_TRUE(daemon->program().waitForErr("all secrets are sealed with the newest data key"));
    EXPECT_EQ(daemon->stop(), 0);
  }
  EXPECT_THAT(key({"status"}).out, ::testing::Not(HasSubstr("still opens")));

  EXPECT_EQ(key({"change"}, keyFile).exitCode, 2) << "to what?";
  const auto changed = key({"change", "--new-master-passphrase-file", (folder_ / "passphrase").string()}, keyFile);
  EXPECT_EQ(changed.exitCode, 0) << changed.err;
  EXPECT_THAT(changed.out, HasSubstr("protected by a passphrase"));
  {
    auto daemon = start(passphrase);
    sendOne(*daemon);
    EXPECT_EQ(daemon->stop(), 0);
  }
  std::ofstream(folder_ / "wrong") << "correct horse battery stable\n";
  const auto wrong = key({"rotate", "--master-passphrase-file", (folder_ / "wrong").string()});
  EXPECT_EQ(wrong.exitCode, 1);
  EXPECT_THAT(wrong.err, HasSubstr("nothing was changed"));
  EXPECT_EQ(wrong.err.find("horse"), std::string::npos);
  const auto back = key({"change", "--new-master-key-file", (folder_ / "next.key").string()}, passphrase);
  EXPECT_EQ(back.exitCode, 0) << back.err;
  std::filesystem::rename(folder_ / "next.key", folder_ / "master.key");
  auto daemon = start();
  sendOne(*daemon);
}

TEST_F(EngineDone6Locked, ADamagedSecretHoldsItsWebhookAloneUntilItIsRotated) {
  support::Inbox sales(sandbox::ReceiverOptions{});
  support::Inbox other(sandbox::ReceiverOptions{});
  {
    auto daemon = start();
    daemon->ask("POST", "/api/webhooks", webhook("Sales", sales.url()));
    daemon->ask("POST", "/api/webhooks", webhook("Other", other.url()));
    EXPECT_EQ(daemon->stop(), 0);
  }
  support::flipSealedBit(folder_ / "data", "secret", "Sales", 200);
  auto daemon = start();
  daemon->ask("POST", "/api/events", event("evt_1"));
  waitFor(*daemon, deliveryOf(*daemon, "evt_1", "Other"), "delivered");
  const auto sale = deliveryOf(*daemon, "evt_1", "Sales");
  const auto held = waitFor(*daemon, sale, "held");
  EXPECT_THAT(held.at("reason").get<std::string>(), HasSubstr("The stored secret of the webhook \"Sales\""));
  EXPECT_THAT(held.at("reason").get<std::string>(), HasSubstr("Rotate the secret"));
  EXPECT_TRUE(held.at("attempts").empty());
  EXPECT_TRUE(sales.now().empty());
  const std::string path = "/api/webhooks/" + held.at("webhookId").get<std::string>();
  EXPECT_EQ(statusOf(*daemon, "GET", path + "/secret"), 503);
  const std::string secret = daemon->ask("POST", path + "/rotate-secret", nlohmann::json::object()).at("secret");
  EXPECT_EQ(waitFor(*daemon, sale, "delivered").at("attempts").size(), 1U);
  const auto came = sales.waitFor(1);
  ASSERT_EQ(came.size(), 1U);
  EXPECT_TRUE(crypto::verifyGuide(secret, came[0].header("x-webhook-signature"), came[0].body).valid);
  EXPECT_EQ(came[0].header("authorization"), "Bearer of Sales") << "its headers were not damaged";
}

}  // namespace
}  // namespace hookline
