#include <gmock/gmock.h>

#include <set>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;
using ::testing::HasSubstr;

/// Jobs through the real router, store and engine, on a network that a script answers.
class EngineDone4Api : public ::testing::Test {
 protected:
  ApiStack stack;

  json post(const std::string& type = "custom.thing") {
    const auto accepted = stack.post("/api/events", {{"type", type}, {"chatbotId", "bot_1"}, {"data", {{"email", "a@b.example"}}}});
    EXPECT_EQ(accepted.status, 202) << accepted.text;
    return accepted.body;
  }
  void refuse() {
    stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(400, "no thanks"); });
  }
  void succeed() {
    stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(200); });
  }
  std::vector<std::string> deadLetters(int count) {
    refuse();
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back(post()["deliveries"][0]["id"]);
    for (const auto& id : ids) {
      const auto state = stack.until("/api/deliveries/" + id, [](const json& body) { return body["state"] == "dead"; });
      EXPECT_EQ(state.body["state"], "dead");
    }
    return ids;
  }
  json untilDone(const std::string& job, const std::string& state = "done") {
    return stack.until("/api/jobs/" + job, [&](const json& body) { return body["state"] == state; }).body;
  }
};

TEST_F(EngineDone4Api, ARetryByFilterRunsToItsEndAndReportsIt) {
  const auto webhook = stack.webhook();
  const auto ids = deadLetters(5);
  succeed();
  const auto made = stack.post("/api/jobs", {{"kind", "retry"}, {"filter", {{"webhookId", webhook}, {"status", 400}}}});
  ASSERT_EQ(made.status, 202) << made.text;
  EXPECT_EQ(made.body["kind"], "retry");
  EXPECT_EQ(made.body["filter"], json({{"status", 400}, {"webhookId", webhook}}));
  EXPECT_EQ(made.body["state"], "running");
  EXPECT_EQ(made.body["total"], 5);
  EXPECT_EQ(made.body["exact"], true);
  const auto done = untilDone(made.body["id"]);
  EXPECT_EQ(done["state"], "done") << done;
  EXPECT_EQ(done["done"], 5);
  EXPECT_EQ(done["delivered"], 5);
  EXPECT_EQ(done["failedAgain"], 0);
  EXPECT_EQ(done["skipped"], 0);
  EXPECT_EQ(done["waiting"], 0);
  for (const auto& id : ids) EXPECT_EQ(stack.get("/api/deliveries/" + id).body["state"], "delivered");
  const auto list = stack.get("/api/jobs");
  ASSERT_EQ(list.body["items"].size(), 1U);
  EXPECT_EQ(list.body["items"][0], done);
  EXPECT_TRUE(list.body["next"].is_null());
  EXPECT_EQ(stack.audited("job.start"), "tester " + done["id"].get<std::string>() + ";");
}

TEST_F(EngineDone4Api, DeadLettersChosenByAFilterAreCountedRetriedAndPurged) {
  stack.webhook();
  deadLetters(4);
  const json all{{"filter", {{"all", true}}}};
  const json counted{{"filter", {{"state", "dead"}}}, {"dryRun", true}};
  EXPECT_EQ(stack.post("/api/dead-letters/retry", counted).body, json({{"matched", 4}}));
  EXPECT_EQ(stack.call("DELETE", "/api/dead-letters", counted.dump()).body, json({{"matched", 4}}));
  EXPECT_EQ(stack.get("/api/jobs").body["items"].size(), 0U);
  const auto retried = stack.post("/api/dead-letters/retry", {{"filter", json::object()}});
  ASSERT_EQ(retried.status, 202) << retried.text;
  EXPECT_EQ(retried.body["matched"], 4);
  EXPECT_EQ(untilDone(retried.body["jobId"])["failedAgain"], 4);
  EXPECT_EQ(stack.call("DELETE", "/api/dead-letters", all.dump(), Role::kOperator).status, 403);
  const auto purged = stack.call("DELETE", "/api/dead-letters", all.dump());
  ASSERT_EQ(purged.status, 202) << purged.text;
  EXPECT_EQ(untilDone(purged.body["jobId"])["done"], 4);
  EXPECT_EQ(stack.get("/api/dead-letters").body["items"].size(), 0U);
  const auto none = stack.post("/api/dead-letters/retry", {{"filter", json::object()}});
  EXPECT_EQ(none.status, 200);
  EXPECT_EQ(none.body, json({{"jobId", nullptr}, {"matched", 0}}));
}

