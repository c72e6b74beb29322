#include <map>
#include <set>

#include "core/api/api_stack.h"

// Every call that changes something leaves a line in the audit log.

namespace hookline::api::testing {
namespace {

/// What a call changes, as the audit log has it, or why it is not there.
struct Expectation {
  std::string what;  ///< empty: not audited
  std::string why;
};

const std::map<std::string, Expectation> kCalls{
    {"PATCH /api/settings", {"settings.storage", ""}},
    {"POST /api/pause", {"pause.all", ""}},
    {"POST /api/resume", {"resume.all", ""}},
    {"POST /api/webhooks", {"webhook.create", ""}},
    {"PATCH /api/webhooks/{id}", {"webhook.update", ""}},
    {"DELETE /api/webhooks/{id}", {"webhook.delete", ""}},
    {"GET /api/webhooks/{id}/secret", {"webhook.secret.read", ""}},
    {"POST /api/webhooks/{id}/rotate-secret", {"webhook.secret.rotate", ""}},
    {"POST /api/webhooks/{id}/pause", {"webhook.pause", ""}},
    {"POST /api/webhooks/{id}/resume", {"webhook.resume", ""}},
    {"POST /api/webhooks/{id}/test", {"webhook.test", ""}},
    {"POST /api/webhooks/test", {"webhook.test", ""}},
    {"POST /api/events/{id}/replay", {"event.replay", ""}},
    {"POST /api/deliveries/{id}/retry", {"delivery.retry", ""}},
    {"POST /api/deliveries/{id}/cancel", {"delivery.cancel", ""}},
    {"POST /api/deliveries/{id}/resend", {"delivery.resend", ""}},
    {"POST /api/dead-letters/{id}/retry", {"dead_letter.retry", ""}},
    {"POST /api/dead-letters/retry", {"dead_letter.retry", ""}},
    {"DELETE /api/dead-letters", {"dead_letter.purge", ""}},
    {"POST /api/jobs", {"job.start", ""}},
    {"POST /api/jobs/{id}/pause", {"job.pause", ""}},
    {"POST /api/jobs/{id}/resume", {"job.resume", ""}},
    {"POST /api/jobs/{id}/cancel", {"job.cancel", ""}},
    {"POST /api/jobs/{id}/undo", {"job.undo", ""}},
    {"POST /api/tokens", {"token.create", ""}},
    {"DELETE /api/tokens/{name}", {"token.revoke", ""}},
    {"PUT /api/views/{name}", {"view.save", ""}},
    {"DELETE /api/views/{name}", {"view.delete", ""}},
    {"PUT /api/receiver", {"receiver.change", ""}},
    {"PUT /api/sandbox", {"sandbox.start", ""}},
    {"PUT /api/event-types", {"event-types.replace", ""}},
    {"PUT /api/alert-rules", {"alert-rules.replace", ""}},
    {"POST /api/alerts/{id}/acknowledge", {"alert.acknowledge", ""}},
    {"POST /api/alerts/{id}/snooze", {"alert.snooze", ""}},
    {"POST /api/backup", {"backup.start", ""}},
    {"DELETE /api/backup", {"backup.drop", ""}},
    {"POST /api/simulate", {"simulation.start", ""}},
    {"DELETE /api/simulate/{id}", {"simulation.stop", ""}},
    {"POST /api/connect", {"", "the line is that of the token it makes, by who made the link"}},
    {"POST /api/events", {"", "what a program reports is kept as the event itself"}},
    {"POST /api/events/batch", {"", "the same"}},
    {"POST /api/webhooks/receive", {"", "anybody's; it is shown in the receiver and kept nowhere"}},
    {"POST /api/events/explain", {"", "changes nothing"}},
    {"POST /api/retry-schedule", {"", "changes nothing"}},
    {"POST /api/webhooks/preview", {"", "changes nothing"}},
    {"POST /api/webhooks/what-if", {"", "changes nothing"}},
    {"POST /api/webhooks/choices", {"", "changes nothing"}},
};

class DaemonDone1AuditCoverage : public ::testing::Test {
 protected:
  ApiStack stack;
  std::set<std::string> done;

