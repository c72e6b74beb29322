#include "model/custom_types.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/event_types.h"

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class DaemonDone1CustomTypes : public testing::Test {
 protected:
  base::Result<CustomTypesPtr> read(const json& items) { return CustomTypes::read(items, types.names()); }
  /// The only fault of one type with this schema.
  std::string schemaFault(const json& schema) {
    const auto made = read(json::array({{{"type", "order.paid"}, {"schema", schema}}}));
    if (made) return "taken";
    if (made.error().details.size() != 1) return "faults: " + std::to_string(made.error().details.size());
    return made.error().details[0].path + " " + made.error().details[0].message;
  }
  std::string complaint(const std::string& data) {
    const auto fits = types.check("order.paid", R"({"id":"e","type":"order.paid","data":)" + data + "}");
    return fits ? "fits" : fits.error().details.at(0).path + " " + fits.error().details.at(0).message;
  }

  EventTypes types;
  const json order{{"type", "object"},
                   {"title", "An order"},
                   {"required", {"total"}},
                   {"properties",
                    {{"total", {{"type", "number"}, {"minimum", 0}}},
                     {"number", {{"type", "string"}, {"pattern", "^[A-Z]{2}-[0-9]+$"}}},
                     {"lines", {{"type", "array"}, {"items", {{"type", "object"}, {"properties", {{"sku", {{"type", "string"}}}}}}}}}}}};
};

TEST_F(DaemonDone1CustomTypes, AnEventIsHeldAgainstItsTypesSchemaFromThenOn) {
  EXPECT_EQ(complaint("{}"), "fits") << "nobody gave it a schema";
  const auto made = read(json::array({{{"type", "order.paid"}, {"schema", order}}}));
  ASSERT_TRUE(made) << made.error().message;
  types.setCustom(*made);
  EXPECT_EQ(complaint("{}"), "/data/total is required");
  EXPECT_EQ(complaint(R"({"total":-1})"), "/data/total must be a number, 0 or more");
  EXPECT_EQ(complaint(R"({"total":1,"number":"7"})"), "/data/number must match the pattern ^[A-Z]{2}-[0-9]+$");
  EXPECT_EQ(complaint(R"({"total":1,"lines":[{"sku":7}]})"), "/data/lines/0/sku must be text");
  EXPECT_EQ(complaint(R"({"total":1,"number":"AB-7","more":true})"), "fits");
  types.setCustom(*read(json::array()));
  EXPECT_EQ(complaint("{}"), "fits");
}

TEST_F(DaemonDone1CustomTypes, TheTextIsReadAgain) {
  const auto made = read(json::array({{{"type", "order.paid"}, {"schema", order}}, {{"type", "a.b"}, {"schema", json::object()}}}));
  ASSERT_TRUE(made);
  const auto again = read(json::parse((*made)->text()));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ((*again)->text(), (*made)->text());
  EXPECT_EQ((*again)->types().at(0).name, "order.paid");
  EXPECT_EQ((*read(json::array()))->text(), "[]");
}

TEST_F(DaemonDone1CustomTypes, ABuiltInTypeAndANameTwiceAreRefused) {
  const auto refused = read(json::array({{{"type", "lead.captured"}, {"schema", order}},
                                         {{"type", "order.paid"}, {"schema", order}},
                                         {{"type", "order.paid"}, {"schema", order}},
                                         {{"type", "Order"}, {"schema", order}},
                                         {{"type", "order.sent"}},
                                         7,
                                         {{"type", "x.y"}, {"schema", order}, {"colour", "red"}}}));
  ASSERT_FALSE(refused);
  std::vector<std::string> paths;
  for (const auto& detail : refused.error().details) paths.push_back(detail.path);
  EXPECT_THAT(paths,
              testing::ElementsAre("/items/0/type", "/items/2/type", "/items/3/type", "/items/4/schema", "/items/5", "/items/6/colour"));
  EXPECT_THAT(refused.error().details[0].message, HasSubstr("names lead.captured, which is built in"));
}

TEST_F(DaemonDone1CustomTypes, ASchemaBeyondTheSubsetIsNamed) {
  EXPECT_EQ(schemaFault(order), "taken");
  EXPECT_THAT(schemaFault(7), HasSubstr("/items/0/schema must be an object"));
  EXPECT_THAT(schemaFault({{"oneOf", json::array()}}), HasSubstr("/items/0/schema/oneOf is not one of the keywords"));
  EXPECT_THAT(schemaFault({{"type", "date"}}), HasSubstr("/items/0/schema/type must be null, boolean"));
  EXPECT_THAT(schemaFault({{"type", "string"}}), HasSubstr("data is always an object"));
  EXPECT_THAT(schemaFault({{"enum", {"a"}}}), HasSubstr("data is always an object"));
  EXPECT_THAT(schemaFault({{"required", {"total"}}}),
              HasSubstr("/items/0/schema/required must be a list of names that stand in properties"));
  EXPECT_THAT(schemaFault({{"properties", {{"a", true}}}}), HasSubstr("/items/0/schema/properties/a must be an object"));
  const auto property = [&](const json& schema) { return schemaFault({{"properties", {{"a/b", schema}}}}); };
  EXPECT_THAT(property({{"pattern", "(a"}}), HasSubstr("/items/0/schema/properties/a~1b/pattern is no regular expression that RE2 takes"));
  EXPECT_THAT(property({{"pattern", 7}}), HasSubstr("must be a regular expression"));
  EXPECT_THAT(property({{"pattern", "(?=a)b"}}), HasSubstr("is no regular expression that RE2 takes"));
  EXPECT_THAT(property({{"minLength", -1}}), HasSubstr("/minLength must be a whole number of characters"));
  EXPECT_THAT(property({{"maximum", "9"}}), HasSubstr("/maximum must be a number"));
  EXPECT_THAT(property({{"format", "date"}}), HasSubstr("/format must be email"));
  EXPECT_THAT(property({{"enum", {1, 2}}}), HasSubstr("/enum must be a list of texts"));
  EXPECT_THAT(property({{"items", json::array()}}), HasSubstr("/items must be an object"));
}

TEST_F(DaemonDone1CustomTypes, LimitsHold) {
  json items = json::array();
  for (std::size_t i = 0; i <= CustomTypes::kMaxTypes; ++i)
    items.push_back({{"type", "order.t" + std::to_string(i)}, {"schema", json::object()}});
  EXPECT_THAT(read(items).error().message, HasSubstr("at most 200 event types"));
  items.erase(items.size() - 1);
  EXPECT_TRUE(read(items));
  EXPECT_THAT(schemaFault({{"description", std::string(CustomTypes::kMaxSchemaBytes, 'x')}}), HasSubstr("is larger than 64 KiB"));
  json many;
  for (int i = 0; i < 65; ++i) many["p" + std::to_string(i)] = json::object();
  EXPECT_THAT(schemaFault({{"properties", many}}), HasSubstr("at most 64 properties"));
  json patterns;
  for (int i = 0; i < 9; ++i) patterns["p" + std::to_string(i)] = {{"pattern", "a"}};
  EXPECT_THAT(schemaFault({{"properties", patterns}}), HasSubstr("more than 8 patterns"));
}

}  // namespace
}  // namespace hookline::model
