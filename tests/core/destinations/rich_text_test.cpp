// Templates and the text they make: markup belongs to the template, never to what an event brings.
#include "destinations/rich_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "destinations/template_text.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;

RichText rendered(std::string_view source, const json& values) { return TemplateValues(values).rich(source); }

TEST(DestinationsDone5Templates, MarkupOfTheTemplateIsMarkupAndOfTheEventIsText) {
  const auto text = rendered("**{{name}}** wrote _this_ `now`", {{"name", "**Eve** _x_ `y`"}});
  const RichText wanted{{"**Eve** _x_ `y`", true, false, false},
                        {" wrote ", false, false, false},
                        {"this", false, true, false},
                        {" ", false, false, false},
                        {"now", false, false, true}};
  EXPECT_EQ(text, wanted);
}

TEST(DestinationsDone5Templates, UnescapedTagsCannotSmuggleMarksEither) {
  for (const auto* source : {"{{{name}}}", "{{&name}}", "{{name}}"})
    EXPECT_EQ(rendered(source, {{"name", "a<&>b"}}), (RichText{{"a<&>b"}})) << source;
}

TEST(DestinationsDone5Templates, SignsWithoutAPartnerStayWhatTheyAre) {
  EXPECT_EQ(plainText(rendered("2 ** 3 and snake_case and _open", json::object())), "2 ** 3 and snake_case and _open");
  EXPECT_EQ(rendered("a_b_c", json::object()), (RichText{{"a_b_c"}}));
}

TEST(DestinationsDone5Templates, SectionsAndFallbacksWork) {
  constexpr std::string_view kSource = "{{#p}}{{p}}{{/p}}{{^p}}N/A{{/p}}";
  EXPECT_EQ(plainText(rendered(kSource, {{"p", "1"}})), "1");
  EXPECT_EQ(plainText(rendered(kSource, json::object())), "N/A");
}

TEST(DestinationsDone5Templates, AnAddressEncodesItsValuesAndRefusesEverythingElse) {
  const TemplateValues values(json{{"id", "a/b ?\"<>"}, {"own", "https://app.example/x"}, {"bad", "javascript:alert(1)"}});
  EXPECT_EQ(values.address("https://app.example/c/{{id}}"), "https://app.example/c/a%2Fb%20%3F%22%3C%3E");
  EXPECT_EQ(values.address("{{own}}"), "https://app.example/x");
  EXPECT_EQ(values.address("{{own}}?id={{id}}"), "https://app.example/x?id=a%2Fb%20%3F%22%3C%3E");
  EXPECT_EQ(values.address("{{bad}}"), "");
  EXPECT_EQ(values.address("{{missing}}"), "");
  EXPECT_EQ(values.address("https://app.example/|x"), "");
}

TEST(DestinationsBadInputTemplates, WhatCannotBeReadIsSaid) {
  EXPECT_TRUE(checkTemplate("Hello {{data.name}}{{^data.name}}you{{/data.name}}"));
  for (const auto* source : {"{{name", "{{#a}}x", "{{/a}}", "{{> other}}", "{{=<% %>=}}"}) EXPECT_FALSE(checkTemplate(source)) << source;
}

TEST(DestinationsDone2Cutting, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(shortened("h\u00e9llo", 5), "h\u00e9llo");
  EXPECT_EQ(shortened("h\u00e9llo", 3), "h\u00e9\u2026");
  EXPECT_EQ(shortened("\U0001F600\U0001F600\U0001F600", 2), "\U0001F600\u2026");
  // Telegram counts UTF-16 units: an emoji is two of them.
  EXPECT_EQ(lengthOf("\U0001F600a", Count::kUtf16), 3U);
  EXPECT_EQ(shortened("\U0001F600\U0001F600\U0001F600", 4, Count::kUtf16), "\U0001F600\u2026");
}

TEST(DestinationsDone2Cutting, ARichTextNeverComesOutLongerThanAllowed) {
  const RichText text{{"abc", true, false, false}, {"def", false, false, false}, {"ghi", false, true, false}};
  for (std::size_t most = 1; most <= 9; ++most) {
    const auto cut = shortened(text, most);
    EXPECT_LE(lengthOf(cut), most);
    EXPECT_EQ(plainText(cut), most == 9 ? "abcdefghi" : std::string("abcdefghi").substr(0, most - 1) + "\u2026") << most;
  }
}

TEST(DestinationsDone2Cutting, WhatGrowsByEscapingIsCutBeforeItUntilItFits) {
  const auto doubled = [](const RichText& cut) {
    std::string out;
    for (const char c : plainText(cut)) out.append(2, c);
    return out;
  };
  EXPECT_EQ(fitted({{"abcd"}}, 8, doubled), "aabbccdd");
  for (std::size_t most = 0; most < 40; ++most) EXPECT_LE(lengthOf(fitted({{std::string(100, 'a')}}, most, doubled)), most) << most;
}

TEST(DestinationsDone2Cutting, LinesKeepTheirLook) {
  const auto lines = linesOf({{"a\nb", true, false, false}, {"c\n", false, false, false}});
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1], (RichText{{"b", true, false, false}, {"c", false, false, false}}));
  EXPECT_TRUE(lines[2].empty());
}

}  // namespace
}  // namespace hookline::destinations
