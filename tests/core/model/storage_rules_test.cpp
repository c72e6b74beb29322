#include "model/storage_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string storageFault(const json& patch) {
  const auto merged = mergeStorageRules({}, patch);
  if (merged) return "taken";
  if (merged.error().details.size() != 1) return "faults: " + std::to_string(merged.error().details.size());
  return merged.error().details[0].path + " " + merged.error().details[0].message;
}

TEST(EngineDone5, StorageRulesAreMergedAndComeBackAsTheyAre) {
  const auto merged = mergeStorageRules({}, {{"keepDays", 7}, {"keepDeadDays", 400}, {"maxDiskBytes", 1'000'000'000}});
  ASSERT_TRUE(merged) << merged.error().message;
  EXPECT_EQ(merged->keepDays, 7);
  EXPECT_EQ(merged->keepPayloadDays, 7) << "bodies go with their events";
  EXPECT_EQ(merged->keepDeadDays, 400);
  EXPECT_EQ(*mergeStorageRules({}, json::parse(toJson(*merged).dump())), *merged);
  const auto forEver = mergeStorageRules(*merged, {{"keepDeadDays", nullptr}, {"keepDays", nullptr}});
  ASSERT_TRUE(forEver);
  EXPECT_FALSE(forEver->keepDeadDays);
  EXPECT_EQ(forEver->keepDays, 30);
  EXPECT_EQ(forEver->maxDiskBytes, 1'000'000'000u);
}

TEST(EngineBadInput, StorageRulesNameWhatIsWrong) {
  EXPECT_THAT(storageFault(5), HasSubstr("/storage must be an object"));
  for (const json& value : {json(0), json(3651), json(-1), json(1.5), json("7"), json(true)})
    EXPECT_THAT(storageFault({{"keepDays", value}}), HasSubstr("/storage/keepDays must be a whole number from 1 to 3650"));
  EXPECT_THAT(storageFault({{"keepDeadDays", 0}}), HasSubstr("/storage/keepDeadDays must be a whole number from 1"));
  EXPECT_THAT(storageFault({{"maxDiskBytes", 1000}}), HasSubstr("/storage/maxDiskBytes must be a whole number from 64000000"));
  EXPECT_THAT(storageFault({{"keepPayloadDays", 31}}), HasSubstr("cannot be longer than keepDays (30)"));
  EXPECT_THAT(storageFault({{"keepHours", 3}}), HasSubstr("/storage/keepHours is no setting of it"));
}

}  // namespace
}  // namespace hookline::model
