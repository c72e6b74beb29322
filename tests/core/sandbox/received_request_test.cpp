#include "sandbox/received_request.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace hookline::sandbox {
namespace {

ReceivedRequest aRequest() {
  ReceivedRequest request;
  request.at = base::fromMs(1795464000000);
  request.method = "POST";
  request.path = "/hook?x=1";
  request.headers = {{"x-webhook-event", "lead.captured"}, {"Webhook-Id", "evt_1"}, {"X-Webhook-Attempt", "3"}};
  request.body = R"({"id":"evt_1","n":1.50})";
  request.status = 500;
  return request;
}

TEST(ReceivedRequest, IsOneLineOfJsonWithTheHeadersThatMatter) {
  auto request = aRequest();
  request.headers.push_back({"X-Webhook-Simulated", "1"});
  const auto line = nlohmann::json::parse(request.jsonLine());
  EXPECT_EQ(line["at"], "2026-11-23T20:00:00.000Z");
  EXPECT_EQ(line["method"], "POST");
  EXPECT_EQ(line["path"], "/hook?x=1");
  EXPECT_EQ(line["event"], "lead.captured");
  EXPECT_EQ(line["webhook-id"], "evt_1");
  EXPECT_EQ(line["attempt"], "3");
  EXPECT_EQ(line["simulated"], true);
  EXPECT_EQ(line["status"], 500);
  EXPECT_EQ(line["signature"], "not checked");
  EXPECT_EQ(line["body"]["n"], 1.5);
}

TEST(ReceivedRequest, SaysNullForHeadersThatDidNotCome) {
  auto request = aRequest();
  request.headers.clear();
  const auto line = nlohmann::json::parse(request.jsonLine());
  EXPECT_TRUE(line["event"].is_null());
  EXPECT_TRUE(line["webhook-id"].is_null());
  EXPECT_TRUE(line["delivery"].is_null());
  EXPECT_EQ(line["simulated"], false);
}

TEST(ReceivedRequest, KeepsTheBodysNumbersAsTheyWereWritten) {
  EXPECT_NE(aRequest().jsonLine().find(R"("body":{"id":"evt_1","n":1.50}})"), std::string::npos);
}

TEST(ReceivedRequest, PutsABodyOfSeveralLinesOnOne) {
  auto request = aRequest();
  request.body = "{\r\n  \"a\": \"x\\ny\"\n}";
  const auto text = request.jsonLine();
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text)["body"]["a"], "x\ny");
}

TEST(ReceivedRequest, QuotesABodyThatIsNoJsonObjectOrArray) {
  auto request = aRequest();
  for (const std::string body : {"", "hello \"you\"\n", "{broken", "17", "\"text\""}) {
    request.body = body;
    EXPECT_EQ(nlohmann::json::parse(request.jsonLine())["body"], body);
  }
}

TEST(ReceivedRequest, EscapesBytesThatAreNoText) {
  auto request = aRequest();
  request.body = "{\"a\":\"\xff\"}";
  request.headers.push_back({"X-Webhook-Delivery", "\xfe"});
  const auto line = nlohmann::json::parse(request.jsonLine());
  EXPECT_EQ(line["body"], "{\"a\":\"\\xff\"}");
  EXPECT_EQ(line["delivery"], "\\xfe");
}

TEST(ReceivedRequest, SaysThatTheConnectionWasDropped) {
  auto request = aRequest();
  request.status.reset();
  const auto line = nlohmann::json::parse(request.jsonLine());
  EXPECT_TRUE(line["status"].is_null());
  EXPECT_EQ(line["reset"], true);
}

}  // namespace
}  // namespace hookline::sandbox
