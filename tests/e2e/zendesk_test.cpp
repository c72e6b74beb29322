// Zendesk on a whole core, against its stand-in: signing in, the plan's checkpoints and the order of a conversation's deliveries.
#include <gtest/gtest.h>

#include <string>

#include "e2e/together.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::quickRetries;

class WithZendesk : public support::Together {
 protected:
  json makeWebhook() {
    return rig_.ask(
        "POST", "/api/webhooks",
        {{"kind", "zendesk"},
         {"chatbotId", "bot_1"},
         {"events", {"*"}},
         {"retryPolicy", quickRetries(5)},
         {"settings", {{"subdomain", "acme"}, {"clientId", "hookline"}, {"clientSecret", kSecret}, {"baseUrl", base() + "/zendesk"}}}});
  }

  static constexpr const char* kSecret = "hiddenSecret42";
};
using DestinationsDone2EndToEndZendesk = WithZendesk;
using DestinationsDone3EndToEndZendesk = WithZendesk;

TEST_F(DestinationsDone2EndToEndZendesk, OneConversationIsOneTicketWithWhatFollowsAsComments) {
  const auto made = makeWebhook();
  EXPECT_EQ(made.at("ordering").at("by"), "conversation");
  const auto asked = firstOf(rig_.postEvent());
  const auto ended = firstOf(rig_.postEvent(
      {{"type", "conversation.ended"}, {"data", {{"durationSeconds", 60}, {"messageCount", 4}, {"resolution", "handed over"}}}}));
  const auto delivery = rig_.waitForState(asked, "delivered");
  rig_.waitForState(ended, "delivered");
  const auto seen = record("zendesk");
  const auto& tickets = seen.at("records").at("tickets");
  ASSERT_EQ(tickets.size(), 1U) << tickets.dump(1);
  EXPECT_EQ(tickets[0].at("subject"), "Chatbot Handoff: wants a person");
  ASSERT_EQ(tickets[0].at("comments").size(), 2U) << "both were posted at once, and went one after the other";
  EXPECT_NE(tickets[0].at("comments")[1].at("body").get<std::string>().find("handed over"), std::string::npos);
  int signIns = 0;
  std::string token;
  for (const auto& request : seen.at("requests")) {
    if (request.at("path") == "/oauth/tokens") ++signIns;
    if (request.at("headers").contains("Authorization")) token = request.at("headers").at("Authorization");
  }
  EXPECT_EQ(signIns, 1);
  // Neither secret is shown anywhere.
  token = token.substr(token.find(' ') + 1);
  ASSERT_FALSE(token.empty());
  for (const auto& shown : {delivery.dump(), made.dump(), rig_.ask("GET", "/api/webhooks").dump()}) {
    EXPECT_EQ(shown.find(kSecret), std::string::npos);
    EXPECT_EQ(shown.find(token), std::string::npos);
  }
}

TEST_F(DestinationsDone3EndToEndZendesk, ALostAnswerMakesNoSecondTicket) {
  makeWebhook();
  ask("POST", "/_sandbox/zendesk/faults", {{{"match", "POST /api/v2/tickets"}, {"drop", "after"}}});
  rig_.waitForState(firstOf(rig_.postEvent()), "delivered");
  EXPECT_EQ(record("zendesk").at("records").at("tickets").size(), 1U);
}

}  // namespace
}  // namespace hookline
