// The stand-ins, interfaces.md §8.
#include "sandbox/sandbox.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/http_client_raw.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;

using support::RawClient;

class StandIns : public ::testing::Test {
 protected:
  StandIns() {
    auto started = Sandbox::start({.port = 0}, clock_);
    if (started) sandbox_ = std::move(*started);
    EXPECT_TRUE(sandbox_ != nullptr);
  }

  support::RawResponse send(const std::string& method, const std::string& target, const std::string& body = {}) {
    const auto url = sandbox_->url();
    RawClient client(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    client.send(method + " " + target +
                " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.readResponse();
  }
  json records(const std::string& service) { return json::parse(send("GET", "/_sandbox/" + service).body); }

  const base::SystemClock clock_;
  std::unique_ptr<Sandbox> sandbox_;
};
using DestinationsDone6Sandbox = StandIns;

TEST_F(DestinationsDone6Sandbox, SlackAnswersAsSlackDoesAndRemembersWhatWasPosted) {
  const auto ok = send("POST", "/slack/services/T0/B0/x", R"({"text":"hello"})");
  EXPECT_EQ(ok.status, 200);
  EXPECT_EQ(ok.body, "ok");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", "{}").body, "no_text");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", "nonsense").body, "invalid_payload");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"blocks":[{"type":"header"}]})").body, "invalid_blocks");
  const auto refused = send("POST", "/slack/services/T0/B0/revoked", R"({"text":"hello"})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body, "invalid_token");
  const auto seen = records("slack");
  EXPECT_EQ(seen["requests"].size(), 5U);
  ASSERT_EQ(seen["records"]["messages"].size(), 1U);
  EXPECT_EQ(seen["records"]["messages"][0]["message"], json({{"text", "hello"}}));
}

TEST_F(DestinationsDone6Sandbox, AFaultScriptIsFollowedAndUsedUp) {
  ASSERT_EQ(send("POST", "/_sandbox/slack/faults",
                 R"({"match":"POST /services","times":2,"status":429,"headers":{"Retry-After":"1"},"body":"slow"})")
                .status,
            204);
  for (int i = 0; i < 2; ++i) {
    const auto answer = send("POST", "/slack/services/T0/B0/x", R"({"text":"a"})");
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    EXPECT_EQ(answer.body, "slow");
  }
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"b"})").status, 200);
  EXPECT_EQ(records("slack")["records"]["messages"].size(), 1U) << "a scripted answer has no effect";
}

TEST_F(DestinationsDone6Sandbox, ADroppedConnectionHasItsEffectOnlyWhenItIsDroppedAfter) {
  send("POST", "/_sandbox/slack/faults", R"({"drop":"before"})");
  send("POST", "/_sandbox/slack/faults", R"({"drop":"after"})");
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"lost"})").status, 0);
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"kept"})").status, 0);
  const auto seen = records("slack");
  ASSERT_EQ(seen["records"]["messages"].size(), 1U);
  EXPECT_EQ(seen["records"]["messages"][0]["message"]["text"], "kept");
  EXPECT_EQ(seen["requests"][1]["status"], nullptr);
}

TEST_F(DestinationsDone6Sandbox, ForgetsEverythingWhenAsked) {
  send("POST", "/slack/services/T0/B0/x", R"({"text":"a"})");
  send("POST", "/_sandbox/slack/faults", R"({"status":500})");
  EXPECT_EQ(send("DELETE", "/_sandbox").status, 204);
  EXPECT_TRUE(records("slack")["requests"].empty());
  EXPECT_TRUE(records("slack")["records"]["messages"].empty());
  EXPECT_EQ(send("POST", "/slack/services/T0/B0/x", R"({"text":"b"})").status, 200);
}

TEST_F(DestinationsDone6Sandbox, ATokenNamesTheAddressThatWasAsked) {
  const auto given = send("POST", "/salesforce/services/oauth2/token", "grant_type=client_credentials&client_id=a&client_secret=b");
  EXPECT_EQ(json::parse(given.body)["instance_url"], "http://127.0.0.1/salesforce") << "as the Host header has it";
}

using DestinationsBadInputSandbox = StandIns;

TEST_F(DestinationsBadInputSandbox, WhatIsWrongWithASettingIsNamedAndNothingIsSet) {
  for (const auto& [body, words] : {std::pair<const char*, const char*>{R"({"searchLagMs":5000,"lag":1})", "/lag"},
                                    {R"({"searchLagMs":-1})", "/searchLagMs"},
                                    {R"({"searchLagMs":"long"})", "/searchLagMs"},
                                    {"nonsense", "object"}}) {
    const auto answer = send("POST", "/_sandbox/hubspot/settings", body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_NE(answer.body.find(words), std::string::npos) << answer.body;
  }
  const auto none = send("POST", "/_sandbox/slack/settings", R"({"speed":1})");
  EXPECT_EQ(none.status, 422);
  EXPECT_NE(none.body.find("/speed"), std::string::npos) << none.body;
  EXPECT_EQ(send("GET", "/_sandbox/hubspot/settings").status, 405);
  EXPECT_EQ(send("POST", "/_sandbox/hubspot/settings", R"({"searchLagMs":5000})").status, 204);
}

TEST_F(DestinationsBadInputSandbox, WhatIsWrongWithAFaultIsNamed) {
  for (const auto& [body, words] : {std::pair<const char*, const char*>{R"({"status":99})", "/status"},
                                    {R"({"drop":"maybe"})", "/drop"},
                                    {R"({"tines":2})", "/tines"},
                                    {R"({"times":0})", "/times"},
                                    {"nonsense", "object"}}) {
    const auto answer = send("POST", "/_sandbox/slack/faults", body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_NE(answer.body.find(words), std::string::npos) << answer.body;
  }
  EXPECT_EQ(send("GET", "/_sandbox/nobody").status, 404);
  EXPECT_EQ(send("POST", "/nobody/x").status, 404);
}

}  // namespace
}  // namespace hookline::sandbox