  /// Makes a call that must leave its line, by who made it.
  Answer make(const std::string& route, const std::string& path, const json& body = nullptr) {
    const auto expected = kCalls.at(route).what;
    const auto before = lines(expected);
    auto answer = stack.call(route.substr(0, route.find(' ')), path, body.is_null() ? std::string() : body.dump());
    EXPECT_GE(answer.status, 200) << route;
    EXPECT_LT(answer.status, 300) << route << ": " << answer.text;
    // Some lines follow their answer.
    const auto found = stack.until(target(expected), [&](const json& page) { return page["items"].size() > before; });
    EXPECT_EQ(found.body["items"].size(), before + 1) << route << " leaves no line " << expected;
    done.insert(route);
    return answer;
  }
  static std::string target(const std::string& what) { return "/api/audit?limit=500&who=tester&what=" + what; }
  std::size_t lines(const std::string& what) {
    const auto found = stack.get(target(what));
    EXPECT_EQ(found.status, 200) << found.text;
    return found.body["items"].size();
  }
  std::string deadLetter() {
    stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(400); });
    const auto accepted = stack.post("/api/events", {{"type", "custom.thing"}, {"chatbotId", "b"}, {"data", json::object()}});
    const auto id = accepted.body["deliveries"].at(0)["id"].get<std::string>();
    EXPECT_EQ(stack.until("/api/deliveries/" + id, [](const json& body) { return body["state"] == "dead"; }).body["state"], "dead");
    return id;
  }
  std::string waiting(const std::string& webhook) {
    EXPECT_EQ(stack.call("POST", "/api/webhooks/" + webhook + "/pause").status, 200);
    const auto accepted = stack.post("/api/events", {{"type", "custom.thing"}, {"chatbotId", "b"}, {"data", json::object()}});
    return accepted.body["deliveries"].at(0)["id"];
  }
  void deliveries(const std::string& webhook) {
    const auto path = [](const std::string& kind, const std::string& id, const std::string& verb) {
      return "/api/" + kind + "/" + id + verb;
    };
    make("POST /api/deliveries/{id}/retry", path("deliveries", deadLetter(), "/retry"));
    make("POST /api/deliveries/{id}/resend", path("deliveries", deadLetter(), "/resend"));
    make("POST /api/dead-letters/{id}/retry", path("dead-letters", deadLetter(), "/retry"));
    make("POST /api/dead-letters/retry", "/api/dead-letters/retry", {{"ids", {deadLetter()}}});
    make("DELETE /api/dead-letters", "/api/dead-letters", {{"ids", {deadLetter()}}});
    const auto dead = deadLetter();
    const auto event = stack.get("/api/deliveries/" + dead).body["eventId"].get<std::string>();
    make("POST /api/events/{id}/replay", path("events", event, "/replay"));
    make("POST /api/deliveries/{id}/cancel", path("deliveries", waiting(webhook), "/cancel"));
  }
  void jobs() {
    deadLetter();
    const json order{{"kind", "retry"}, {"filter", json::object()}, {"preview", true}};
    const auto preview = stack.post("/api/jobs", order).body["id"].get<std::string>();
    make("POST /api/jobs/{id}/resume", "/api/jobs/" + preview + "/resume");
    for (int i = 0; i < 3; ++i) deadLetter();
    const auto job = make("POST /api/jobs", "/api/jobs", {{"kind", "retry"}, {"filter", json::object()}, {"perSecond", 1}})
                         .body["id"]
                         .get<std::string>();
    make("POST /api/jobs/{id}/pause", "/api/jobs/" + job + "/pause");
    make("POST /api/jobs/{id}/cancel", "/api/jobs/" + job + "/cancel");
    const json slow{{"kind", "retry"}, {"filter", json::object()}, {"perSecond", 1}};
    make("POST /api/jobs/{id}/undo", "/api/jobs/" + stack.post("/api/jobs", slow).body["id"].get<std::string>() + "/undo");
  }
  void webhooks() {
    const json body{{"name", "Made"}, {"url", "https://receiver.example/made"}, {"events", {"lead.captured"}}};
    const auto id = make("POST /api/webhooks", "/api/webhooks", body).body["id"].get<std::string>();
    const auto at = "/api/webhooks/" + id;
    make("PATCH /api/webhooks/{id}", at, {{"name", "Changed"}});
    make("GET /api/webhooks/{id}/secret", at + "/secret");
    make("POST /api/webhooks/{id}/rotate-secret", at + "/rotate-secret");
    make("POST /api/webhooks/{id}/pause", at + "/pause");
    make("POST /api/webhooks/{id}/resume", at + "/resume");
    make("POST /api/webhooks/{id}/test", at + "/test");
    make("POST /api/webhooks/test", "/api/webhooks/test", body);
    make("DELETE /api/webhooks/{id}", at);
  }
  void alerts() {
    for (int i = 0; i < 5; ++i) deadLetter();
    const auto fired = stack.until("/api/alerts?state=firing", [](const json& page) { return !page["items"].empty(); });
    ASSERT_FALSE(fired.body["items"].empty()) << fired.text;
    const auto at = "/api/alerts/" + fired.body["items"][0]["id"].get<std::string>();
    make("POST /api/alerts/{id}/acknowledge", at + "/acknowledge");
    make("POST /api/alerts/{id}/snooze", at + "/snooze", {{"until", base::formatIso(stack.clock.now().wall + std::chrono::hours{1})}});
    make("PUT /api/alert-rules", "/api/alert-rules", {{"items", json::array()}});
  }
  void backup() {
    make("POST /api/backup", "/api/backup");
    stack.until("/api/backup", [](const json& body) { return body["state"] != "running"; });
    make("DELETE /api/backup", "/api/backup");
  }
  void simulation(const std::string& webhook) {
    EXPECT_EQ(stack.call("PATCH", "/api/webhooks/" + webhook, R"({"test":true})").status, 200);
    const json order{{"type", "lead.captured"}, {"perSecond", 1}, {"durationSeconds", 600}};
    const auto id = make("POST /api/simulate", "/api/simulate", order).body["id"].get<std::string>();
    make("DELETE /api/simulate/{id}", "/api/simulate/" + id);
  }
  void theRest() {
    make("PUT /api/event-types", "/api/event-types", {{"items", json::array()}});
    make("PATCH /api/settings", "/api/settings", {{"storage", {{"keepDays", 9}}}});
    make("POST /api/pause", "/api/pause");
    make("POST /api/resume", "/api/resume");
    make("POST /api/tokens", "/api/tokens", {{"name", "ci"}, {"role", "viewer"}});
    make("DELETE /api/tokens/{name}", "/api/tokens/ci");
    make("PUT /api/views/{name}", "/api/views/mine", {{"page", "deliveries"}, {"query", json::object()}});
    make("DELETE /api/views/{name}", "/api/views/mine");
    make("PUT /api/receiver", "/api/receiver", {{"running", true}});
    make("PUT /api/sandbox", "/api/sandbox", {{"running", true}});
  }
};

