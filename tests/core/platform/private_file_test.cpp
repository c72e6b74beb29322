#include "platform/private_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "support/temp_folder.h"

namespace hookline::platform {
namespace {

constexpr std::size_t kLimit = 1024;

std::size_t countFiles(const std::filesystem::path& folder) {
  const std::filesystem::directory_iterator files(folder);
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

TEST(PrivateFile, ReadsBackWhatWasWritten) {
  const support::TempFolder folder;
  const std::string bytes("a\0b\r\n\xFF", 6);
  ASSERT_TRUE(writePrivateFile(folder / "f", bytes));
  EXPECT_EQ(readFile(folder / "f", kLimit).value(), bytes);
}

TEST(PrivateFile, ReplacesTheWholeOldFile) {
  const support::TempFolder folder;
  ASSERT_TRUE(writePrivateFile(folder / "f", "a long first version"));
  ASSERT_TRUE(writePrivateFile(folder / "f", "short"));
  EXPECT_EQ(readFile(folder / "f", kLimit).value(), "short");
  EXPECT_EQ(countFiles(folder.path()), 1U);
}

TEST(PrivateFile, IsNeverSeenHalfWritten) {
  const support::TempFolder folder;
  const std::string first(200000, 'a');
  const std::string second(100000, 'b');
  ASSERT_TRUE(writePrivateFile(folder / "f", first));
  std::atomic<bool> done{false};
  std::thread writer([&] {
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(writePrivateFile(folder / "f", i % 2 == 0 ? second : first));
    done = true;
  });
  while (!done) {
    const auto seen = readFile(folder / "f", first.size());
    EXPECT_TRUE(seen) << seen.error().message;
    EXPECT_TRUE(seen && (*seen == first || *seen == second));
  }
  writer.join();
}

TEST(PrivateFile, IsCreatedOnceOnly) {
  const support::TempFolder folder;
  ASSERT_TRUE(createPrivateFile(folder / "f", "first"));
  const auto again = createPrivateFile(folder / "f", "second");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::Errc::kConflict);
  EXPECT_EQ(readFile(folder / "f", kLimit).value(), "first");
  EXPECT_EQ(countFiles(folder.path()), 1U) << "no temporary file stays behind";
}

TEST(PrivateFile, IsCreatedByOneOfManyThatTryAtOnce) {
  const support::TempFolder folder;
  std::atomic<int> winners{0};
  std::vector<std::thread> racers;
  for (int i = 0; i < 8; ++i)
    racers.emplace_back([&, i] {
      if (createPrivateFile(folder / "f", std::string(1000, static_cast<char>('a' + i)))) ++winners;
    });
  for (auto& racer : racers) racer.join();
  EXPECT_EQ(winners, 1);
  const auto bytes = readFile(folder / "f", kLimit).value();
  EXPECT_EQ(bytes, std::string(1000, bytes.at(0)));
}

TEST(PrivateFile, NamesTheFileWhenTheFolderIsMissing) {
  const support::TempFolder folder;
  for (const auto& status : {writePrivateFile(folder / "no/f", "x"), createPrivateFile(folder / "no/f", "x")}) {
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, base::Errc::kNotFound);
    EXPECT_NE(status.error().message.find((folder / "no/f").string()), std::string::npos) << status.error().message;
  }
}

TEST(ReadFile, TellsAMissingFile) {
  const support::TempFolder folder;
  const auto bytes = readFile(folder / "none", kLimit);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, base::Errc::kNotFound);
  EXPECT_NE(bytes.error().message.find("none (no such file or directory)"), std::string::npos) << bytes.error().message;
}

TEST(ReadFile, TakesExactlyTheLimitAndNotOneByteMore) {
  const support::TempFolder folder;
  ASSERT_TRUE(writePrivateFile(folder / "f", std::string(kLimit, 'x')));
  EXPECT_EQ(readFile(folder / "f", kLimit).value().size(), kLimit);
  const auto over = readFile(folder / "f", kLimit - 1);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, base::Errc::kTooLarge);
  ASSERT_TRUE(writePrivateFile(folder / "f", ""));
  EXPECT_EQ(readFile(folder / "f", 0).value(), "");
}

