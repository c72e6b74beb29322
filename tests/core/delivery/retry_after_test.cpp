#include "delivery/retry_after.h"

#include <gtest/gtest.h>

#include "model/retry_policy.h"

namespace hookline::delivery {
namespace {

using std::chrono::seconds;

// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110 §5.6.7.
constexpr base::WallTime kExample{seconds{784111777}};

std::optional<base::Millis> wait(std::string value, base::WallTime now = kExample, std::string date = {}) {
  std::vector<model::HttpHeader> headers{{"Content-Type", "text/plain"}, {"retry-AFTER", std::move(value)}};
  if (!date.empty()) headers.push_back({"Date", std::move(date)});
  return retryAfter(headers, now);
}

TEST(RetryAfter, ReadsAllThreeFormsOfTheStandard) {
  for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    EXPECT_EQ(parseHttpDate(text, kExample), kExample) << text;
}

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_EQ(wait("120"), seconds{120});
  EXPECT_EQ(wait("1"), seconds{1});
}

TEST(RetryAfter, ZeroAsksForNothing) { EXPECT_FALSE(wait("0")); }

TEST(RetryAfter, ReadsDatesAsAWait) {
  EXPECT_EQ(wait("Sun, 06 Nov 1994 08:50:37 GMT"), seconds{60});
  EXPECT_EQ(wait("Sunday, 06-Nov-94 08:50:37 GMT"), seconds{60});
  EXPECT_EQ(wait("Sun Nov  6 08:50:37 1994"), seconds{60});
}

TEST(RetryAfter, MeasuresAgainstTheAnswersOwnDate) {
  // The receiver's clock is an hour ahead of ours.
  EXPECT_EQ(wait("Sun, 06 Nov 1994 09:50:37 GMT", kExample, "Sun, 06 Nov 1994 09:49:37 GMT"), seconds{60});
  // … and an hour behind: by our clock the time would be past.
  EXPECT_EQ(wait("Sun, 06 Nov 1994 07:50:37 GMT", kExample, "Sun, 06 Nov 1994 07:49:37 GMT"), seconds{60});
  EXPECT_EQ(wait("Sun, 06 Nov 1994 08:50:37 GMT", kExample, "yesterday"), seconds{60});
}

TEST(RetryAfter, NeverAsksForMoreThanADay) {
  EXPECT_EQ(wait("86401"), model::RetryPolicy::kMaxDelay);
  EXPECT_EQ(wait("999999999"), model::RetryPolicy::kMaxDelay);
  EXPECT_EQ(wait("99999999999999999999999999"), model::RetryPolicy::kMaxDelay);
  EXPECT_EQ(wait("Sun, 06 Nov 2094 08:49:37 GMT"), model::RetryPolicy::kMaxDelay);
}

TEST(RetryAfter, IgnoresWhatItCannotRead) {
  for (const char* text : {"", "-5", "+5", "1.5", "5s", "soon", "0x10", " ", "Sun, 06 Nov 1994", "Sun, 31 Feb 1994 08:49:37 GMT",
                           "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 EST", "Sun, 06 Nov 1994 8:49:37 GMT", "1994-11-06T08:49:37Z"})
    EXPECT_FALSE(wait(text)) << '"' << text << '"';
}

TEST(RetryAfter, IgnoresTheMillisecondBeforeAndThePast) {
  EXPECT_FALSE(wait("Sun, 06 Nov 1994 08:49:37 GMT"));
  EXPECT_FALSE(wait("Sun, 06 Nov 1994 08:49:36 GMT"));
  EXPECT_FALSE(wait("Thu, 01 Jan 1970 00:00:00 GMT"));
}

TEST(RetryAfter, IsNothingWithoutTheHeader) { EXPECT_FALSE(retryAfter({{"Retry-Before", "5"}}, kExample)); }

TEST(RetryAfter, TwoDigitYearsLieWithinFiftyYears) {
  const auto in2025 = parseHttpDate("Mon, 24 Nov 2025 00:00:00 GMT", kExample).value();
  EXPECT_EQ(parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", in2025), kExample) << "94 is 1994, not 2094";
  EXPECT_EQ(parseHttpDate("Monday, 24-Nov-25 00:00:00 GMT", in2025), in2025);
  EXPECT_EQ(parseHttpDate("Saturday, 24-Nov-75 00:00:00 GMT", in2025), parseHttpDate("Sun, 24 Nov 2075 00:00:00 GMT", in2025));
}

TEST(RetryAfter, ALeapSecondIsASecond) { EXPECT_TRUE(parseHttpDate("Sat, 31 Dec 2016 23:59:60 GMT", kExample)); }

// Every form, garbage, and headers that come twice, in one table.

struct HintRow {
  const char* name;
  std::vector<std::string> retryAfter;
  std::string date;
  std::optional<base::Millis> wait;
};

const HintRow kHints[] = {
    {"seconds", {"7"}, "", seconds{7}},
    {"seconds with leading zeros", {"0000000000007"}, "", seconds{7}},
    {"nothing but zeros", {"000000000000000"}, "", {}},
    {"a date of today's form", {"Sun, 06 Nov 1994 08:49:47 GMT"}, "", seconds{10}},
    {"a date of RFC 850", {"Sunday, 06-Nov-94 08:49:47 GMT"}, "", seconds{10}},
    {"a date of asctime", {"Sun Nov  6 08:49:47 1994"}, "", seconds{10}},
    {"a date against the answer's own", {"Sun, 06 Nov 1994 10:00:10 GMT"}, "Sun, 06 Nov 1994 10:00:00 GMT", seconds{10}},
    {"a date before the answer's own", {"Sun, 06 Nov 1994 10:00:00 GMT"}, "Sun, 06 Nov 1994 10:00:10 GMT", {}},
    {"a date against an unreadable one", {"Sun, 06 Nov 1994 08:49:47 GMT"}, "06/11/1994", seconds{10}},
    {"seconds care for no date", {"7"}, "Sun, 06 Nov 2094 10:00:10 GMT", seconds{7}},
    {"negative", {"-7"}, "", {}},
    {"a fraction", {"7.5"}, "", {}},
    {"a word", {"later"}, "", {}},
    {"a number in words of JSON", {"{\"seconds\": 7}"}, "", {}},
    {"two in one line", {"5, 10"}, "", {}},
    {"a day that does not exist", {"Sun, 262 Nov 1994 08:49:37 GMT"}, "", {}},
    {"a year before there were any", {"Sun, 06 Nov 1969 08:49:37 GMT"}, "", {}},
    {"bytes that are no text", {"\xff\xfe\x01"}, "", {}},
    {"more than a day", {"86401"}, "", std::chrono::hours{24}},
    {"more than any number holds", {std::string(4000, '9')}, "", std::chrono::hours{24}},
    {"a date in a hundred years", {"Sat, 06 Nov 2094 08:49:37 GMT"}, "", std::chrono::hours{24}},
    {"twice: the longer", {"5", "10"}, "", seconds{10}},
    {"twice: the longer comes first", {"10", "5"}, "", seconds{10}},
    {"twice: one is garbage", {"soon", "5"}, "", seconds{5}},
    {"twice: seconds and a date", {"5", "Sun, 06 Nov 1994 08:49:57 GMT"}, "", seconds{20}},
    {"twice: both garbage", {"soon", "-1"}, "", {}},
};

TEST(EngineDone1RetryAfter, IsReadInAllItsFormsAndGarbageIsIgnored) {
  for (const auto& row : kHints) {
    std::vector<model::HttpHeader> headers;
    for (const auto& value : row.retryAfter) headers.push_back({"Retry-After", value});
    if (!row.date.empty()) headers.push_back({"Date", row.date});
    EXPECT_EQ(retryAfter(headers, kExample), row.wait) << row.name;
  }
}

TEST(EngineDone1RetryAfter, NeverLeavesItsBoundsWhateverItSays) {
  for (int day = 0; day < 400; ++day) {
    for (const int year : {0, 1969, 1970, 1994, 2038, 9999}) {
      const auto text = "Sun, " + std::to_string(day) + " Nov " + std::to_string(year) + " 08:49:37 GMT";
      const auto waited = wait(text);
      if (!waited) continue;
      EXPECT_LE(day, 30) << text;
      EXPECT_GT(*waited, base::Millis{0}) << text;
      EXPECT_LE(*waited, model::RetryPolicy::kMaxDelay) << text;
    }
  }
}

}  // namespace
}  // namespace hookline::delivery
