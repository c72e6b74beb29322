#include "api/connect_links.h"
#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

/// A clock that a test sets.
class SetClock final : public base::Clock {
 public:
  base::Now now() const override { return now_; }
  void pass(base::Millis by) { now_.boot += by; }

 private:
  base::Now now_{base::fromMs(1'700'000'000'000), base::MonoTime{base::Micros{1'000'000}}, base::MonoTime{base::Micros{1'000'000}}};
};

class DaemonDone6Codes : public ::testing::Test {
 protected:
  SetClock clock;
  ConnectLinks links{clock};

  std::string make(const std::string& name) {
    auto code = links.make({name, model::Role::kViewer, 0, "ops"});
    if (!code) throw std::runtime_error(code.error().message);
    return *code;
  }
  base::Errc failureOf(const std::string& code) {
    const auto used = links.use(code);
    return used ? base::Errc::kInternal : used.error().code;
  }
};

TEST_F(DaemonDone6Codes, AreGoodOnceForWhatTheyWereMadeFor) {
  const auto code = make("anna");
  EXPECT_EQ(code.size(), 32U);
  EXPECT_NE(code, make("otto"));
  const auto grant = links.use(code);
  ASSERT_TRUE(grant);
  EXPECT_EQ(grant->name, "anna");
  EXPECT_EQ(grant->role, model::Role::kViewer);
  EXPECT_EQ(grant->madeBy, "ops");
  EXPECT_EQ(failureOf(code), base::Errc::kConflict);
  EXPECT_EQ(failureOf(code + "0"), base::Errc::kUnauthorized);
  EXPECT_EQ(failureOf(""), base::Errc::kUnauthorized);
}

TEST_F(DaemonDone6Codes, AreTooOldAfterAQuarterOfAnHourAlsoOfSleep) {
  const auto code = make("anna");
  const auto other = make("otto");
  clock.pass(ConnectLinks::kValidFor - base::Millis{1});
  EXPECT_TRUE(links.use(code));
  clock.pass(base::Millis{1});
  EXPECT_EQ(failureOf(other), base::Errc::kConflict);
  clock.pass(ConnectLinks::kRememberedFor);
  make("next");
  EXPECT_EQ(failureOf(other), base::Errc::kUnauthorized) << "forgotten";
}

TEST_F(DaemonDone6Codes, ANewOneForANameEndsTheOneBefore) {
  const auto first = make("anna");
  const auto second = make("anna");
  EXPECT_EQ(failureOf(first), base::Errc::kUnauthorized);
  EXPECT_TRUE(links.use(second));
}

TEST_F(DaemonDone6Codes, WhatCameToNothingCanBeUsedAgain) {
  const auto code = make("anna");
  ASSERT_TRUE(links.use(code));
  links.giveBack(code);
  EXPECT_TRUE(links.use(code));
}

TEST_F(DaemonDone6Codes, AreNoMoreThanTheirLimit) {
  const auto first = make("0");
  for (std::size_t n = 1; n < ConnectLinks::kMaxKept; ++n) make(std::to_string(n));
  const auto beyond = links.make({"beyond", model::Role::kViewer, 0, "ops"});
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().code, base::Errc::kBusy);
  ASSERT_TRUE(links.use(first));
  EXPECT_TRUE(links.make({"beyond", model::Role::kViewer, 0, "ops"})) << "one that was used makes room";
}

/// The rest of the link after `name=`.
std::string part(const std::string& link, const std::string& name) {
  const auto at = link.find(name + "=");
  return at == std::string::npos ? "" : link.substr(at + name.size() + 1, link.find('&', at) - at - name.size() - 1);
}

class DaemonDone6Link : public ::testing::Test {
 protected:
  ApiStack stack;

  json make(json fields) {
    fields["link"] = true;
    const auto made = stack.post("/api/tokens", fields);
    EXPECT_EQ(made.status, 201) << made.text;
    return made.body;
  }
  Answer connect(const std::string& code) { return stack.call("POST", "/api/connect", json{{"code", code}}.dump(), std::nullopt); }
  std::size_t tokens() { return stack.get("/api/tokens").body["items"].size(); }
};

TEST_F(DaemonDone6Link, IsExchangedForATokenOnce) {
  const auto made = make({{"name", "anna"}, {"role", "operator"}, {"eventsPerSecond", 7}});
  const auto link = made["link"].get<std::string>();
  EXPECT_TRUE(link.starts_with("hookline://connect?address=http%3A%2F%2F127.0.0.1%3A8787&name=anna&role=operator&code=")) << link;
  EXPECT_FALSE(made.contains("token"));
  EXPECT_TRUE(made["validUntil"].is_string());
  EXPECT_EQ(tokens(), 0U) << "an unused link leaves nothing behind";

  const auto code = part(link, "code");
  const auto first = connect(code);
  ASSERT_EQ(first.status, 200) << first.text;
  EXPECT_EQ(first.body["name"], "anna");
  EXPECT_EQ(first.body["role"], "operator");
  const auto principal = stack.tokens->authenticate("Bearer " + first.body["token"].get<std::string>(), "192.0.2.1");
  ASSERT_TRUE(principal);
  EXPECT_EQ(principal->name, "anna");
  EXPECT_EQ(principal->role, model::Role::kOperator);
  EXPECT_EQ(stack.get("/api/tokens").body["items"][0]["eventsPerSecond"], 7);

  const auto second = connect(code);
  EXPECT_EQ(second.status, 409);
  EXPECT_NE(second.text.find("used already"), std::string::npos) << second.text;
  EXPECT_EQ(tokens(), 1U);
}

