#include <gmock/gmock.h>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;
using ::testing::HasSubstr;

class DaemonDone1EventTypes : public ::testing::Test {
 protected:
  ApiStack stack;
  const json schema{{"type", "object"}, {"required", {"total"}}, {"properties", {{"total", {{"type", "number"}}}}}};

  Answer put(const json& items, Role role = Role::kAdmin) {
    return stack.call("PUT", "/api/event-types", json({{"items", items}}).dump(), role);
  }
  Answer order(const json& data) { return stack.post("/api/events", {{"type", "order.paid"}, {"chatbotId", "bot_1"}, {"data", data}}); }
  json listed(const std::string& type) {
    const auto list = stack.get("/api/event-types").body;
    for (const auto& item : list["items"])
      if (item["type"] == type) return item;
    return nullptr;
  }
  Answer example(const std::string& seed = "7") { return stack.get("/api/event-types/order.paid/example?seed=" + seed); }
};

TEST_F(DaemonDone1EventTypes, ATypeOfOnesOwnIsListedAndItsEventsAreHeldAgainstIt) {
  EXPECT_EQ(put({{{"type", "order.paid"}, {"schema", schema}}}, Role::kOperator).status, 403);
  EXPECT_EQ(order(json::object()).status, 202);
  const auto made = put({{{"type", "order.paid"}, {"schema", schema}}});
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.body, stack.get("/api/event-types").body);
  EXPECT_EQ(listed("order.paid"), json({{"type", "order.paid"}, {"builtIn", false}, {"schema", schema}}));
  EXPECT_EQ(listed("lead.captured")["builtIn"], true);
  const auto refused = order(json::object());
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.detail("/data/total"), "is required");
  EXPECT_EQ(order({{"total", 7}}).status, 202);
  EXPECT_EQ(put(json::array()).status, 200);
  EXPECT_EQ(listed("order.paid"), nullptr);
  EXPECT_EQ(order(json::object()).status, 202);
  EXPECT_EQ(stack.audited("event-types.replace"), "tester 1 types;tester 0 types;");
}

TEST_F(DaemonDone1EventTypes, ABuiltInTypeCannotBeChangedAndNothingIsTaken) {
  ASSERT_EQ(put({{{"type", "order.paid"}, {"schema", schema}}}).status, 200);
  const auto refused = put({{{"type", "order.sent"}, {"schema", schema}}, {{"type", "lead.captured"}, {"schema", schema}}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.detail("/items/1/type"), HasSubstr("lead.captured, which is built in"));
  EXPECT_EQ(listed("order.sent"), nullptr);
  EXPECT_NE(listed("order.paid"), nullptr);
  EXPECT_EQ(stack.call("PUT", "/api/event-types", "{}").detail("/items"), "is required: the whole list of your own event types");
}

TEST_F(DaemonDone1EventTypes, AnExampleIsOneThatTheSchemaAcceptsOrNone) {
  EXPECT_EQ(example().status, 200) << "without a schema anything does";
  ASSERT_EQ(put({{{"type", "order.paid"}, {"schema", schema}}}).status, 200);
  const auto none = example();
  EXPECT_EQ(none.status, 409);
  EXPECT_THAT(none.body["error"].get<std::string>(), HasSubstr("add one to \"examples\""));
  auto shown = schema;
  shown["examples"] = {{{"total", "much"}}, {{"total", 12.5}}};
  ASSERT_EQ(put({{{"type", "order.paid"}, {"schema", shown}}}).status, 200);
  for (const auto* seed : {"1", "2", "3"}) EXPECT_EQ(example(seed).body["data"], json({{"total", 12.5}})) << "the first fits not";
  EXPECT_EQ(order(example().body["data"]).status, 202);
  const json strict{{"properties", {{"note", {{"type", "number"}}}}}};
  ASSERT_EQ(put({{{"type", "order.paid"}, {"schema", strict}}}).status, 200);
  EXPECT_EQ(example().body["data"], json::object());
}

}  // namespace
}  // namespace hookline::api::testing
