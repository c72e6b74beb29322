// "Engine", point 1, on a whole core: what may not be reached is not reached through any door.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/core_rig.h"

namespace hookline {
namespace {

using support::CoreRig;
using support::Inbox;
using ::testing::HasSubstr;

sandbox::ReceiverOptions plain() { return {}; }

std::string wordsOf(const nlohmann::json& answer) { return answer.value("error", ""); }

TEST(EngineDone1Doors, ASavedWebhookThatPointsInsideIsHeldAndItsTestRefused) {
  Inbox inbox(plain());
  CoreRig rig;
  const auto webhook = rig.makeWebhook(inbox.url());
  // The daemon that opens this folder does not let a webhook reach its own computer.
  rig.reopen(false);
  const auto tested = rig.ask("POST", "/api/webhooks/" + webhook.at("id").get<std::string>() + "/test");
  EXPECT_EQ(tested.at("success"), false);
  EXPECT_THAT(wordsOf(tested), HasSubstr("127.0.0.0/8"));

  const auto accepted = rig.postEvent();
  const auto held = rig.waitForState(accepted.at("deliveries").at(0).at("id"), "held");
  EXPECT_EQ(held.at("errorClass"), "forbidden_address");
  EXPECT_EQ(held.at("counted"), 0);
  EXPECT_TRUE(inbox.now().empty());

  // Held, not lost: where it may be reached again, a retry delivers it.
  rig.reopen(true);
  rig.ask("POST", "/api/deliveries/" + held.at("id").get<std::string>() + "/retry");
  rig.waitForState(held.at("id"), "delivered");
}

TEST(EngineDone1Doors, AnUnsavedWebhooksTestIsNoWayRoundIt) {
  Inbox inbox(plain());
  CoreRig rig;
  rig.reopen(false);
  const auto port = inbox.url().substr(inbox.url().rfind(':'));
  const auto test = [&](const std::string& url, bool allowHttp) {
    return rig.send("POST", "/api/webhooks/test",
                    nlohmann::json{{"name", "x"}, {"url", url}, {"chatbotId", "*"}, {"events", {"*"}}, {"allowHttp", allowHttp}}.dump());
  };
  for (const auto* host : {"127.0.0.1", "localhost", "any.localhost", "[::1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "0.0.0.0", "2130706433",
                           "0x7f.1", "127.1", "evil.example@127.0.0.1", "169.254.169.254", "metadata.google.internal", "10.0.0.1"}) {
    for (const bool allowHttp : {false, true}) {
      const auto answer = test("http://" + std::string(host) + port, allowHttp);
      const auto body = nlohmann::json::parse(answer.body);
      EXPECT_TRUE(answer.status == 422 || body.value("success", true) == false) << host << ": " << answer.body;
    }
  }
  EXPECT_TRUE(inbox.now().empty());
}

TEST(EngineDone1Doors, ASavedWebhooksSecretsDoNotHelpAnUnsavedTestInside) {
  Inbox inbox(plain());
  CoreRig rig;
  const auto webhook = rig.makeWebhook(inbox.url());
  rig.reopen(false);
  // The saved URL stands already, so it is not refused as a change would be; the transport refuses it all the same.
  const auto answer = rig.ask("POST", "/api/webhooks/test", {{"id", webhook.at("id")}});
  EXPECT_EQ(answer.at("success"), false);
  EXPECT_THAT(wordsOf(answer), HasSubstr("127.0.0.0/8"));
  EXPECT_TRUE(inbox.now().empty());
}

TEST(DestinationsDone4Doors, ALookUpIsNoWayRoundIt) {
  Inbox inbox(plain());
  CoreRig rig;
  const nlohmann::json settings{{"botToken", "123456789:AAexampleTokenOfABotThatIsNobodys1"}, {"chatId", "-5"}, {"baseUrl", inbox.url()}};
  const nlohmann::json webhook{{"kind", "telegram"}, {"chatbotId", "*"}, {"events", {"*"}}, {"settings", settings}};
  const auto saved = rig.ask("POST", "/api/webhooks", webhook);
  rig.reopen(false);
  for (const auto& body : {nlohmann::json{{"webhook", webhook}, {"field", "chatId"}}, {{"id", saved.at("id")}, {"field", "chatId"}}}) {
    const auto answer = rig.send("POST", "/api/webhooks/choices", body.dump());
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_THAT(answer.body, HasSubstr("127.0.0.0/8"));
  }
  EXPECT_TRUE(inbox.now().empty());
}

TEST(EngineDone1Doors, CloudMetadataStaysRefusedWherePrivateAddressesAreOpen) {
  CoreRig rig;
  for (const auto* url : {"http://169.254.169.254/latest/meta-data", "https://[::ffff:a9fe:a9fe]/", "https://[fd00:ec2::254]/",
                          "http://metadata.google.internal/computeMetadata/v1/", "http://100.100.100.200/"}) {
    const nlohmann::json webhook{{"name", "x"}, {"url", url}, {"chatbotId", "*"}, {"events", {"*"}}, {"allowHttp", true}};
    EXPECT_EQ(rig.send("POST", "/api/webhooks", webhook.dump()).status, 422) << url;
    EXPECT_EQ(rig.send("POST", "/api/webhooks/test", webhook.dump()).status, 422) << url;
  }
}

}  // namespace
}  // namespace hookline
