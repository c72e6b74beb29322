// GET and PUT /api/receiver, GET /api/receiver/requests, GET /api/settings.
#include "core/api/api_stack.h"
#include "crypto/signature.h"
#include "net/url.h"
#include "support/http_client_raw.h"

namespace hookline::api::testing {
namespace {

constexpr char kReceiverSecret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class ReceiverCalls : public ::testing::Test {
 protected:
  ApiStack stack;

  Answer put(const json& body, model::Role role = model::Role::kAdmin) { return stack.call("PUT", "/api/receiver", body.dump(), role); }

  /// What the receiver answers to a request that is signed with `secret`.
  static int post(const std::string& url, const std::string& secret, const std::string& body = "{}") {
    support::RawClient client(net::parseUrl(url)->port);
    client.send("POST /try HTTP/1.1\r\nHost: localhost\r\nX-Webhook-Delivery: dlv_1\r\nX-Webhook-Signature: " +
                crypto::signGuide(secret, body) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.readResponse().status;
  }
};

TEST_F(ReceiverCalls, ItDoesNotRunUntilItIsWanted) {
  const auto before = stack.get("/api/receiver");
  EXPECT_EQ(before.status, 200);
  EXPECT_EQ(before.body, json({{"running", false}, {"url", nullptr}, {"statuses", {200}}, {"delayMs", 0}, {"received", 0}}));
}

TEST_F(ReceiverCalls, ItKeepsWhatCameWithTheVerdictOnItsSignature) {
  const auto started = put({{"running", true}, {"secret", kReceiverSecret}});
  ASSERT_EQ(started.status, 200) << started.text;
  const std::string url = started.body["url"];
  EXPECT_EQ(post(url, kReceiverSecret), 200);
  EXPECT_EQ(post(url, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "[1]"), 200);

  const auto came = stack.get("/api/receiver/requests").body["items"];
  ASSERT_EQ(came.size(), 2U);
  EXPECT_EQ(came[1]["signature"], "verified");
  EXPECT_EQ(came[1]["deliveryId"], "dlv_1");
  EXPECT_EQ(came[1]["path"], "/try");
  EXPECT_EQ(came[0]["body"], "[1]");
  EXPECT_TRUE(came[0]["signature"].get<std::string>().starts_with("invalid"));
  EXPECT_EQ(stack.get("/api/receiver").body["received"], 2);
}

TEST_F(ReceiverCalls, WhatItAnswersChangesWhileItRuns) {
  const std::string url = put({{"running", true}, {"statuses", {500, 503}}}).body["url"];
  EXPECT_EQ(post(url, kReceiverSecret), 500);
  EXPECT_EQ(post(url, kReceiverSecret), 503);
  EXPECT_EQ(post(url, kReceiverSecret), 503);
  const auto mended = put({{"statuses", {200}}});
  EXPECT_EQ(mended.body["url"], url);
  EXPECT_EQ(post(url, kReceiverSecret), 200);
  EXPECT_EQ(put({{"running", false}}).body["running"], false);
  EXPECT_ANY_THROW(post(url, kReceiverSecret)) << "nobody listens there any more";
}

TEST_F(ReceiverCalls, TwoCoresOnOneComputerEachHaveTheirOwn) {
  ApiStack other;
  const std::string first = put({{"running", true}}).body["url"];
  const auto second = other.call("PUT", "/api/receiver", R"({"running":true})");
  ASSERT_EQ(second.status, 200) << second.text;
  EXPECT_NE(second.body["url"], first);
}

TEST_F(ReceiverCalls, WrongWishesAreNamedAndChangeNothing) {
  EXPECT_EQ(put({{"statuses", json::array()}}).detail("/statuses"), "must be a list of 1 to 100 statuses from 200 to 599");
  EXPECT_EQ(put({{"running", true}, {"delayMs", -1}}).status, 422);
  EXPECT_EQ(put({{"running", true}, {"statuses", {99}}}).status, 422);
  EXPECT_EQ(stack.get("/api/receiver").body["running"], false);
  EXPECT_EQ(put({{"running", true}}, model::Role::kViewer).status, 403);
}

TEST_F(ReceiverCalls, SettingsSayWhereEventsComeInAndWhereDataIsKept) {
  const auto admin = stack.get("/api/settings").body;
  EXPECT_EQ(admin["address"], "http://127.0.0.1:8787");
  EXPECT_EQ(admin["dataFolder"], (stack.folder / "data").string());
  EXPECT_EQ(admin["allowPrivate"], false);
  EXPECT_FALSE(stack.call("GET", "/api/settings", {}, model::Role::kViewer).body.contains("dataFolder"));
}

}  // namespace
}  // namespace hookline::api::testing
