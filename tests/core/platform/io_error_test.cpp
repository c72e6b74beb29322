#include "platform/io_error.h"

#include <gtest/gtest.h>

#include <string>

#include "platform/path_text.h"

namespace hookline::platform::internal {
namespace {

TEST(IoError, SaysWhatWhereWhyAndWhatHelps) {
  const auto error = ioError("write the file", "/srv/x", std::make_error_code(std::errc::permission_denied));
  EXPECT_EQ(error.code, base::Errc::kIo);
  EXPECT_FALSE(error.outcomeUnknown);
  EXPECT_TRUE(error.message.starts_with("Cannot write the file /srv/x (")) << error.message;
  EXPECT_TRUE(error.message.ends_with("). Change its owner or permissions so that this user may use it.")) << error.message;
}

TEST(IoError, TellsAFullDiskAMissingAndAnExistingFileApart) {
  const auto codeOf = [](std::errc code) { return ioError("use", "x", std::make_error_code(code)).code; };
  EXPECT_EQ(codeOf(std::errc::no_space_on_device), base::Errc::kFull);
  EXPECT_EQ(codeOf(std::errc::no_such_file_or_directory), base::Errc::kNotFound);
  EXPECT_EQ(codeOf(std::errc::file_exists), base::Errc::kConflict);
  EXPECT_EQ(codeOf(std::errc::io_error), base::Errc::kIo);
}

TEST(IoError, PutsTheCallersHelpInPlaceOfItsOwn) {
  const auto error = ioError("make the folder", "x", std::make_error_code(std::errc::io_error), "Choose another with --data-dir.");
  EXPECT_TRUE(error.message.ends_with("). Choose another with --data-dir.")) << error.message;
}

TEST(PathText, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(pathText("/tmp/a\x1b[31mb\n"), "/tmp/a\\x1b[31mb\\x0a");
  EXPECT_EQ(pathText("/tmp/gr\xC3\xBC\xC3\x9F"), "/tmp/gr\xC3\xBC\xC3\x9F");
}

}  // namespace
}  // namespace hookline::platform::internal
