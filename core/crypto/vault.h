#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace hookline::crypto {

/// Where a sealed value lives; part of its authenticated data, so a value copied to another row does not open.
struct SealContext {
  std::string_view table;
  std::int64_t row = 0;
  std::string_view column;
};

/// The seam for secrets at rest (delivery.md §5). Thread: any.
class Vault {
 public:
  Vault() = default;
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;
  virtual ~Vault() = default;
  /// AES-256-GCM under the data key: version byte, key version, 12-byte random nonce, ciphertext, 16-byte tag.
  /// Errors: kLocked.
  virtual base::Result<std::string> seal(const SealContext& where, std::string_view plain) const = 0;
  /// Errors: kLocked, kCorrupt (a bit flipped, another row's value, another key).
  virtual base::Result<std::string> open(const SealContext& where, std::string_view sealed) const = 0;
};

/// A data key wrapped by a master key that is kept in a 0600 file of 32 random bytes in hex (the daemon's way; the keychain and
/// the passphrase come with the desktop). `wrappedKey` is what the store keeps; empty: a new data key is made.
struct OpenedVault {
  std::unique_ptr<Vault> vault;
  std::string wrappedKey;  ///< to be stored when it was empty before
};

/// Reads the master key, or makes it (0600, its folder 0700) when the file does not exist and `wrappedKey` is empty.
/// Errors: kLocked (file missing though secrets exist, unreadable, wrong length, or it does not unwrap the key: the message
/// names the file and says what helps), kIo.
base::Result<OpenedVault> openKeyFileVault(const std::filesystem::path& keyFile, std::string_view wrappedKey);

}  // namespace hookline::crypto
