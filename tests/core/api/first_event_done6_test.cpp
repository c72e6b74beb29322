#include "core/api/api_stack.h"

// What bad input gets: a 4xx that names the thing and the remedy.

namespace hookline::api::testing {
namespace {

const json kEvent{{"type", "purchase.intent"}, {"chatbotId", "bot_1"}, {"data", {{"visitorId", "v1"}, {"intent", "buy"}}}};

json webhookBody() { return {{"name", "Sales"}, {"url", "https://receiver.example/hook"}, {"events", {"*"}}}; }

class FirstEventDone6 : public ::testing::Test {
 protected:
  ApiStack stack;

  void expectError(const Answer& answer, int status, const std::string& part) {
    EXPECT_EQ(answer.status, status) << answer.text;
    ASSERT_TRUE(answer.body.is_object()) << answer.text;
    ASSERT_TRUE(answer.body.contains("error")) << answer.text;
    EXPECT_NE(answer.text.find(part), std::string::npos) << answer.text << " should speak of " << part;
  }
  Answer createWith(const json& change) {
    auto body = webhookBody();
    body.merge_patch(change);
    return stack.post("/api/webhooks", body);
  }
};

TEST_F(FirstEventDone6, MalformedJsonIsRefusedWithItsPlace) {
  expectError(stack.call("POST", "/api/webhooks", "{\"name\":\n  oops}"), 400, "line 2, column 3");
  expectError(stack.call("POST", "/api/events", "{\"type\": "), 400, "error");
  expectError(stack.call("POST", "/api/webhooks", ""), 400, "JSON object");
  expectError(stack.call("POST", "/api/webhooks", "{\"name\":\"\xff\"}"), 400, "UTF-8");
}

TEST_F(FirstEventDone6, NestingBeyond64LevelsIsRefused) {
  const std::string deep = "{\"a\":" + std::string(70, '[') + std::string(70, ']') + "}";
  expectError(stack.call("POST", "/api/webhooks", deep), 400, "64");
  const std::string event = R"({"type":"a.b","chatbotId":"b","data":{"x":)" + std::string(70, '[') + std::string(70, ']') + "}}";
  expectError(stack.call("POST", "/api/events", event), 400, "64");
}

TEST_F(FirstEventDone6, DaemonDone5_SixtyFourLevelsAreTakenAndOneMoreIsNot) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  expectError(stack.call("POST", "/api/webhooks", "{\"a\":" + nested(63) + "}"), 422, "/a");
  expectError(stack.call("POST", "/api/webhooks", "{\"a\":" + nested(64) + "}"), 400, "64");
  const auto event = [&](std::size_t levels) { return R"({"type":"custom.thing","chatbotId":"b","data":{"a":)" + nested(levels) + "}}"; };
  EXPECT_EQ(stack.call("POST", "/api/events", event(62)).status, 202);
  expectError(stack.call("POST", "/api/events", event(63)), 400, "64");
}

TEST_F(FirstEventDone6, DuplicateKeysAreRefused) {
  expectError(stack.call("POST", "/api/webhooks", R"({"name":"a","name":"b","url":"https://x.example/","events":["*"]})"), 422, "name");
  expectError(stack.call("POST", "/api/events", R"({"type":"a.b","type":"a.c","chatbotId":"b","data":{}})"), 422, "type");
}

TEST_F(FirstEventDone6, WrongTypesAreAllNamedAtOnce) {
  const auto answer = createWith({{"name", 5}, {"url", "ftp://x.example/"}, {"enabled", "yes"}, {"headers", {{"Host", "evil"}}}});
  expectError(answer, 422, "details");
  for (const auto* path : {"/name", "/url", "/enabled", "/headers/Host"})
    EXPECT_NE(answer.detail(path), "") << path << " in " << answer.text;
}

TEST_F(FirstEventDone6, AnArrayInsteadOfAnObjectIsRefused) {
  expectError(stack.call("POST", "/api/webhooks", "[]"), 422, "object");
  expectError(stack.call("POST", "/api/events", "[]"), 422, "object");
}

TEST_F(FirstEventDone6, UnknownKindsAreRefused) { EXPECT_NE(createWith({{"kind", "carrier-pigeon"}}).detail("/kind"), ""); }

TEST_F(FirstEventDone6, UnknownFieldsOfAPauseAreRefused) {
  const auto id = stack.webhook();
  EXPECT_NE(stack.post("/api/webhooks/" + id + "/pause", {{"unitl", "2030-01-01T00:00:00Z"}}).detail("/unitl"), "");
  EXPECT_NE(stack.post("/api/webhooks/" + id + "/pause", {{"until", "2001-01-01T00:00:00Z"}}).detail("/until"), "");
  EXPECT_NE(stack.post("/api/webhooks/" + id + "/pause", {{"until", "tomorrow"}}).detail("/until"), "");
}

TEST_F(FirstEventDone6, BadUrlsAreRefusedWithTheRule) {
  for (const auto* url : {"not a url", "ftp://x.example/", "https://user:pw@x.example/", "https://2130706433/", "https://x.example:25/",
                          "http://x.example/", "https://169.254.169.254/", "https://metadata.google.internal/"}) {
    const auto answer = createWith({{"url", url}});
    EXPECT_EQ(answer.status, 422) << url << ": " << answer.text;
    EXPECT_NE(answer.detail("/url"), "") << url;
  }
  for (const auto* url : {"https://10.0.0.1/", "https://127.0.0.1/", "http://localhost:9000/", "https://[::1]/", "https://192.168.1.1/"}) {
    const auto answer = createWith({{"url", url}});
    EXPECT_NE(answer.detail("/url").find("--allow-private"), std::string::npos) << url << ": " << answer.text;
  }
}

TEST_F(FirstEventDone6, PlainHttpNeedsTheWebhooksOwnSwitch) {
  EXPECT_EQ(createWith({{"url", "http://x.example/"}, {"allowHttp", true}}).status, 201);
  EXPECT_NE(createWith({{"url", "http://x.example/"}}).detail("/url").find("allowHttp"), std::string::npos);
}

TEST_F(FirstEventDone6, HeaderInjectionIsRefused) {
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"X-A", "b\r\nX-Evil: 1"},
                                                                                    {"X-A\r\nX-Evil", "1"},
                                                                                    {"Content-Length", "0"},
                                                                                    {"X-Webhook-Signature", "sha256=00"},
                                                                                    {"webhook-id", "1"},
                                                                                    {"X-A", std::string("a\0b", 3)}}) {
    const auto answer = createWith({{"headers", {{name, value}}}});
    EXPECT_EQ(answer.status, 422) << name << ": " << answer.text;
    EXPECT_NE(answer.text.find("/headers"), std::string::npos) << answer.text;
  }
}