TEST_F(DaemonDone1AuditCoverage, EveryChangeOfARealCallIsInTheLog) {
  const auto webhook = stack.webhook();
  webhooks();
  jobs();
  alerts();
  deliveries(webhook);
  backup();
  simulation(webhook);
  theRest();
  for (const auto& [route, expected] : kCalls)
    EXPECT_NE(expected.what.empty(), done.contains(route)) << route << " is not tried, or is and should not be";
}

TEST_F(DaemonDone1AuditCoverage, EveryRouteThatMayChangeSomethingIsInTheTable) {
  for (const auto& route : stack.router->routes()) {
    if (route.method == "GET") continue;
    const auto name = route.method + " " + route.pattern;
    EXPECT_TRUE(kCalls.contains(name)) << name << ": say what the audit log has of it, or why nothing";
  }
}

TEST_F(DaemonDone1AuditCoverage, WhatWasRefusedIsNotInTheLog) {
  for (const auto& [target, body] : std::vector<std::pair<std::string, json>>{{"/api/webhooks", {{"url", "ftp://x"}}},
                                                                              {"/api/tokens", {{"name", "x"}, {"role", "king"}}},
                                                                              {"/api/webhooks/test", {{"url", "ftp://x"}}},
                                                                              {"/api/jobs", {{"kind", "retry"}}}})
    EXPECT_EQ(stack.post(target, body).status, 422) << target;
  EXPECT_EQ(stack.call("PUT", "/api/receiver", R"({"delayMs":-1})").status, 422);
  EXPECT_FALSE(stack.tokens->authenticate("Bearer hl_guessed_token_0", "192.0.2.9"));
  EXPECT_EQ(stack.call("POST", "/api/pause", {}, model::Role::kViewer).status, 403);
  // What was written before it would be there with it.
  stack.webhook();
  EXPECT_EQ(stack.get("/api/audit?who=tester").body["items"].size(), 1U);
}

}  // namespace
}  // namespace hookline::api::testing
