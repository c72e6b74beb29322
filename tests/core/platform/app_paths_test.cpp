#include "platform/app_paths.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace hookline::platform {
namespace {

Environment fakeEnvironment(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) -> std::optional<std::filesystem::path> {
    const auto found = values.find(name);
    if (found == values.end() || found->second.empty()) return std::nullopt;
    return found->second;
  };
}

bool isInside(const std::filesystem::path& inner, const std::filesystem::path& outer) {
  const auto relative = inner.lexically_relative(outer);
  return !relative.empty() && *relative.begin() != "..";
}

TEST(AppPaths, KeepTheMasterKeyOutsideTheDataFolderOnThisMachine) {
  const auto paths = appPaths();
  ASSERT_TRUE(paths) << paths.error().message;
  EXPECT_TRUE(paths->dataFolder.is_absolute());
  EXPECT_FALSE(isInside(paths->masterKeyFile, paths->dataFolder));
  EXPECT_EQ(paths->masterKeyFile.parent_path(), paths->configFolder);
}

#ifdef __linux__
TEST(AppPaths, FollowTheHomeFolderByDefault) {
  const auto paths = appPaths(fakeEnvironment({{"HOME", "/home/ann"}}));
  ASSERT_TRUE(paths);
  EXPECT_EQ(paths->dataFolder, "/home/ann/.local/share/hookline");
  EXPECT_EQ(paths->masterKeyFile, "/home/ann/.config/hookline/master.key");
}

TEST(AppPaths, FollowTheXdgVariables) {
  const auto paths = appPaths(fakeEnvironment({{"HOME", "/home/ann"}, {"XDG_DATA_HOME", "/srv/data"}, {"XDG_CONFIG_HOME", "/srv/config"}}));
  ASSERT_TRUE(paths);
  EXPECT_EQ(paths->dataFolder, "/srv/data/hookline");
  EXPECT_EQ(paths->configFolder, "/srv/config/hookline");
}

TEST(AppPaths, IgnoreXdgVariablesThatAreNotAbsolute) {
  const auto paths = appPaths(fakeEnvironment({{"HOME", "/home/ann"}, {"XDG_DATA_HOME", "data"}, {"XDG_CONFIG_HOME", ""}}));
  ASSERT_TRUE(paths);
  EXPECT_EQ(paths->dataFolder, "/home/ann/.local/share/hookline");
  EXPECT_EQ(paths->configFolder, "/home/ann/.config/hookline");
}

TEST(AppPaths, StayApartWhenBothXdgVariablesNameOneFolder) {
  const auto paths = appPaths(fakeEnvironment({{"HOME", "/home/ann"}, {"XDG_DATA_HOME", "/srv/all"}, {"XDG_CONFIG_HOME", "/srv/./all"}}));
  ASSERT_TRUE(paths);
  EXPECT_FALSE(isInside(paths->masterKeyFile, paths->dataFolder));
}

TEST(AppPaths, AskThePasswordDatabaseWhenHomeIsNotSet) {
  const auto paths = appPaths(fakeEnvironment({}));
  ASSERT_TRUE(paths) << paths.error().message;
  EXPECT_TRUE(paths->dataFolder.is_absolute());
}
#endif

TEST(AppPaths, TakeAnEmptyVariableAsNotSet) { EXPECT_EQ(systemEnvironment("HOOKLINE_SURELY_NOT_SET"), std::nullopt); }

}  // namespace
}  // namespace hookline::platform