TEST_F(FirstEventDone6, UnknownIdsAreNotFound) {
  const std::string none = "0000000000001";
  expectError(stack.get("/api/webhooks/wh_" + none), 404, "Webhook not found");
  expectError(stack.get("/api/webhooks/nonsense"), 404, "Webhook not found");
  expectError(stack.call("PATCH", "/api/webhooks/wh_" + none, "{}"), 404, "Webhook not found");
  expectError(stack.call("DELETE", "/api/webhooks/wh_" + none), 404, "Webhook not found");
  expectError(stack.call("POST", "/api/webhooks/wh_" + none + "/test"), 404, "Webhook not found");
  expectError(stack.get("/api/health/wh_" + none), 404, "Webhook not found");
  expectError(stack.get("/api/deliveries/dlv_" + none), 404, "Delivery not found");
  expectError(stack.call("POST", "/api/deliveries/dlv_" + none + "/retry"), 404, "Delivery not found");
  expectError(stack.call("POST", "/api/deliveries/dlv_" + none + "/cancel"), 404, "Delivery not found");
  expectError(stack.call("POST", "/api/dead-letters/dlv_" + none + "/retry"), 404, "Dead letter not found");
  expectError(stack.call("POST", "/api/dead-letters/what/retry"), 404, "Dead letter not found");
  expectError(stack.get("/api/events/evt_unknown"), 404, "Event not found");
  expectError(stack.call("DELETE", "/api/tokens/nobody"), 404, "Token not found");
}

TEST_F(FirstEventDone6, UnknownPathsAndWrongMethodsAreTold) {
  expectError(stack.get("/api/nothing"), 404, "/api/nothing");
  expectError(stack.get("/"), 404, "/");
  const auto answer = stack.call("PUT", "/api/webhooks");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("Allow"), "GET, POST");
}

TEST_F(FirstEventDone6, UnknownQueryValuesNameTheirParameter) {
  for (const auto* query : {"state=foo", "state=", "limit=0", "limit=501", "limit=x", "cursor=abc", "since=yesterday", "until=1",
                            "status=99", "simulated=maybe", "webhookId=1", "eventType=no", "errorClass=bad", "email=", "stat=dead"}) {
    const auto answer = stack.get(std::string("/api/deliveries?") + query);
    const std::string name = std::string(query).substr(0, std::string(query).find('='));
    EXPECT_EQ(answer.status, 422) << query << ": " << answer.text;
    EXPECT_NE(answer.detail("?" + name), "") << query << ": " << answer.text;
  }
  EXPECT_EQ(stack.get("/api/dead-letters?state=dead").status, 422);
  EXPECT_EQ(stack.get("/api/deliveries/facets?limit=5").status, 422);
  EXPECT_EQ(stack.get("/api/health?window=soon").status, 422);
  EXPECT_EQ(stack.call("POST", "/api/events?simulated=perhaps", kEvent.dump()).status, 422);
}

