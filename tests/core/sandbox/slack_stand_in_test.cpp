// Slack's stand-in: integrations.md §3 and §15.
#include <gtest/gtest.h>

#include "core/sandbox/stand_in_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox::testing {
namespace {

class DestinationsDone6Slack : public ::testing::Test {
 protected:
  std::string answerTo(const json& payload) { return slack_.send("POST", "/services/T0/B0/x", payload).text; }
  /// What is answered to a message of one block.
  std::string answerToBlock(const json& block) { return answerTo({{"text", "hello"}, {"blocks", json::array({block})}}); }
  std::string answerToRichText(const json& part) { return answerToBlock({{"type", "rich_text"}, {"elements", json::array({part})}}); }
  std::string answerToElement(const json& element) {
    return answerToRichText({{"type", "rich_text_section"}, {"elements", json::array({element})}});
  }
  static json image(const json& more) {
    json block{{"type", "image"}, {"image_url", "https://x.example/cat.png"}, {"alt_text", "A cat"}};
    block.merge_patch(more);
    return block;
  }

  Caller slack_{makeSlackStandIn(), ""};
};

TEST_F(DestinationsDone6Slack, AnImageHasOneSourceAndAnAlternativeText) {
  EXPECT_EQ(answerToBlock(image({{"title", {{"type", "plain_text"}, {"text", "Cat"}}}, {"block_id", "cat"}})), "ok");
  EXPECT_EQ(answerToBlock(image({{"image_url", nullptr}, {"slack_file", {{"id", "F0123456"}}}})), "ok");
  EXPECT_EQ(answerToBlock(image({{"alt_text", std::string(2000, 'x')}, {"image_url", std::string(3000, 'x')}})), "ok");
  for (const json& wrong : {json{{"image_url", nullptr}}, json{{"alt_text", nullptr}}, json{{"alt_text", std::string(2001, 'x')}},
                            json{{"image_url", std::string(3001, 'x')}}, json{{"slack_file", {{"id", "F0123456"}}}},
                            json{{"image_url", nullptr}, {"slack_file", {{"id", "F0"}, {"url", "https://x.example/f"}}}},
                            json{{"title", {{"type", "mrkdwn"}, {"text", "Cat"}}}}, json{{"block_id", std::string(256, 'x')}}})
    EXPECT_EQ(answerToBlock(image(wrong)), "invalid_blocks") << wrong.dump().substr(0, 80);
}

TEST_F(DestinationsDone6Slack, AllMarkdownOfAMessageHasOneLimit) {
  const auto markdown = [](const json& text) { return json{{"type", "markdown"}, {"text", text}}; };
  EXPECT_EQ(answerToBlock(markdown("**bold** and [a link](https://x.example)")), "ok");
  EXPECT_EQ(answerToBlock(markdown(std::string(12'000, 'x'))), "ok");
  EXPECT_EQ(answerToBlock(markdown(std::string(12'001, 'x'))), "invalid_blocks");
  EXPECT_EQ(answerToBlock(markdown({{"type", "mrkdwn"}, {"text", "x"}})), "invalid_blocks") << "a text, no text object";
  const auto half = markdown(std::string(6'000, 'x'));
  EXPECT_EQ(answerTo({{"blocks", {half, half}}}), "ok");
  EXPECT_EQ(answerTo({{"blocks", {half, half, markdown("x")}}}), "invalid_blocks");
}

TEST_F(DestinationsDone6Slack, ARichTextIsMadeOfSectionsListsQuotesAndCode) {
  const json text{{"type", "text"}, {"text", "x"}, {"style", {{"bold", true}}}};
  const json link{{"type", "link"}, {"url", "https://x.example"}, {"text", "x"}};
  const json emoji{{"type", "emoji"}, {"name", "tada"}};
  const json section{{"type", "rich_text_section"}, {"elements", {text, link, emoji}}};
  EXPECT_EQ(answerToRichText(section), "ok");
  EXPECT_EQ(answerToRichText({{"type", "rich_text_quote"}, {"elements", json::array({text})}}), "ok");
  const auto list = [](const json& style, const json& item) {
    return json{{"type", "rich_text_list"}, {"style", style}, {"indent", 1}, {"elements", json::array({item})}};
  };
  EXPECT_EQ(answerToRichText(list("bullet", section)), "ok");
  EXPECT_EQ(answerToRichText(list("ordered", section)), "ok");
  EXPECT_EQ(answerToRichText(list("numbered", section)), "invalid_blocks");
  EXPECT_EQ(answerToRichText(list("bullet", text)), "invalid_blocks") << "an item is a section";
  EXPECT_EQ(answerToRichText({{"type", "rich_text_preformatted"}, {"elements", {text, link}}}), "ok");
  EXPECT_EQ(answerToRichText({{"type", "rich_text_preformatted"}, {"elements", json::array({emoji})}}), "invalid_blocks");
  EXPECT_EQ(answerToRichText({{"type", "rich_text_section"}}), "invalid_blocks");
  EXPECT_EQ(answerToRichText(text), "invalid_blocks") << "a text stands in a part";
  EXPECT_EQ(answerToBlock({{"type", "rich_text"}}), "invalid_blocks");
}

TEST_F(DestinationsDone6Slack, EachElementOfARichTextHasItsOwnMember) {
  for (const json& fine : {json{{"type", "user"}, {"user_id", "U1"}}, json{{"type", "usergroup"}, {"usergroup_id", "S1"}},
                           json{{"type", "channel"}, {"channel_id", "C1"}}, json{{"type", "team"}, {"team_id", "T1"}},
                           json{{"type", "broadcast"}, {"range", "here"}}, json{{"type", "color"}, {"value", "#ff0000"}},
                           json{{"type", "date"}, {"timestamp", 1720710212}, {"format", "{date_num}"}}})
    EXPECT_EQ(answerToElement(fine), "ok") << fine;
  for (const json& wrong : {json{{"type", "text"}, {"text", ""}}, json{{"type", "link"}, {"text", "x"}}, json{{"type", "user"}},
                            json{{"type", "broadcast"}, {"range", "all"}}, json{{"type", "date"}, {"format", "{date_num}"}},
                            json{{"type", "mrkdwn"}, {"text", "x"}}})
    EXPECT_EQ(answerToElement(wrong), "invalid_blocks") << wrong;
}

TEST_F(DestinationsDone6Slack, WhatStandsInContextActionsAndAnAccessoryIsLookedAt) {
  const json text{{"type", "mrkdwn"}, {"text", "x"}};
  const auto context = [](const json& elements) { return json{{"type", "context"}, {"elements", elements}}; };
  EXPECT_EQ(answerToBlock(context({text, image(json::object())})), "ok");
  EXPECT_EQ(answerToBlock(context(json(10, text))), "ok");
  EXPECT_EQ(answerToBlock(context(json(11, text))), "invalid_blocks");
  EXPECT_EQ(answerToBlock(context(json::array({image({{"alt_text", nullptr}})}))), "invalid_blocks");
  const auto button = [](const json& more) {
    json out{{"type", "button"}, {"text", {{"type", "plain_text"}, {"text", "See"}}}, {"url", "https://x.example"}, {"style", "primary"}};
    out.merge_patch(more);
    return out;
  };
  const auto actions = [](const json& elements) { return json{{"type", "actions"}, {"elements", elements}}; };
  EXPECT_EQ(answerToBlock(actions({button(json::object()), {{"type", "datepicker"}, {"action_id", "day"}}})), "ok");
  EXPECT_EQ(answerToBlock(actions(json::array({button({{"text", {{"text", std::string(76, 'x')}}}})}))), "invalid_blocks");
  EXPECT_EQ(answerToBlock(actions(json::array({button({{"style", "blue"}})}))), "invalid_blocks");
  const auto section = [&text](const json& accessory) { return json{{"type", "section"}, {"text", text}, {"accessory", accessory}}; };
  EXPECT_EQ(answerToBlock(section(button(json::object()))), "ok");
  EXPECT_EQ(answerToBlock(section(image(json::object()))), "ok");
  EXPECT_EQ(answerToBlock(section(image({{"alt_text", nullptr}}))), "invalid_blocks");
  EXPECT_EQ(slack_.records()["messages"].size(), 5U);
}

}  // namespace
}  // namespace hookline::sandbox::testing
