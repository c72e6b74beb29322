#include <gmock/gmock.h>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;
using ::testing::HasSubstr;

/// Undo of a job through the real router, store and engine, on a network that a script answers.
class DaemonDone1Undo : public ::testing::Test {
 protected:
  DaemonDone1Undo() { webhook_ = stack_.webhook(); }

  json post() {
    const auto accepted = stack_.post("/api/events", {{"type", "custom.thing"}, {"chatbotId", "bot_1"}, {"data", json::object()}});
    EXPECT_EQ(accepted.status, 202) << accepted.text;
    return accepted.body;
  }
  void answer(int status) {
    stack_.network->answerWith([status](const auto&) { return support::FakeNetwork::answer(status); });
  }
  json untilState(const std::string& id, const std::string& state) {
    return stack_.until("/api/deliveries/" + id, [&](const json& body) { return body["state"] == state; }).body;
  }
  std::vector<std::string> deadLetters(int count) {
    answer(400);
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back(post()["deliveries"][0]["id"]);
    for (const auto& id : ids) EXPECT_EQ(untilState(id, "dead")["state"], "dead");
    return ids;
  }
  /// A job whose deliveries all wait for their first try, because the webhook is paused.
  std::string waitingJob(const json& order, std::size_t count) {
    EXPECT_EQ(stack_.call("POST", "/api/webhooks/" + webhook_ + "/pause").status, 200);
    const auto made = stack_.post("/api/jobs", order);
    EXPECT_EQ(made.status, 202) << made.text;
    const auto id = made.body["id"].get<std::string>();
    const auto waiting = stack_.until("/api/jobs/" + id, [&](const json& body) { return body["untried"] == count; });
    EXPECT_EQ(waiting.body["waiting"], count);
    return id;
  }
  Answer undo(const std::string& id, Role role = Role::kOperator) { return stack_.call("POST", "/api/jobs/" + id + "/undo", "{}", role); }
  void resume() { EXPECT_EQ(stack_.call("POST", "/api/webhooks/" + webhook_ + "/resume").status, 200); }

  ApiStack stack_;
  std::string webhook_;
};

TEST_F(DaemonDone1Undo, DeadLettersThatWaitForTheirFirstTryAreDeadAgainAndNotSent) {
  const auto ids = deadLetters(3);
  const auto before = stack_.get("/api/deliveries/" + ids[0]).body;
  answer(200);
  const auto id = waitingJob({{"kind", "retry"}, {"filter", json::object()}}, 3);
  stack_.until("/api/status", [](const json& body) { return body["window"] == 3; });
  const auto undone = undo(id);
  ASSERT_EQ(undone.status, 200) << undone.text;
  EXPECT_EQ(undone.body["undone"], 3);
  EXPECT_EQ(undone.body["waiting"], 0);
  EXPECT_EQ(undone.body["untried"], 0);
  EXPECT_EQ(undone.body["state"], "cancelled");
  EXPECT_THAT(undone.body["reason"].get<std::string>(), HasSubstr("Undone by tester"));
  EXPECT_EQ(stack_.get("/api/jobs/" + id).body, undone.body);
  EXPECT_EQ(stack_.get("/api/deliveries/" + ids[0]).body, before);
  EXPECT_EQ(stack_.get("/api/dead-letters").body["items"].size(), 3U);
  // The engine waits for none of them any more.
  EXPECT_EQ(stack_.until("/api/status", [](const json& body) { return body["window"] == 0; }).body["window"], 0);
  const auto sent = stack_.network->requests().size();
  resume();
  EXPECT_EQ(untilState(post()["deliveries"][0]["id"], "delivered")["state"], "delivered");
  EXPECT_EQ(stack_.network->requests().size(), sent + 1);
  EXPECT_EQ(stack_.audited("job.undo"), "tester " + id + ";");
}

TEST_F(DaemonDone1Undo, ReplayedDeliveriesAreCancelledAndTheStreamTellsOfThem) {
  answer(200);
  const auto first = post()["deliveries"][0]["id"].get<std::string>();
  ASSERT_EQ(untilState(first, "delivered")["state"], "delivered");
  const auto id = waitingJob({{"kind", "replay"}, {"filter", {{"all", true}}}}, 1);
  std::mutex mutex;
  json delivery = json::object();
  json job = json::object();
  const auto subscription = stack_.hub->listen("", [&](const Notice& notice) {
    std::scoped_lock lock(mutex);
    if (notice.kind == "delivery") delivery = json::parse(notice.json)["summary"];
    if (notice.kind == "job") job = json::parse(notice.json)["summary"];
  });
  const auto undone = undo(id);
  ASSERT_EQ(undone.status, 200) << undone.text;
  EXPECT_EQ(undone.body["undone"], 1);
  EXPECT_EQ(undone.body["skipped"], 0);
  stack_.until("/api/status", [&](const json&) {
    std::scoped_lock lock(mutex);
    return delivery.value("state", "") == "cancelled" && job.value("state", "") == "cancelled";
  });
  std::scoped_lock lock(mutex);
  EXPECT_EQ(delivery["state"], "cancelled");
  EXPECT_NE(delivery["id"], first);
  EXPECT_EQ(job, undone.body);
}

TEST_F(DaemonDone1Undo, ARepeatAnswersTheSame) {
  deadLetters(2);
  const auto id = waitingJob({{"kind", "retry"}, {"filter", json::object()}}, 2);
  const auto first = undo(id);
  EXPECT_EQ(first.body["undone"], 2);
  EXPECT_EQ(undo(id).body, first.body);
  const auto path = "/api/jobs/" + id + "/undo";
  EXPECT_EQ(stack_.keyed("POST", path, "{}", "press-1").body, first.body);
  EXPECT_EQ(stack_.audited("job.undo"), "tester " + id + ";");
}

TEST_F(DaemonDone1Undo, WhatCannotBeUndoneIsRefusedWithASentenceAndStaysAsItIs) {
  deadLetters(2);
  answer(200);
  const auto preview = stack_.post("/api/jobs", {{"kind", "retry"}, {"filter", json::object()}, {"preview", true}}).body;
  const auto early = undo(preview["id"]);
  EXPECT_EQ(early.status, 409);
  EXPECT_THAT(early.text, HasSubstr("has not started"));
  const auto retry = stack_.post("/api/jobs", {{"kind", "retry"}, {"filter", json::object()}}).body;
  const auto path = "/api/jobs/" + retry["id"].get<std::string>();
  const auto done = stack_.until(path, [](const json& body) { return body["state"] == "done"; }).body;
  const auto late = undo(retry["id"]);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.text, HasSubstr("nothing left to undo"));
  EXPECT_EQ(stack_.get(path).body, done);
  deadLetters(1);
  const auto purge = stack_.post("/api/jobs", {{"kind", "purge"}, {"filter", {{"all", true}}}}).body;
  const auto gone = undo(purge["id"]);
  EXPECT_EQ(gone.status, 409);
  EXPECT_THAT(gone.text, HasSubstr("nobody can bring back"));
  EXPECT_EQ(undo(retry["id"], Role::kViewer).status, 403);
  EXPECT_EQ(stack_.audited("job.undo"), "");
}

}  // namespace
}  // namespace hookline::api::testing