TEST_F(FirstEventDone6, EventsThatDoNotFitTheirTypeAreRefusedFieldByField) {
  auto event = kEvent;
  event["type"] = "lead.captured";
  event["data"] = {{"email", 5}};
  const auto answer = stack.post("/api/events", event);
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.detail("/data/email"), "") << answer.text;
  event = kEvent;
  event.erase("chatbotId");
  EXPECT_NE(stack.post("/api/events", event).detail("/chatbotId"), "");
  event = kEvent;
  event["type"] = "Not A Type";
  EXPECT_NE(stack.post("/api/events", event).detail("/type"), "");
  event = kEvent;
  event["id"] = "has spaces";
  EXPECT_NE(stack.post("/api/events", event).detail("/id"), "");
}

TEST_F(FirstEventDone6, ABatchIsTakenWholeOrNotAtAll) {
  auto bad = kEvent;
  bad["type"] = 7;
  const auto answer = stack.post("/api/events/batch", {{"events", {kEvent, bad}}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.detail("/events/1/type"), "") << answer.text;
  EXPECT_EQ(stack.post("/api/events/batch", {{"events", json::array()}}).status, 422);
  EXPECT_EQ(stack.get("/api/deliveries").body["items"].size(), 0U);
}

TEST_F(FirstEventDone6, ASecretOrAnIdInAPatchIsPointedToRotateSecret) {
  const auto id = stack.webhook();
  expectError(stack.call("PATCH", "/api/webhooks/" + id, R"({"secret":"x"})"), 422, "rotate-secret");
  EXPECT_EQ(stack.call("PATCH", "/api/webhooks/" + id, R"({"id":"wh_0000000000001"})").status, 422);
}

TEST_F(FirstEventDone6, AnOverlongBodyIsRefused) {
  expectError(stack.call("POST", "/api/events", std::string(1024 * 1024 + 1, ' ')), 413, "1 MiB");
}

TEST_F(FirstEventDone6, TokensNeedANameAndARole) {
  const auto answer = stack.post("/api/tokens", {{"name", 3}, {"role", "king"}, {"eventsPerSecond", -1}});
  EXPECT_EQ(answer.status, 422);
  for (const auto* path : {"/name", "/role", "/eventsPerSecond"}) EXPECT_NE(answer.detail(path), "") << path;
  EXPECT_EQ(stack.post("/api/tokens", {{"name", "bad name"}, {"role", "viewer"}}).status, 422);
  EXPECT_EQ(stack.post("/api/tokens", {{"name", "one"}, {"role", "viewer"}}).status, 201);
  expectError(stack.post("/api/tokens", {{"name", "one"}, {"role", "viewer"}}), 409, "one");
}

TEST_F(FirstEventDone6, DeadLetterIdsAreCheckedOneByOne) {
  const auto answer = stack.post("/api/dead-letters/retry", {{"ids", {"dlv_0000000000001", "x", 5}}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.detail("/ids/1"), "");
  EXPECT_NE(answer.detail("/ids/2"), "");
  EXPECT_NE(stack.post("/api/dead-letters/retry", json::object()).detail("/ids"), "");
}

TEST_F(FirstEventDone6, TooLowRolesAndNobodyAreRefusedAtEveryRoute) {
  for (const auto& route : stack.router->routes()) {
    std::string path = route.pattern;
    while (path.find('{') != std::string::npos) path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "x");
    const auto name = route.method + " " + route.pattern;
    if (!route.permission) {
      EXPECT_NE(stack.call(route.method, path, {}, std::nullopt).status, 403) << name;
      continue;
    }
    const auto nobody = stack.call(route.method, path, {}, std::nullopt);
    EXPECT_EQ(nobody.status, 401) << name;
    EXPECT_EQ(nobody.header("WWW-Authenticate"), "Bearer") << name;
    for (const auto role : {model::Role::kProducer, model::Role::kViewer, model::Role::kOperator}) {
      if (model::allows(role, *route.permission)) continue;
      const auto answer = stack.call(route.method, path, {}, role);
      EXPECT_EQ(answer.status, 403) << name << " as " << model::toText(role);
      EXPECT_NE(answer.text.find(model::toText(role)), std::string::npos) << name;
    }
  }
}

}  // namespace
}  // namespace hookline::api::testing