TEST_F(DaemonDone6Link, TheAuditHoldsWhoMadeItAndWhenceItWasUsedAndNoWrongCode) {
  const auto code = part(make({{"name", "anna"}, {"role", "operator"}})["link"], "code");
  EXPECT_EQ(connect("00000000000000000000000000000000").status, 401);
  EXPECT_EQ(connect(code).status, 200);
  EXPECT_EQ(connect(code).status, 409);
  EXPECT_EQ(stack.audited("token.link") + stack.audited("token.create"), "tester anna;tester (connect link, used from 127.0.0.1) anna;");
}

TEST_F(DaemonDone6Link, OnlyAnAdminMakesOneAndWhatIsWrongIsNamed) {
  const json fine{{"name", "anna"}, {"role", "viewer"}, {"link", true}};
  EXPECT_EQ(stack.call("POST", "/api/tokens", fine.dump(), model::Role::kOperator).status, 403);
  EXPECT_EQ(stack.call("POST", "/api/tokens", fine.dump(), std::nullopt).status, 401);
  EXPECT_NE(stack.post("/api/tokens", {{"name", "anna"}, {"role", "viewer"}, {"link", "yes"}}).detail("/link"), "");
  EXPECT_NE(stack.post("/api/tokens", {{"name", "an na"}, {"role", "viewer"}, {"link", true}}).detail("/name"), "");
  EXPECT_EQ(stack.post("/api/tokens", {{"name", "taken"}, {"role", "viewer"}}).status, 201);
  EXPECT_EQ(stack.post("/api/tokens", {{"name", "taken"}, {"role", "viewer"}, {"link", true}}).status, 409);
  EXPECT_EQ(connect("").status, 401);
  EXPECT_NE(stack.call("POST", "/api/connect", "{}", std::nullopt).detail("/code"), "");
  EXPECT_NE(stack.call("POST", "/api/connect", R"({"code":5})", std::nullopt).detail("/code"), "");
  EXPECT_EQ(tokens(), 1U);
}

TEST_F(DaemonDone6Link, ANameThatWasTakenMeanwhileLeavesTheLinkGood) {
  const auto code = part(make({{"name", "anna"}, {"role", "viewer"}})["link"], "code");
  ASSERT_EQ(stack.post("/api/tokens", {{"name", "anna"}, {"role", "admin"}}).status, 201);
  const auto refused = connect(code);
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.text.find("a token named anna already"), std::string::npos) << refused.text;
  ASSERT_EQ(stack.call("DELETE", "/api/tokens/anna").status, 204);
  EXPECT_EQ(connect(code).body["role"], "viewer");
}

TEST_F(DaemonDone6Link, WrongCodesCountAsWrongTokensDo) {
  const auto code = part(make({{"name", "anna"}, {"role", "viewer"}})["link"], "code");
  for (int n = 0; n < TokenBook::kMaxFailures; ++n) {
    const auto wrong = connect("00000000000000000000000000000000");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_NE(wrong.text.find("hooklined token create --link"), std::string::npos);
  }
  const auto limited = connect(code);
  EXPECT_EQ(limited.status, 429);
  EXPECT_NE(limited.header("Retry-After"), "");
  EXPECT_EQ(stack.tokens->authenticate("Bearer hl_wrong", stack.request("GET", "/", "", std::nullopt).peer).error().code,
            base::Errc::kBusy);
  EXPECT_EQ(tokens(), 0U);
}

TEST_F(DaemonDone6Link, ARepeatedCallHasTheSameLinkWhichIsNotOnDisk) {
  const auto body = json{{"name", "anna"}, {"role", "viewer"}, {"link", true}}.dump();
  const auto first = stack.keyed("POST", "/api/tokens", body, "once");
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(stack.keyed("POST", "/api/tokens", body, "once").body["link"], first.body["link"]);
  const auto kept = await<std::optional<store::KeptAnswer>>([&](auto done) { stack.store->keptAnswer("tester:once", std::move(done)); });
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->body.find(part(first.body["link"], "code")), std::string::npos);
  EXPECT_EQ((*kept)->body.find("link"), std::string::npos);
}

}  // namespace
}  // namespace hookline::api::testing
