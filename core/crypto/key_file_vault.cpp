#include <array>
#include <cstdint>

#include "base/encoding.h"
#include "crypto/openssl_handles.h"
#include "crypto/sealed_box.h"
#include "crypto/signature.h"
#include "crypto/vault.h"
#include "platform/path_text.h"
#include "platform/private_file.h"

namespace hookline::crypto {
namespace {

using internal::KeyBytes;

constexpr char kSealedVersion = 1;
constexpr char kWrappedVersion = 1;
constexpr char kByKeyFile = 1;  ///< the wrapped key's second byte: what kind of master key opens it
constexpr char kFirstKeyVersion = 1;
constexpr std::size_t kSealedHeaderBytes = 2;
constexpr std::size_t kWrappedHeaderBytes = 3;
constexpr std::size_t kMaxKeyFileBytes = 4096;

constexpr std::string_view kHelp = "Put the right file back from your backup, or name its place with --master-key-file.";
constexpr std::string_view kFolderHelp = "Choose another place with --master-key-file, or change its owner.";

void appendNumber(std::string& text, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) text.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 255U));
}

/// Names carry their length, so that no two places can read the same ("ab"+"c", "a"+"bc").
std::string associatedData(const SealContext& where, std::string_view header) {
  std::string data = "hookline sealed value\n";
  for (const std::string_view name : {where.table, where.column}) {
    appendNumber(data, name.size());
    data.append(name);
  }
  appendNumber(data, static_cast<std::uint64_t>(where.row));
  return data.append(header);
}

std::string wrapData(std::string_view header) { return std::string("hookline data key\n").append(header); }

std::string placeText(const SealContext& where) {
  return base::printable(where.table) + "." + base::printable(where.column) + " of row " + std::to_string(where.row);
}

class DataKeyVault final : public Vault {
 public:
  DataKeyVault(KeyBytes key, char keyVersion) : key_(std::move(key)), header_{kSealedVersion, keyVersion} {}

  base::Result<std::string> seal(const SealContext& where, std::string_view plain) const override {
    return header_ + internal::sealBox(key_, associatedData(where, header_), plain);
  }

  base::Result<std::string> open(const SealContext& where, std::string_view sealed) const override {
    const auto header = sealed.substr(0, kSealedHeaderBytes);
    if (header == header_) {
      if (auto plain = internal::openBox(key_, associatedData(where, header), sealed.substr(kSealedHeaderBytes))) return std::move(*plain);
    }
    return base::fail(base::Errc::kCorrupt, "The stored secret " + placeText(where) +
                                                " does not open: it was changed, belongs to another row, or was sealed with another key. "
                                                "Enter it again, or restore a backup.");
  }

 private:
  const KeyBytes key_;
  const std::string header_;  ///< version byte, key version
};

auto locked(const std::filesystem::path& file, std::string_view what) {
  std::string message = "The master key file " + platform::pathText(file) + " ";
  message.append(what).append(" ").append(kHelp);
  return base::fail(base::Errc::kLocked, std::move(message));
}

base::Result<KeyBytes> readMasterKey(const std::filesystem::path& file) {
  auto text = platform::readFile(file, kMaxKeyFileBytes);
  if (!text && text.error().code == base::Errc::kNotFound) return base::fail(text.error());
  if (!text) return base::fail(base::Errc::kLocked, "The master key is out of reach: " + text.error().message);
  const internal::WipeAtEnd wipe(*text);
  std::string_view digits = *text;
  while (digits.ends_with('\n') || digits.ends_with('\r')) digits.remove_suffix(1);
  auto bytes = base::fromHex(digits);
  if (!bytes) return locked(file, "does not hold 64 hexadecimal digits.");
  const internal::WipeAtEnd wipeBytes(*bytes);
  if (bytes->size() != internal::kKeyBytes)
    return locked(file, "holds " + std::to_string(digits.size()) + " hexadecimal digits, 64 belong there.");
  return KeyBytes(*bytes);
}

base::Result<KeyBytes> makeMasterKey(const std::filesystem::path& file) {
  auto bytes = randomBytes(internal::kKeyBytes);
  const internal::WipeAtEnd wipe(bytes);
  auto digits = base::toHex(bytes);
  const internal::WipeAtEnd wipeDigits(digits);
  auto text = digits + "\n";
  const internal::WipeAtEnd wipeText(text);
  const auto folder = file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
  if (auto made = platform::makePrivateFolder(folder, kFolderHelp); !made) return base::fail(base::Errc::kIo, made.error().message);
  const auto made = platform::createPrivateFile(file, text);
  if (made) return KeyBytes(bytes);
  if (made.error().code != base::Errc::kConflict) return base::fail(base::Errc::kIo, made.error().message);
  // Another Hookline of this user was quicker: its key is as good.
  auto theirs = readMasterKey(file);
  if (!theirs && theirs.error().code == base::Errc::kNotFound) return locked(file, "is a link to a file that is missing.");
  return theirs;
}

base::Result<KeyBytes> masterKey(const std::filesystem::path& file, bool secretsExist) {
  auto key = readMasterKey(file);
  if (key || key.error().code != base::Errc::kNotFound) return key;
  if (secretsExist) return locked(file, "is missing, and the stored secrets cannot be opened without it.");
  return makeMasterKey(file);
}

OpenedVault makeDataKey(const KeyBytes& master) {
  auto bytes = randomBytes(internal::kKeyBytes);
  const internal::WipeAtEnd wipe(bytes);
  const std::string header{kWrappedVersion, kByKeyFile, kFirstKeyVersion};
  return {std::make_unique<DataKeyVault>(KeyBytes(bytes), kFirstKeyVersion), header + internal::sealBox(master, wrapData(header), bytes)};
}

}  // namespace

base::Result<OpenedVault> openKeyFileVault(const std::filesystem::path& keyFile, std::string_view wrappedKey) {
  const auto master = masterKey(keyFile, !wrappedKey.empty());
  if (!master) return base::fail(master.error());
  if (wrappedKey.empty()) return makeDataKey(*master);
  const auto header = wrappedKey.substr(0, kWrappedHeaderBytes);
  if (header.size() != kWrappedHeaderBytes || header[0] != kWrappedVersion || header[1] != kByKeyFile)
    return locked(keyFile, "cannot open the stored data key: that one is damaged, protected in another way, or of a newer Hookline.");
  auto bytes = internal::openBox(*master, wrapData(header), wrappedKey.substr(kWrappedHeaderBytes));
  if (!bytes) return locked(keyFile, "does not fit the stored secrets: it is another key, or the stored data key is damaged.");
  const internal::WipeAtEnd wipe(*bytes);
  if (bytes->size() != internal::kKeyBytes) return locked(keyFile, "opens a data key of a wrong length: the stored one is damaged.");
  return OpenedVault{std::make_unique<DataKeyVault>(KeyBytes(*bytes), header[2]), std::string(wrappedKey)};
}

}  // namespace hookline::crypto
