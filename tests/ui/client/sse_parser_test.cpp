#include "client/sse_parser.h"

#include <gtest/gtest.h>

namespace hookline::client::internal {
namespace {

std::string shown(const std::vector<SseEvent>& events) {
  std::string out;
  for (const auto& event : events) out += "[" + event.id + "|" + event.event + "|" + (event.tooLarge ? "TOO LARGE" : event.data) + "]";
  return out;
}

std::string read(std::string_view stream) {
  SseParser parser;
  return shown(parser.feed(stream));
}

TEST(SseParser, ReadsIdTypeAndData) { EXPECT_EQ(read("id: 3-7\nevent: delivery\ndata: {\"a\":1}\n\n"), "[3-7|delivery|{\"a\":1}]"); }

TEST(SseParser, JoinsDataLinesAndTakesAwayOneSpace) { EXPECT_EQ(read("data:  a\ndata:b\ndata\n\n"), "[|message| a\nb\n]"); }

TEST(SseParser, SkipsCommentsUnknownFieldsAndEventsWithoutData) {
  EXPECT_EQ(read(": heartbeat\n\nevent: x\n\nfoo: bar\nfoo\ndata: y\n\n"), "[|message|y]");
}

TEST(SseParser, KeepsAnIdForLaterEventsAndAlsoThatOfAnEventWithoutData) {
  EXPECT_EQ(read("id: 1-1\n\ndata: a\n\nid: 1-2\ndata: b\n\ndata: c\n\nid\ndata: d\n\n"),
            "[1-1|message|a][1-2|message|b][1-2|message|c][|message|d]");
}

TEST(SseParser, IgnoresAnIdThatFitsInNoHeader) {
  using namespace std::string_view_literals;
  EXPECT_EQ(read("id: 1-1\nid: a\0b\ndata: x\n\n"sv), "[1-1|message|x]");
  EXPECT_EQ(read("id: 1-1\nid: " + std::string(5000, 'x') + "\ndata: y\n\n"), "[1-1|message|y]");
}

TEST(SseParser, ReadsRetryOnlyFromDigits) {
  SseParser parser;
  EXPECT_EQ(shown(parser.feed("retry: 2000\nretry: 1s\nretry: -4\nretry: 99999999999999\nretry:\n\n")), "");
  EXPECT_EQ(parser.retry(), std::chrono::milliseconds{2000});
}

TEST(SseParser, GivesNothingBeforeTheEmptyLine) {
  SseParser parser;
  EXPECT_EQ(shown(parser.feed("data: a\n")), "");
  EXPECT_EQ(shown(parser.feed("\n")), "[|message|a]");
}

TEST(SseParser, SkipsAByteOrderMarkAtTheBeginningAlone) {
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "data: a\n\n\xEF\xBB\xBF"
                 "data: b\n\n"),
            "[|message|a]");
  EXPECT_EQ(read("\xEF\xBB\xBF: comment\ndata: a\n\n"), "[|message|a]");
}

TEST(SseParser, ReadsAllLineEndsHoweverTheyAreSplit) {
  for (const std::string_view end : {"\n", "\r", "\r\n"}) {
    std::string stream;
    for (const std::string_view line : {"id: 1-1", "event: delivery", "data: a", "data: b", "", ": beat", "", "id: 1-2", "data: c", ""})
      stream.append(line).append(end);
    for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
      SseParser parser;
      std::vector<SseEvent> events;
      for (std::size_t at = 0; at < stream.size(); at += piece)
        for (auto& event : parser.feed(std::string_view(stream).substr(at, piece))) events.push_back(std::move(event));
      ASSERT_EQ(shown(events), "[1-1|delivery|a\nb][1-2|message|c]") << "pieces of " << piece;
    }
  }
}

TEST(SseParser, DropsATooLongEventAndGoesOnWithTheNext) {
  SseParser parser;
  const std::string half(SseParser::kMaxEventBytes / 2 + 10, 'x');
  EXPECT_EQ(shown(parser.feed("id: 4-1\nevent: delivery\ndata: " + half)), "");
  EXPECT_EQ(shown(parser.feed(half)), "");
  EXPECT_EQ(shown(parser.feed("\ndata: more\nid: 4-2\n\nid: 4-3\ndata: b\n\n")), "[4-2|delivery|TOO LARGE][4-3|message|b]");
}

TEST(SseParser, CountsTheLinesOfAnEventTogether) {
  SseParser parser;
  const std::string line = "data: " + std::string(1000, 'x') + "\n";
  std::string stream = "id: 4-1\n";
  for (std::size_t bytes = 0; bytes <= SseParser::kMaxEventBytes; bytes += 1000) stream += line;
  EXPECT_EQ(shown(parser.feed(stream + "\n")), "[4-1|message|TOO LARGE]");
}

TEST(SseParser, ALongCommentIsNoEvent) {
  SseParser parser;
  EXPECT_EQ(shown(parser.feed(":" + std::string(SseParser::kMaxEventBytes + 10, 'x') + "\ndata: a\n\n")), "[|message|a]");
}

TEST(SseParser, TakesAnEventOfTheGreatestLength) {
  SseParser parser;
  const std::string data(SseParser::kMaxEventBytes - 6, 'x');
  const auto events = parser.feed("data: " + data + "\n\n");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_FALSE(events[0].tooLarge);
  EXPECT_EQ(events[0].data, data);
}

}  // namespace
}  // namespace hookline::client::internal
