#include "api/target_decoding.h"

#include <gtest/gtest.h>

namespace hookline::api::internal {
namespace {

TEST(TargetDecoding, DecodesPathAndQueryOnce) {
  const auto target = decodeTarget("/api/events/a%253Ab?q=two+words%2B&state=dead&state=held&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/events/a%3Ab");
  const std::vector<std::pair<std::string, std::string>> query{{"q", "two words+"}, {"state", "dead"}, {"state", "held"}, {"flag", ""}};
  EXPECT_EQ(target->query, query);
}

TEST(TargetDecoding, KeepsAPlusInThePath) { EXPECT_EQ(decodeTarget("/a+b")->path, "/a+b"); }

TEST(TargetDecoding, RefusesWhatCannotBeRead) {
  for (const auto* target : {"", "api", "*", "http://evil/", "/%", "/%4", "/%zz", "/a%00b", "/a%0Ab", "/%ff", "/?a=%c3%28", "/?%=1"})
    EXPECT_FALSE(decodeTarget(target)) << target;
}

TEST(TargetDecoding, RefusesMoreParametersThanItsLimit) {
  std::string target = "/?";
  for (std::size_t i = 0; i < kMaxParameters; ++i) target += "a=1&";
  EXPECT_TRUE(decodeTarget(target));
  EXPECT_FALSE(decodeTarget(target + "b=1"));
}

}  // namespace
}  // namespace hookline::api::internal
