#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/private_file.h"
#include "support/child_process.h"
#include "support/temp_folder.h"

namespace hookline::platform {
namespace {

constexpr std::size_t kLimit = 1024;

mode_t modeOf(const std::filesystem::path& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
}

/// Anybody may enter a test's folder, but not write there.
void letOthersLook(const support::TempFolder& folder) { ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0); }

TEST(PrivateFile, IsReadableByItsOwnerOnlyWhateverTheUmaskAndTheOldFileSay) {
  const support::TempFolder folder;
  const mode_t before = ::umask(0);
  ASSERT_TRUE(writePrivateFile(folder / "written", "x"));
  ASSERT_TRUE(createPrivateFile(folder / "created", "x"));
  ASSERT_TRUE(makePrivateFolder(folder / "a/b"));
  ASSERT_EQ(::chmod((folder / "written").c_str(), 0644), 0);
  EXPECT_FALSE(isPrivate(folder / "written").value());
  ASSERT_TRUE(writePrivateFile(folder / "written", "y"));
  ::umask(before);
  EXPECT_EQ(modeOf(folder / "written"), 0600U);
  EXPECT_EQ(modeOf(folder / "created"), 0600U);
  EXPECT_EQ(modeOf(folder / "a"), 0700U);
  EXPECT_EQ(modeOf(folder / "a/b"), 0700U);
  EXPECT_TRUE(isPrivate(folder / "written").value());
  EXPECT_EQ(isPrivate(folder / "none").error().code, base::Errc::kNotFound);
}

TEST(PrivateFile, ReplacesALinkAndLeavesItsTargetAlone) {
  const support::TempFolder folder;
  ASSERT_TRUE(writePrivateFile(folder / "target", "theirs"));
  std::filesystem::create_symlink(folder / "target", folder / "link");
  EXPECT_EQ(createPrivateFile(folder / "link", "ours").error().code, base::Errc::kConflict);
  ASSERT_TRUE(writePrivateFile(folder / "link", "ours"));
  EXPECT_EQ(readFile(folder / "target", kLimit).value(), "theirs");
  EXPECT_EQ(readFile(folder / "link", kLimit).value(), "ours");
}

TEST(ReadFile, ReadsAPipeToItsEnd) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "token", 5), 5);
  ::close(ends[1]);
  const auto bytes = readFile("/dev/fd/" + std::to_string(ends[0]), kLimit);
  ::close(ends[0]);
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, "token");
}

TEST(ReadFile, SaysThatAnotherUsersFileIsDenied) {
  const support::TempFolder folder;
  letOthersLook(folder);
  ASSERT_TRUE(writePrivateFile(folder / "f", "secret"));
  ASSERT_EQ(::chmod((folder / "f").c_str(), 0000), 0);
  EXPECT_EQ(support::runWithoutRights([&] {
              const auto bytes = readFile(folder / "f", kLimit);
              if (bytes) return 1;
              if (bytes.error().code != base::Errc::kIo) return 2;
              return bytes.error().message.find("(permission denied)") == std::string::npos ? 3 : 0;
            }),
            0);
}

TEST(PrivateFolder, NamesAFolderThatThisUserMayNotWriteAndWhatHelps) {
  const support::TempFolder folder;
  letOthersLook(folder);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0555), 0);
  EXPECT_EQ(support::runWithoutRights([&] {
              const auto made = makePrivateFolder(folder.path());
              if (made || made.error().code != base::Errc::kIo) return 1;
              return made.error().message == "The folder " + folder.path().string() +
                                                 " is not writable for this user (permission denied). Choose another with --data-dir, or "
                                                 "change its owner."
                         ? 0
                         : 2;
            }),
            0);
  EXPECT_EQ(support::runWithoutRights([&] {
              const auto made = makePrivateFolder(folder / "inner/deep");
              if (made || made.error().code != base::Errc::kIo) return 1;
              return made.error().message.find("inner (permission denied)") == std::string::npos ? 2 : 0;
            }),
            0);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
}

TEST(PrivateFolder, KeepsTheModeOfOneThatExists) {
  const support::TempFolder folder;
  ASSERT_EQ(::chmod(folder.path().c_str(), 0750), 0);
  ASSERT_TRUE(makePrivateFolder(folder.path()));
  EXPECT_EQ(modeOf(folder.path()), 0750U);
}

}  // namespace
}  // namespace hookline::platform
