#include "crypto/master_key_file.h"

#include <string>
#include <utility>

#include "base/encoding.h"
#include "crypto/openssl_handles.h"
#include "crypto/signature.h"
#include "platform/path_text.h"
#include "platform/private_file.h"

namespace hookline::crypto::internal {
namespace {

constexpr std::size_t kMaxKeyFileBytes = 4096;
constexpr std::string_view kHelp = "Put the right file back from your backup, or name its place with --master-key-file.";
constexpr std::string_view kFolderHelp = "Choose another place with --master-key-file, or change its owner.";

base::Result<KeyBytes> readMasterKey(const std::filesystem::path& file) {
  auto text = platform::readFile(file, kMaxKeyFileBytes);
  if (!text && text.error().code == base::Errc::kNotFound) return base::fail(text.error());
  if (!text) return base::fail(base::Errc::kLocked, "The master key is out of reach: " + text.error().message);
  const WipeAtEnd wipe(*text);
  std::string_view digits = *text;
  while (digits.ends_with('\n') || digits.ends_with('\r')) digits.remove_suffix(1);
  auto bytes = base::fromHex(digits);
  if (!bytes) return base::fail(lockedByKeyFile(file, "does not hold 64 hexadecimal digits."));
  const WipeAtEnd wipeBytes(*bytes);
  if (bytes->size() != kKeyBytes)
    return base::fail(lockedByKeyFile(file, "holds " + std::to_string(digits.size()) + " hexadecimal digits, 64 belong there."));
  return KeyBytes(*bytes);
}

base::Result<KeyBytes> makeMasterKey(const std::filesystem::path& file) {
  auto bytes = randomBytes(kKeyBytes);
  const WipeAtEnd wipe(bytes);
  auto digits = base::toHex(bytes);
  const WipeAtEnd wipeDigits(digits);
  auto text = digits + "\n";
  const WipeAtEnd wipeText(text);
  const auto folder = file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
  if (auto made = platform::makePrivateFolder(folder, kFolderHelp); !made) return base::fail(base::Errc::kIo, made.error().message);
  const auto made = platform::createPrivateFile(file, text);
  if (made) return KeyBytes(bytes);
  if (made.error().code != base::Errc::kConflict) return base::fail(base::Errc::kIo, made.error().message);
  // Another Hookline of this user was quicker: its key is as good.
  auto theirs = readMasterKey(file);
  if (!theirs && theirs.error().code == base::Errc::kNotFound)
    return base::fail(lockedByKeyFile(file, "is a link to a file that is missing."));
  return theirs;
}

}  // namespace

base::Error lockedByKeyFile(const std::filesystem::path& file, std::string_view what) {
  std::string message = "The master key file " + platform::pathText(file) + " ";
  message.append(what).append(" ").append(kHelp);
  return {base::Errc::kLocked, std::move(message), false, {}};
}

base::Result<KeyBytes> masterKeyOf(const std::filesystem::path& file, bool mayMake) {
  auto key = readMasterKey(file);
  if (key || key.error().code != base::Errc::kNotFound) return key;
  if (!mayMake) return base::fail(lockedByKeyFile(file, "is missing, and the stored secrets cannot be opened without it."));
  return makeMasterKey(file);
}

}  // namespace hookline::crypto::internal
