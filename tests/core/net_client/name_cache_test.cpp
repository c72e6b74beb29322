#include "net/name_cache.h"

#include <gmock/gmock.h>

namespace hookline::net::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pointee;

IpAddress ip(const char* text) { return IpAddress::parse(text).value(); }

const Steady::time_point kStart{std::chrono::hours{1}};

TEST(EngineDone1NameCache, AVettedAddressIsForgottenAfterThreeSeconds) {
  NameCache names;
  names.keep("shop.example", {ip("203.0.114.1")}, kStart);
  EXPECT_THAT(names.find("shop.example", kStart + base::Millis{2999}), Pointee(ElementsAre(ip("203.0.114.1"))));
  EXPECT_EQ(names.find("shop.example", kStart + base::Millis{3000}), nullptr) << "a receiver that moved is found again";
}

TEST(EngineDone1NameCache, ANewAnswerBeginsItsTimeAnew) {
  NameCache names;
  names.keep("shop.example", {ip("203.0.114.1")}, kStart);
  names.keep("shop.example", {ip("203.0.114.2")}, kStart + base::Millis{2000});
  EXPECT_THAT(names.find("shop.example", kStart + base::Millis{4000}), Pointee(ElementsAre(ip("203.0.114.2"))));
}

TEST(EngineDone1NameCache, WhatAnsweredComesFirstAlsoInTheNextAnswerThatHasIt) {
  NameCache names;
  names.keep("dual.example", {ip("2600::1"), ip("203.0.114.1")}, kStart);
  names.prefer("dual.example", ip("203.0.114.1"));
  EXPECT_THAT(names.find("dual.example", kStart), Pointee(ElementsAre(ip("203.0.114.1"), ip("2600::1"))));
  names.keep("dual.example", {ip("2600::1"), ip("2600::2"), ip("203.0.114.1")}, kStart + base::Millis{5000});
  EXPECT_THAT(names.find("dual.example", kStart + base::Millis{5000}),
              Pointee(ElementsAre(ip("203.0.114.1"), ip("2600::1"), ip("2600::2"))));
  names.keep("dual.example", {ip("2600::3")}, kStart + base::Millis{6000});
  EXPECT_THAT(names.find("dual.example", kStart + base::Millis{6000}), Pointee(ElementsAre(ip("2600::3"))))
      << "an address that the name no longer has is not brought back";
}

TEST(EngineDone1NameCache, KeepsNoMoreNamesThanItsBound) {
  NameCache names;
  const auto nameOf = [](std::size_t i) { return "n" + std::to_string(i) + ".example"; };
  for (std::size_t i = 0; i <= NameCache::kMaxKept; ++i) names.keep(nameOf(i), {ip("203.0.114.1")}, kStart);
  std::size_t kept = 0;
  for (std::size_t i = 0; i <= NameCache::kMaxKept; ++i) kept += names.find(nameOf(i), kStart) != nullptr ? 1 : 0;
  EXPECT_LE(kept, NameCache::kMaxKept);
  EXPECT_NE(names.find(nameOf(NameCache::kMaxKept), kStart), nullptr) << "the newest is the one that is about to be used";
}

TEST(EngineDone1NameCache, WhoWaitsForANameIsTakenOnceAndInOrder) {
  NameCache names;
  EXPECT_TRUE(names.wait("slow.example", 7));
  EXPECT_FALSE(names.wait("slow.example", 3)) << "it is being asked already";
  EXPECT_THAT(names.takeWaiting("slow.example"), ElementsAre(7, 3));
  EXPECT_TRUE(names.takeWaiting("slow.example").empty());
  EXPECT_TRUE(names.wait("slow.example", 4)) << "nobody asks any more";
}

}  // namespace
}  // namespace hookline::net::internal