TEST_F(EngineDone4Api, APreviewShowsWhatItWouldDoAndAResumeDoesIt) {
  stack.webhook();
  const auto ids = deadLetters(2);
  succeed();
  const auto preview = stack.post("/api/jobs", {{"kind", "retry"}, {"filter", json::object()}, {"preview", true}});
  ASSERT_EQ(preview.status, 201) << preview.text;
  EXPECT_EQ(preview.body["state"], "preview");
  EXPECT_EQ(preview.body["total"], 2);
  EXPECT_EQ(preview.body["first"], json(ids));
  const std::string job = preview.body["id"];
  EXPECT_EQ(stack.call("POST", "/api/jobs/" + job + "/pause").status, 409);
  const auto resumed = stack.call("POST", "/api/jobs/" + job + "/resume");
  ASSERT_EQ(resumed.status, 200) << resumed.text;
  EXPECT_EQ(untilDone(job)["delivered"], 2);
  EXPECT_EQ(stack.audited("job.resume"), "tester " + job + ";");
}

TEST_F(EngineDone4Api, AJobIsPausedAndCancelledAndThatIsAudited) {
  stack.webhook();
  deadLetters(3);
  const auto made = stack.post("/api/jobs", {{"kind", "retry"}, {"filter", json::object()}, {"perSecond", 1}});
  ASSERT_EQ(made.status, 202) << made.text;
  EXPECT_EQ(made.body["perSecond"], 1);
  const std::string job = made.body["id"];
  EXPECT_EQ(stack.call("POST", "/api/jobs/" + job + "/pause", "{}", Role::kOperator).body["state"], "paused");
  EXPECT_EQ(stack.call("POST", "/api/jobs/" + job + "/cancel").body["state"], "cancelled");
  const auto late = stack.call("POST", "/api/jobs/" + job + "/resume");
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.text, HasSubstr("is cancelled"));
  EXPECT_EQ(stack.audited("job.cancel"), "tester " + job + ";");
  EXPECT_EQ(stack.audited("job.pause"), "tester " + job + ";");
}

TEST_F(EngineDone4Api, AJobThatOnlyFailsPausesItselfAndSaysWhy) {
  stack.webhook();
  deadLetters(4);
  const auto made = stack.post("/api/jobs", {{"kind", "retry"}, {"filter", json::object()}, {"stopAfterFirstFailures", 2}});
  const auto paused = untilDone(made.body["id"], "paused");
  EXPECT_EQ(paused["state"], "paused") << paused;
  EXPECT_THAT(paused["reason"].get<std::string>(), HasSubstr("first 2 tries all failed"));
  EXPECT_EQ(paused["done"], 2);
  EXPECT_EQ(stack.audited("job.pause"), "hookline " + made.body["id"].get<std::string>() + ";");
}

TEST_F(EngineDone4Api, AReplayOfARangeSendsTheSameEventsAgain) {
  post("early.event");
  const auto webhook = stack.webhook();
  const auto one = post();
  const auto two = post();
  ASSERT_TRUE(stack.network->waitForRequests(2));
  const auto made = stack.post("/api/jobs", {{"kind", "replay"}, {"filter", {{"eventType", "custom.thing"}, {"webhookId", webhook}}}});
  ASSERT_EQ(made.status, 202) << made.text;
  EXPECT_EQ(made.body["total"], 2);
  EXPECT_EQ(untilDone(made.body["id"])["delivered"], 2);
  std::multiset<std::string> sent;
  for (const auto& request : stack.network->requests())
    for (const auto& header : request.headers)
      if (header.name == "webhook-id") sent.insert(header.value);
  EXPECT_EQ(sent.count(one["id"]), 2U);
  EXPECT_EQ(sent.count(two["id"]), 2U);
  const auto preview = stack.post("/api/jobs", {{"kind", "replay"}, {"filter", {{"all", true}}}, {"preview", true}});
  EXPECT_EQ(preview.body["first"].size(), 3U);
  EXPECT_EQ(preview.body["first"][1], one["id"]);
}

TEST_F(EngineDone4Api, TheStreamTellsOfJobs) {
  std::mutex mutex;
  std::vector<json> heard;
  const auto subscription = stack.hub->listen("", [&](const Notice& notice) {
    std::scoped_lock lock(mutex);
    if (notice.kind == "job") heard.push_back(json::parse(notice.json));
  });
  stack.webhook();
  deadLetters(2);
  succeed();
  const auto made = stack.post("/api/jobs", {{"kind", "retry"}, {"filter", json::object()}});
  const auto done = untilDone(made.body["id"]);
  stack.until("/api/status", [&](const json&) {
    std::scoped_lock lock(mutex);
    return !heard.empty() && heard.back()["summary"]["state"] == "done";
  });
  std::scoped_lock lock(mutex);
  ASSERT_FALSE(heard.empty());
  EXPECT_EQ(heard.back()["id"], made.body["id"]);
  EXPECT_EQ(heard.back()["kind"], "job");
  EXPECT_EQ(heard.back()["summary"], done);
}

