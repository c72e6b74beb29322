#include "platform/disk_space.h"

#include <gtest/gtest.h>

#include "support/temp_folder.h"

namespace hookline::platform {
namespace {

TEST(DiskSpace, TellsFreeAndTotalBytesOfAFoldersDisk) {
  const support::TempFolder folder;
  const auto space = diskSpace(folder.path());
  ASSERT_TRUE(space) << space.error().message;
  EXPECT_GT(space->totalBytes, 0U);
  EXPECT_LE(space->freeBytes, space->totalBytes);
}

TEST(DiskSpace, NamesAFolderThatIsNotThere) {
  const support::TempFolder folder;
  const auto space = diskSpace(folder / "missing");
  ASSERT_FALSE(space);
  EXPECT_EQ(space.error().code, base::Errc::kNotFound);
  EXPECT_NE(space.error().message.find("missing"), std::string::npos) << space.error().message;
}

}  // namespace
}  // namespace hookline::platform