TEST(ReadFile, ReadsAFileOfManyBlocks) {
  const support::TempFolder folder;
  std::string bytes(300001, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 % 251);
  ASSERT_TRUE(writePrivateFile(folder / "f", bytes));
  EXPECT_EQ(readFile(folder / "f", bytes.size()).value(), bytes);
}

TEST(ReadFile, RefusesAFolder) {
  const support::TempFolder folder;
  const auto bytes = readFile(folder.path(), kLimit);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, base::Errc::kInvalid);
}

TEST(PrivateFolder, IsMadeWithAllThatIsMissingAboveIt) {
  const support::TempFolder folder;
  ASSERT_TRUE(makePrivateFolder(folder / "a/b/c"));
  ASSERT_TRUE(makePrivateFolder(folder / "a/b/c")) << "a second time is fine";
  ASSERT_TRUE(makePrivateFolder(folder / "d/e/")) << "a slash at the end is fine";
  EXPECT_TRUE(std::filesystem::is_directory(folder / "d/e"));
}

TEST(PrivateFolder, RefusesAFileInItsPlaceOrAboveIt) {
  const support::TempFolder folder;
  ASSERT_TRUE(writePrivateFile(folder / "f", "x"));
  for (const auto& place : {folder / "f", folder / "f/deeper"}) {
    const auto made = makePrivateFolder(place, "Choose another with --data-dir.");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, base::Errc::kInvalid) << made.error().message;
    EXPECT_NE(made.error().message.find(place.string()), std::string::npos) << made.error().message;
    EXPECT_NE(made.error().message.find("--data-dir"), std::string::npos) << made.error().message;
  }
}

TEST(DaemonDone7PrivateFile, ACopyIsWholePrivateAndReplacesOnlyWhenItMay) {
  const support::TempFolder folder;
  const std::string bytes(3'000'000, 'x');
  std::ofstream(folder / "from", std::ios::binary) << bytes << "end";
  ASSERT_TRUE(copyPrivateFile(folder / "from", folder / "to", false));
  EXPECT_EQ(readFile(folder / "to", 4'000'000).value_or(""), bytes + "end");
  EXPECT_TRUE(*isPrivate(folder / "to"));
  EXPECT_EQ(copyPrivateFile(folder / "from", folder / "to", false).error().code, base::Errc::kConflict);
  std::ofstream(folder / "from", std::ios::trunc) << "other";
  ASSERT_TRUE(copyPrivateFile(folder / "from", folder / "to", true));
  EXPECT_EQ(readFile(folder / "to", 100).value_or(""), "other");
  EXPECT_TRUE(std::filesystem::exists(folder / "from"));
  EXPECT_EQ(copyPrivateFile(folder / "none", folder / "to", true).error().code, base::Errc::kNotFound);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2) << "nothing half made is left";
}

TEST(DaemonDone7PrivateFile, AMoveLeavesOneFileAndReplacesOnlyWhenItMay) {
  const support::TempFolder folder;
  std::ofstream(folder / "from") << "new";
  std::ofstream(folder / "to") << "old";
  EXPECT_EQ(movePrivateFile(folder / "from", folder / "to", false).error().code, base::Errc::kConflict);
  EXPECT_EQ(readFile(folder / "to", 100).value_or(""), "old");
  ASSERT_TRUE(movePrivateFile(folder / "from", folder / "to", true));
  EXPECT_EQ(readFile(folder / "to", 100).value_or(""), "new");
  EXPECT_TRUE(*isPrivate(folder / "to"));
  EXPECT_FALSE(std::filesystem::exists(folder / "from"));
  ASSERT_TRUE(movePrivateFile(folder / "to", folder / "fresh", false));
  EXPECT_FALSE(std::filesystem::exists(folder / "to"));
}

}  // namespace
}  // namespace hookline::platform