TEST_F(EngineDone4Api, JobsArePagedNewestFirst) {
  stack.webhook();
  deadLetters(1);
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    const auto one = stack.post("/api/jobs", {{"kind", "retry"}, {"filter", json::object()}, {"preview", true}});
    made.insert(made.begin(), one.body["id"].get<std::string>());
  }
  const auto page = stack.get("/api/jobs?limit=2");
  ASSERT_EQ(page.body["items"].size(), 2U);
  EXPECT_EQ(page.body["items"][0]["id"], made[0]);
  EXPECT_EQ(page.body["next"], made[1]);
  const auto rest = stack.get("/api/jobs?limit=5&cursor=" + made[1]);
  ASSERT_EQ(rest.body["items"].size(), 3U);
  EXPECT_EQ(rest.body["items"][2]["id"], made[4]);
  EXPECT_TRUE(rest.body["next"].is_null());
}

TEST_F(EngineDone4Api, TheSameCallAgainStartsNoSecondJob) {
  stack.webhook();
  deadLetters(2);
  const std::string body = R"({"kind":"retry","filter":{},"perSecond":1})";
  const auto first = stack.keyed("POST", "/api/jobs", body, "press-1");
  ASSERT_EQ(first.status, 202) << first.text;
  EXPECT_EQ(stack.keyed("POST", "/api/jobs", body, "press-1").body["id"], first.body["id"]);
  EXPECT_EQ(stack.get("/api/jobs").body["items"].size(), 1U);
}

TEST_F(EngineDone4Api, OneEventIsReplayedToWhoTakesItOrToWhomIsNamed) {
  const auto webhook = stack.webhook();
  const auto other = stack.webhook({{"events", {"lead.captured"}}});
  const auto accepted = post();
  const std::string event = accepted["id"];
  const auto again = stack.call("POST", "/api/events/" + event + "/replay");
  ASSERT_EQ(again.status, 202) << again.text;
  EXPECT_EQ(again.body["id"], event);
  ASSERT_EQ(again.body["deliveries"].size(), 1U);
  EXPECT_EQ(again.body["deliveries"][0]["webhookId"], webhook);
  EXPECT_NE(again.body["deliveries"][0]["id"], accepted["deliveries"][0]["id"]);
  const auto named = stack.post("/api/events/" + event + "/replay", {{"webhookIds", {other, other}}});
  ASSERT_EQ(named.status, 202) << named.text;
  ASSERT_EQ(named.body["deliveries"].size(), 1U);
  EXPECT_EQ(named.body["deliveries"][0]["webhookId"], other);
  ASSERT_TRUE(stack.network->waitForRequests(3));
  std::set<std::string> bodies;
  std::set<std::string> ids;
  for (const auto& request : stack.network->requests()) {
    bodies.insert(*request.body);
    for (const auto& header : request.headers)
      if (header.name == "webhook-id") ids.insert(header.value);
  }
  EXPECT_EQ(bodies.size(), 1U);
  EXPECT_EQ(ids, std::set<std::string>{event});
  EXPECT_EQ(stack.get("/api/events/" + event).body["deliveries"].size(), 3U);
  EXPECT_EQ(stack.audited("event.replay"), "tester " + event + ";tester " + event + ";");
}

class EngineBadInputJobs : public EngineDone4Api {};

TEST_F(EngineBadInputJobs, AJobIsRefusedByTheNameOfEachWrongMember) {
  stack.webhook();
  deadLetters(1);
  const auto all = stack.post(
      "/api/jobs", {{"kind", "rewind"}, {"filter", json::object()}, {"perSecond", 10001}, {"stopAfterFirstFailures", -1}, {"speed", 5}});
  EXPECT_EQ(all.status, 422);
  for (const auto* path : {"/kind", "/perSecond", "/stopAfterFirstFailures", "/speed"}) EXPECT_NE(all.detail(path), "") << path;
  EXPECT_NE(stack.post("/api/jobs", {{"kind", "retry"}}).detail("/filter"), "");
  EXPECT_NE(stack.post("/api/jobs", {{"kind", "purge"}, {"filter", json::object()}}).detail("/filter"), "");
  EXPECT_NE(stack.post("/api/jobs", {{"kind", "replay"}, {"filter", {{"state", "dead"}}}}).detail("/filter/state"), "");
  EXPECT_NE(
      stack.post("/api/jobs", {{"kind", "replay"}, {"filter", {{"webhookId", model::WebhookId{7}.text()}}}}).detail("/filter/webhookId"),
      "");
  EXPECT_NE(stack.post("/api/jobs", {{"kind", "purge"}, {"filter", {{"all", true}}}, {"stopAfterFirstFailures", 3}})
                .detail("/stopAfterFirstFailures"),
            "");
  EXPECT_EQ(stack.get("/api/jobs").body["items"].size(), 0U);
}

