#include "hooklined/option_readers.h"

#include <gtest/gtest.h>

namespace hookline::hooklined {
namespace {

Given given(std::string text) {
  return {std::move(text), "--thing", {.name = "thing", .takes = "THING", .help = "What it is", .example = "this"}};
}

TEST(ReadListen, TakesLiteralAddressesWithAPort) {
  const auto v4 = readListen(given("127.0.0.1:8787"));
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->host, "127.0.0.1");
  EXPECT_EQ(v4->port, 8787);
  EXPECT_TRUE(v4->loopback);
  const auto v6 = readListen(given("[::1]:0"));
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->host, "::1");
  EXPECT_EQ(v6->port, 0);
  EXPECT_TRUE(v6->loopback);
  const auto all = readListen(given("0.0.0.0:443"));
  ASSERT_TRUE(all);
  EXPECT_FALSE(all->loopback);
  EXPECT_EQ(readListen(given("localhost:1"))->host, "127.0.0.1");
}

TEST(ReadListen, RefusesEverythingElseWithTheOptionsName) {
  for (const char* text : {"", "127.0.0.1", "8787", ":8787", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x", "::1:8787",
                           "[127.0.0.1]:80", "[::1]", "example.com:80", "127.1:80", "[]:80"}) {
    const auto read = readListen(given(text));
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, base::Errc::kInvalid);
    EXPECT_TRUE(read.error().message.starts_with("--thing takes THING, such as this")) << read.error().message;
  }
}

TEST(ReadWhole, TakesItsRangeAndNothingElse) {
  EXPECT_EQ(*readWhole(given("1"), 1, 10), 1U);
  EXPECT_EQ(*readWhole(given("10"), 1, 10), 10U);
  EXPECT_EQ(*readWhole(given("18446744073709551615"), 0, ~std::uint64_t{0}), ~std::uint64_t{0});
  for (const char* text : {"", "0", "11", "-1", "+1", "1.0", " 1", "1 ", "0x1", "18446744073709551616"})
    EXPECT_FALSE(readWhole(given(text), 1, 10)) << text;
}

TEST(ReadDecimal, TakesPlainNumbersAlone) {
  EXPECT_EQ(*readDecimal(given("0.25"), 0, 1), 0.25);
  EXPECT_EQ(*readDecimal(given("1"), 0, 1), 1.0);
  for (const char* text : {"", ".", ".5", "5.", "1.1", "-0", "1e-3", "nan", "inf", "0.1.2", "0,5"})
    EXPECT_FALSE(readDecimal(given(text), 0, 1)) << text;
}

TEST(ReadStatuses, TakesOneOrAScriptOfThem) {
  EXPECT_EQ(*readStatuses(given("200")), (std::vector<int>{200}));
  EXPECT_EQ(*readStatuses(given("500,500,200")), (std::vector<int>{500, 500, 200}));
  for (const char* text : {"", "199", "600", "500,", ",500", "500, 200", "ok", "70000"}) EXPECT_FALSE(readStatuses(given(text))) << text;
}

TEST(ReadStatuses, TakesAThousandAtMost) {
  std::string text = "200";
  for (int i = 1; i < 1000; ++i) text += ",200";
  EXPECT_EQ(readStatuses(given(text))->size(), 1000U);
  EXPECT_FALSE(readStatuses(given(text + ",200")));
}

}  // namespace
}  // namespace hookline::hooklined
