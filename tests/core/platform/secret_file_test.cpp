#include "platform/secret_file.h"

#include <gtest/gtest.h>

#include "platform/private_file.h"
#include "support/temp_folder.h"

namespace hookline::platform {
namespace {

TEST(SecretFile, HoldsATokenWithoutTheWhiteSpaceAroundIt) {
  const support::TempFolder folder;
  ASSERT_TRUE(writePrivateFile(folder / "token", "\r\n\t hl_a b \n\n"));
  EXPECT_EQ(readSecretFile(folder / "token").value(), "hl_a b");
  ASSERT_TRUE(writePrivateFile(folder / "token", " \n"));
  EXPECT_EQ(readSecretFile(folder / "token").value(), "");
}

TEST(SecretFile, TooLargeAndMissingOnesAreRefused) {
  const support::TempFolder folder;
  EXPECT_EQ(readSecretFile(folder / "token").error().code, base::Errc::kNotFound);
  ASSERT_TRUE(writePrivateFile(folder / "token", std::string(kMaxSecretFileBytes + 1, 'x')));
  EXPECT_EQ(readSecretFile(folder / "token").error().code, base::Errc::kTooLarge);
}

}  // namespace
}  // namespace hookline::platform
