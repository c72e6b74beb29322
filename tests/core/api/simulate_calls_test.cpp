#include <set>

#include "core/api/api_stack.h"

// POST /api/simulate, and what became of it.

namespace hookline::api::testing {
namespace {

class DaemonDone1Simulate : public ::testing::Test {
 protected:
  ApiStack stack{net::AddressPolicy{true}};

  std::string start(const json& order) {
    const auto answer = stack.post("/api/simulate", order);
    EXPECT_EQ(answer.status, 202) << answer.text;
    return answer.status == 202 ? answer.body["id"].get<std::string>() : std::string("sim_none");
  }
  Answer ended(const std::string& id) {
    return stack.until("/api/simulate/" + id, [](const json& seen) { return seen["state"] != "running"; });
  }
  std::size_t events(const std::string& filter) { return stack.get("/api/deliveries?limit=500&" + filter).body["items"].size(); }
};

const json kBurst{{"type", "lead.captured"}, {"perSecond", 1000}, {"durationSeconds", 0.02}};

json with(json order, const json& changes) {
  order.merge_patch(changes);
  return order;
}

TEST_F(DaemonDone1Simulate, SendsEventsOfATypeToSafeTargets) {
  const auto hook = stack.webhook({{"url", "http://127.0.0.1:8788/"}, {"events", {"lead.*"}}});
  const auto done = ended(start(kBurst));
  EXPECT_EQ(done.body["state"], "done");
  EXPECT_EQ(done.body["sent"], 20) << done.text;
  EXPECT_EQ(done.body["accepted"], 20);
  EXPECT_EQ(done.body["refused"], json::array());
  EXPECT_GT(done.body["latencyMs"]["p50"], 0);
  EXPECT_FALSE(done.body["endedAt"].is_null());
  EXPECT_EQ(events("simulated=1&webhookId=" + hook), 20U);
  EXPECT_EQ(events("simulated=0"), 0U);
}

TEST_F(DaemonDone1Simulate, RealEventsAreNotMarkedAndGoToEveryWebhook) {
  stack.webhook({{"url", "https://hooks.example.com/"}, {"events", {"*"}}});
  const auto done = ended(start(with(kBurst, {{"real", true}})));
  EXPECT_EQ(done.body["accepted"], 20) << done.text;
  EXPECT_EQ(events("simulated=0"), 20U);
}

TEST_F(DaemonDone1Simulate, IsRefusedWhileAWebhookThatTakesItIsNoSafeTarget) {
  const auto hook = stack.webhook({{"name", "Sales"}, {"url", "https://hooks.example.com/secret-part"}, {"events", {"lead.captured"}}});
  const auto refused = stack.post("/api/simulate", kBurst);
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.text.find("Sales (hooks.example.com)"), std::string::npos) << refused.text;
  EXPECT_EQ(refused.text.find("secret-part"), std::string::npos);
  EXPECT_EQ(events(""), 0U);
  // Other events do not go there.
  EXPECT_EQ(ended(start(with(kBurst, {{"type", "message.sent"}}))).body["accepted"], 20);
  EXPECT_EQ(stack.call("PATCH", "/api/webhooks/" + hook, R"({"test":true})").status, 200);
  EXPECT_EQ(ended(start(kBurst)).body["accepted"], 20);
}

/// It was safe when it began; then a webhook came that is not.
TEST_F(DaemonDone1Simulate, StopsBeforeARealWebhookThatCameMeanwhileGetsAnything) {
  const auto id = start({{"type", "lead.captured"}, {"perSecond", 50}, {"durationSeconds", 600}});
  stack.until("/api/simulate/" + id, [](const json& seen) { return seen["accepted"] > 0; });
  const auto hook = stack.webhook({{"name", "Sales"}, {"url", "https://hooks.example.com/"}, {"events", {"*"}}});
  const auto done = ended(id);
  EXPECT_EQ(done.body["state"], "stopped");
  EXPECT_NE(done.body.value("stoppedBecause", "").find("Sales"), std::string::npos) << done.text;
  EXPECT_EQ(events("webhookId=" + hook), 0U);
}

TEST_F(DaemonDone1Simulate, StopsWhenAskedAndWhatWasSentStays) {
  const auto id = start({{"type", "lead.captured"}, {"perSecond", 50}, {"durationSeconds", 600}});
  stack.until("/api/simulate/" + id, [](const json& seen) { return seen["accepted"] > 2; });
  EXPECT_EQ(stack.call("DELETE", "/api/simulate/" + id).status, 202);
  const auto done = ended(id);
  EXPECT_EQ(done.body["state"], "stopped");
  EXPECT_FALSE(done.body.contains("stoppedBecause"));
  EXPECT_EQ(done.body["sent"], done.body["accepted"]);
  EXPECT_EQ(stack.call("DELETE", "/api/simulate/" + id).status, 200);
  EXPECT_EQ(stack.audited("simulation.stop"), "tester " + id + ";");
}

TEST_F(DaemonDone1Simulate, PlaysAScenarioGivenOrBuiltIn) {
  const json scenario{{"chatbotId", "bot_s"},
                      {"steps",
                       {{{"type", "lead.captured"}, {"count", 3}, {"ratePerSecond", 1000}},
                        {{"type", "purchase.intent"}, {"count", 2}, {"ratePerSecond", 1000}}}}};
  const auto given = ended(start({{"scenario", scenario}}));
  EXPECT_EQ(given.body["accepted"], 5) << given.text;
  EXPECT_EQ(given.body["chatbotId"], "bot_s");
  EXPECT_EQ(given.body["type"], nullptr);
  const auto named = stack.post("/api/simulate", {{"scenario", "nothing of that name"}});
  EXPECT_EQ(named.status, 422);
  const auto names = named.detail("/scenario");
  const auto first = names.substr(names.find(": ") + 2);
  EXPECT_EQ(stack.post("/api/simulate", {{"scenario", first.substr(0, first.find(','))}}).status, 202) << names;
}

TEST_F(DaemonDone1Simulate, TheSameSeedMakesTheSameEvents) {
  stack.webhook({{"url", "http://127.0.0.1:8788/"}, {"events", {"*"}}});
  const auto people = [this](int seed, const std::string& chatbot) {
    ended(start(with(kBurst, {{"seed", seed}, {"chatbotId", chatbot}})));
    std::multiset<std::string> found;
    const auto page = stack.get("/api/deliveries?limit=500&chatbotId=" + chatbot);
    for (const auto& one : page.body["items"]) found.insert(one["person"].value("email", ""));
    return found;
  };
  const auto first = people(7, "bot_a");
  EXPECT_EQ(first.size(), 20U);
  EXPECT_EQ(first, people(7, "bot_b"));
  EXPECT_NE(first, people(8, "bot_c"));
}

TEST_F(DaemonDone1Simulate, NamesEveryWrongField) {
  struct Case {
    json order;
    std::string path;
  };
  for (const auto& [order, path] :
       std::vector<Case>{{json::object(), "/type"},
                         {{{"type", "lead.captured"}}, "/perSecond"},
                         {with(kBurst, {{"perSecond", 0}}), "/perSecond"},
                         {with(kBurst, {{"perSecond", 10001}}), "/perSecond"},
                         {with(kBurst, {{"durationSeconds", 86401}}), "/durationSeconds"},
                         {with(kBurst, {{"type", "Lead"}}), "/type"},
                         {with(kBurst, {{"chatbotId", ""}}), "/chatbotId"},
                         {with(kBurst, {{"seed", -1}}), "/seed"},
                         {with(kBurst, {{"real", "yes"}}), "/real"},
                         {with(kBurst, {{"rate", 5}}), "/rate"},
                         {with(kBurst, {{"scenario", "x"}}), "/type"},
                         {{{"scenario", {{"steps", {{{"type", "a"}, {"count", -3}}}}}}}, "/scenario/steps/0/count"},
                         {{{"scenario", 5}}, "/scenario"}}) {
    const auto refused = stack.post("/api/simulate", order);
    EXPECT_EQ(refused.status, 422) << order;
    EXPECT_NE(refused.detail(path), "") << order << refused.text;
  }
  EXPECT_EQ(stack.get("/api/simulate/sim_0000000000001").status, 404);
  EXPECT_EQ(stack.get("/api/simulate/nonsense").status, 404);
  EXPECT_EQ(stack.call("DELETE", "/api/simulate/nonsense").status, 404);
}

TEST_F(DaemonDone1Simulate, OnlySoManyRunAtATimeAndTheOldestAreForgotten) {
  std::vector<std::string> running;
  for (int i = 0; i < 4; ++i) running.push_back(start({{"type", "lead.captured"}, {"perSecond", 1}, {"durationSeconds", 600}}));
  EXPECT_EQ(stack.post("/api/simulate", kBurst).status, 409);
  EXPECT_EQ(stack.call("DELETE", "/api/simulate/" + running[0]).status, 202);
  ended(running[0]);
  const auto first = start(kBurst);
  ended(first);
  for (int i = 0; i < 32; ++i) ended(start(kBurst));
  EXPECT_EQ(stack.get("/api/simulate/" + first).status, 404);
  EXPECT_EQ(stack.get("/api/simulate/" + running[3]).body["state"], "running");
}

TEST_F(DaemonDone1Simulate, IsAnOperators) {
  for (const auto role : {model::Role::kProducer, model::Role::kViewer})
    EXPECT_EQ(stack.call("POST", "/api/simulate", kBurst.dump(), role).status, 403);
  const auto id = start(kBurst);
  EXPECT_EQ(stack.call("GET", "/api/simulate/" + id, {}, model::Role::kViewer).status, 200);
  EXPECT_EQ(stack.call("DELETE", "/api/simulate/" + id, {}, model::Role::kViewer).status, 403);
  EXPECT_EQ(stack.call("POST", "/api/simulate", kBurst.dump(), model::Role::kOperator).status, 202);
}

/// What a full store refuses is counted with its reason, as for any producer.
TEST_F(DaemonDone1Simulate, WhatIsRefusedIsToldByReason) {
  stack.intake->close();
  const auto done = ended(start(kBurst));
  EXPECT_EQ(done.body["state"], "done");
  EXPECT_EQ(done.body["accepted"], 0);
  ASSERT_EQ(done.body["refused"].size(), 1U) << done.text;
  EXPECT_EQ(done.body["refused"][0]["count"], 20);
}

/// The stack ends here with one under way: nothing hangs, and what was accepted is kept.
TEST_F(DaemonDone1Simulate, AStopOfTheCoreEndsIt) {
  const auto id = start({{"type", "lead.captured"}, {"perSecond", 200}, {"durationSeconds", 600}});
  EXPECT_GT(stack.until("/api/simulate/" + id, [](const json& seen) { return seen["accepted"] > 5; }).body["accepted"], 5);
}

}  // namespace
}  // namespace hookline::api::testing