TEST_F(EngineBadInputJobs, AJobWhoseFilterFindsNothingIsRefusedAndNotKept) {
  stack.webhook();
  deadLetters(1);
  const auto refused = stack.post("/api/jobs", {{"kind", "retry"}, {"filter", {{"status", 503}}}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.detail("/filter"), HasSubstr("matches nothing"));
  EXPECT_EQ(stack.get("/api/jobs").body["items"].size(), 0U);
}

TEST_F(EngineBadInputJobs, APurgeIsAnAdminsInEveryWay) {
  stack.webhook();
  deadLetters(1);
  const json purge{{"kind", "purge"}, {"filter", {{"all", true}}}, {"preview", true}};
  EXPECT_EQ(stack.call("POST", "/api/jobs", purge.dump(), Role::kOperator).status, 403);
  const auto preview = stack.post("/api/jobs", purge);
  ASSERT_EQ(preview.status, 201) << preview.text;
  const std::string job = "/api/jobs/" + preview.body["id"].get<std::string>();
  EXPECT_EQ(stack.call("POST", job + "/resume", "{}", Role::kOperator).status, 403);
  EXPECT_EQ(stack.get(job).body["state"], "preview");
  EXPECT_EQ(stack.call("POST", job + "/cancel", "{}", Role::kOperator).status, 200);
  EXPECT_EQ(stack.get("/api/dead-letters").body["items"].size(), 1U);
}

TEST_F(EngineBadInputJobs, JobsThatDoNotExistAndOddCallsAreRefused) {
  for (const std::string id : {"job_0000000000001", "dlv_0000000000001", "x"}) {
    for (const std::string verb : {"", "/pause", "/resume", "/cancel", "/undo"}) {
      const auto answer = stack.call(verb.empty() ? "GET" : "POST", "/api/jobs/" + id + verb);
      EXPECT_EQ(answer.status, 404) << id << verb;
      EXPECT_EQ(answer.body["error"], "Job not found");
    }
  }
  EXPECT_EQ(stack.call("POST", "/api/jobs/job_0000000000001/pause", R"({"until":1})").status, 422);
  EXPECT_EQ(stack.call("POST", "/api/jobs/job_0000000000001/undo", R"({"until":1})").status, 422);
  EXPECT_EQ(stack.get("/api/jobs?state=done").status, 422);
  EXPECT_EQ(stack.get("/api/jobs?cursor=7").status, 422);
  EXPECT_EQ(stack.get("/api/jobs?limit=0").status, 422);
  EXPECT_NE(stack.post("/api/dead-letters/retry", {{"filter", {{"status", 1}}}, {"speed", 1}}).detail("/filter/status"), "");
  EXPECT_NE(stack.post("/api/dead-letters/retry", {{"filter", {{"status", 1}}}, {"speed", 1}}).detail("/speed"), "");
  EXPECT_NE(stack.post("/api/dead-letters/retry", {{"filter", json::object()}, {"ids", json::array()}}).detail("/filter"), "");
  EXPECT_NE(stack.call("DELETE", "/api/dead-letters", R"({"filter":{}})").detail("/filter"), "");
}

TEST_F(EngineBadInputJobs, AReplayThatCannotBeIsRefusedWithItsReason) {
  const auto webhook = stack.webhook({{"events", {"lead.captured"}}});
  const auto disabled = stack.webhook({{"enabled", false}});
  const std::string event = post()["id"];
  const auto replay = "/api/events/" + event + "/replay";
  EXPECT_EQ(stack.call("POST", "/api/events/nobody/replay").status, 404);
  const auto nobody = stack.call("POST", replay);
  EXPECT_EQ(nobody.status, 409);
  EXPECT_THAT(nobody.text, HasSubstr("No webhook takes this event"));
  const auto wrong = stack.post(replay, {{"webhookIds", {webhook, disabled, "wh_0000000000001", 5}}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.detail("/webhookIds/1"), HasSubstr("disabled"));
  EXPECT_NE(wrong.detail("/webhookIds/2"), "");
  EXPECT_NE(wrong.detail("/webhookIds/3"), "");
  EXPECT_NE(stack.post(replay, {{"webhookIds", json::array()}}).detail("/webhookIds"), "");
  EXPECT_NE(stack.post(replay, {{"webhook", webhook}}).detail("/webhook"), "");
  EXPECT_EQ(stack.get("/api/events/" + event).body["deliveries"].size(), 0U);
}

}  // namespace
}  // namespace hookline::api::testing
