#include "api/kept_answers.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

class KeptAnswersTest : public ::testing::Test {
 protected:
  ApiStack stack;
  const std::string body = R"({"name":"Sales","url":"https://receiver.example/hook","events":["*"]})";
};

TEST_F(KeptAnswersTest, TheSameCallIsAnsweredAgainWithoutBeingDoneAgain) {
  const auto first = stack.keyed("POST", "/api/webhooks", body, "key-1");
  ASSERT_EQ(first.status, 201) << first.text;
  const auto second = stack.keyed("POST", "/api/webhooks", body, "key-1");
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.text, first.text);
  EXPECT_EQ(second.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(first.header("Idempotency-Replayed"), "");
  EXPECT_EQ(stack.get("/api/webhooks").body.size(), 1U);
}

TEST_F(KeptAnswersTest, AnotherBodyUnderTheSameKeyIsRefused) {
  ASSERT_EQ(stack.keyed("POST", "/api/webhooks", body, "key-1").status, 201);
  EXPECT_EQ(stack.keyed("POST", "/api/webhooks", body + " ", "key-1").status, 409);
  EXPECT_EQ(stack.keyed("POST", "/api/pause", "", "key-1").status, 409);
}

TEST_F(KeptAnswersTest, KeysBelongToTheirCaller) {
  ASSERT_EQ(stack.keyed("POST", "/api/webhooks", body, "key-1").status, 201);
  auto request = stack.request("POST", "/api/webhooks", body, model::Role::kAdmin, {{"Idempotency-Key", "key-1"}});
  request.principal->name = "another";
  const auto other = await<Response>([&](auto done) { stack.router->handle(request, std::move(done)); });
  ASSERT_TRUE(other);
  EXPECT_EQ(other->status, 201);
  EXPECT_EQ(stack.get("/api/webhooks").body.size(), 2U);
}

TEST_F(KeptAnswersTest, ADeletionIsAnsweredAgain) {
  const auto id = stack.webhook();
  EXPECT_EQ(stack.keyed("DELETE", "/api/webhooks/" + id, "", "key-2").status, 204);
  const auto again = stack.keyed("DELETE", "/api/webhooks/" + id, "", "key-2");
  EXPECT_EQ(again.status, 204);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
}

TEST_F(KeptAnswersTest, WhatDidNothingMayBeRepeated) {
  EXPECT_EQ(stack.keyed("POST", "/api/webhooks", "{}", "key-3").status, 422);
  EXPECT_EQ(stack.keyed("POST", "/api/webhooks", body, "key-3").status, 201);
}

TEST_F(KeptAnswersTest, TheSecondOfTwoAtOnceIsToldThatTheFirstStillRuns) {
  const auto id = stack.webhook();
  stack.network->hold();
  const auto request = stack.request("POST", "/api/webhooks/" + id + "/test", "", model::Role::kAdmin, {{"Idempotency-Key", "key-4"}});
  std::promise<int> first;
  stack.router->handle(
      request, base::Completion<Response>([&first](base::Result<Response> answer) { first.set_value(answer ? answer->status : 0); }));
  ASSERT_TRUE(stack.network->waitForRequests(1));
  const auto second = await<Response>([&](auto done) { stack.router->handle(request, std::move(done)); });
  ASSERT_TRUE(second);
  EXPECT_EQ(second->status, 409);
  EXPECT_NE(second->body.find("still running"), std::string::npos);
  EXPECT_EQ(second->headers.at(0).name, "Retry-After");
  stack.network->release();
  EXPECT_EQ(first.get_future().get(), 200);
  const auto third = await<Response>([&](auto done) { stack.router->handle(request, std::move(done)); });
  EXPECT_EQ(third->status, 200);
  EXPECT_EQ(stack.network->requests().size(), 1U);
}

TEST_F(KeptAnswersTest, AnUnusableKeyIsRefused) {
  EXPECT_EQ(stack.keyed("POST", "/api/pause", "", "two words").status, 422);
  EXPECT_EQ(stack.keyed("POST", "/api/pause", "", std::string(256, 'k')).status, 422);
  EXPECT_EQ(stack.keyed("POST", "/api/pause", "", std::string(255, 'k')).status, 200);
}

TEST_F(KeptAnswersTest, NoSecretIsWrittenToDiskWithAKeptAnswer) {
  const auto made = stack.keyed("POST", "/api/webhooks", body, "key-5");
  const std::string secret = made.body["secret"];
  const auto token = stack.keyed("POST", "/api/tokens", R"({"name":"ci","role":"viewer"})", "key-6");
  const std::string text = token.body["token"];
  EXPECT_EQ(stack.keyed("POST", "/api/tokens", R"({"name":"ci","role":"viewer"})", "key-6").body["token"], text);
  const auto kept = await<std::optional<store::KeptAnswer>>([&](auto done) { stack.store->keptAnswer("tester:key-5", std::move(done)); });
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->status, 201);
  for (const auto& file : std::filesystem::directory_iterator(stack.folder / "data")) {
    std::ifstream in(file.path(), std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    EXPECT_EQ(content.str().find(secret), std::string::npos) << file.path();
    EXPECT_EQ(content.str().find(text), std::string::npos) << file.path();
  }
}

}  // namespace
}  // namespace hookline::api::testing
