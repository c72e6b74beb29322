#include "hooklined/near_name.h"

#include <gtest/gtest.h>

namespace hookline::hooklined {
namespace {

const std::vector<std::string_view> kKnown = {"serve", "token", "receive", "simulate"};

TEST(NearName, FindsWhatWasMeantByATypingMistake) {
  EXPECT_EQ(nearName("srve", kKnown), "serve");
  EXPECT_EQ(nearName("sevre", kKnown), "serve");
  EXPECT_EQ(nearName("recieve", kKnown), "receive");
  EXPECT_EQ(nearName("tokens", kKnown), "token");
}

TEST(NearName, FindsWhatWasBegun) { EXPECT_EQ(nearName("sim", kKnown), "simulate"); }

TEST(NearName, SuggestsNothingFarAway) {
  EXPECT_EQ(nearName("deploy", kKnown), std::nullopt);
  EXPECT_EQ(nearName("", kKnown), std::nullopt);
  EXPECT_EQ(nearName("s", kKnown), std::nullopt);
  EXPECT_EQ(nearName(std::string(100000, 's'), kKnown), std::nullopt);
}

}  // namespace
}  // namespace hookline::hooklined
