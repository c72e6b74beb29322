// Teams' stand-in, integrations.md §9 and §15.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/sandbox/stand_ins_rig.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;

class DestinationsDone6Teams : public testing::StandIns {
 protected:
  static json messageOf(const json& card, const std::string& type = "application/vnd.microsoft.card.adaptive") {
    return {{"type", "message"}, {"attachments", json::array({{{"contentType", type}, {"contentUrl", nullptr}, {"content", card}}})}};
  }
  static json cardOf(const json& block) { return {{"type", "AdaptiveCard"}, {"version", "1.4"}, {"body", json::array({block})}}; }
  support::RawResponse post(const json& body, const std::string& target = "/teams/workflows/w1") {
    return send("POST", target, body.dump());
  }
  json made() { return records("teams")["records"]; }
};

TEST_F(DestinationsDone6Teams, SaysThatACardIsQueuedAndPostsIt) {
  const auto card = cardOf({{"type", "TextBlock"}, {"text", "hello"}});
  const auto answer = post(messageOf(card));
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(post(messageOf(card), "/teams/workflows/w2/triggers/manual/paths/invoke?api-version=1&sig=abc").status, 202);
  ASSERT_EQ(made()["messages"].size(), 2U);
  EXPECT_EQ(made()["messages"][0]["message"], card);
  EXPECT_EQ(made()["messages"][1]["workflow"], "w2");
  EXPECT_TRUE(made()["failedRuns"].empty());
}

TEST_F(DestinationsDone6Teams, ARunThatFailsIsQueuedAllTheSame) {
  auto submits = cardOf({{"type", "TextBlock"}, {"text", "x"}});
  submits["actions"] = json::array({{{"type", "Action.Submit"}, {"title", "Send"}}});
  auto later = cardOf({{"type", "TextBlock"}, {"text", "x"}});
  later["version"] = "1.9";
  for (const auto& message : {messageOf(submits), messageOf(later), messageOf(cardOf({{"type", "Marquee"}})),
                              messageOf({{"type", "MessageCard"}}), messageOf(cardOf({{"type", "TextBlock"}}), "text/plain")})
    EXPECT_EQ(post(message).status, 202) << message.dump();
  EXPECT_EQ(made()["failedRuns"].size(), 5U);
  EXPECT_FALSE(made()["failedRuns"][0]["error"].get<std::string>().empty());
  EXPECT_TRUE(made()["messages"].empty());
}

TEST_F(DestinationsDone6Teams, RefusesAsAWorkflowDoes) {
  const auto card = messageOf(cardOf({{"type", "TextBlock"}, {"text", "x"}}));
  const auto code = [](const support::RawResponse& answer) {
    return std::to_string(answer.status) + " " + json::parse(answer.body)["error"]["code"].get<std::string>();
  };
  EXPECT_EQ(code(post(card, "/teams/workflows/revoked")), "401 DirectApiAuthorizationRequired");
  EXPECT_EQ(code(post(card, "/teams/workflows/w1?sig=expired")), "401 DirectApiAuthorizationRequired");
  EXPECT_EQ(code(post(card, "/teams/elsewhere")), "404 WorkflowNotFound");
  EXPECT_EQ(code(send("GET", "/teams/workflows/w1")), "404 WorkflowNotFound");
  EXPECT_EQ(code(send("POST", "/teams/workflows/w1", "nonsense")), "400 InvalidRequestContent");
  EXPECT_EQ(code(post({{"text", "an old card"}})), "400 TriggerInputSchemaMismatch");
  EXPECT_EQ(code(post({{"type", "message"}, {"attachments", json::array()}})), "400 TriggerInputSchemaMismatch");
  const auto huge = [](std::size_t size) { return messageOf(cardOf({{"type", "TextBlock"}, {"text", std::string(size, 'x')}})); };
  EXPECT_EQ(code(post(huge(28 * 1024))), "413 RequestEntityTooLarge");
  EXPECT_TRUE(made()["messages"].empty()) << "a refusal has no effect";
  EXPECT_EQ(post(huge(27 * 1024)).status, 202);
}

TEST_F(DestinationsDone6Teams, ForgetsFailedRunsToo) {
  post(messageOf({{"type", "MessageCard"}}));
  ASSERT_EQ(made()["failedRuns"].size(), 1U);
  send("DELETE", "/_sandbox");
  EXPECT_TRUE(made()["failedRuns"].empty());
}

}  // namespace
}  // namespace hookline::sandbox
