#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
  /// AES-256-GCM under the newest data key: version byte, key version, 12-byte random nonce, ciphertext, 16-byte tag.
  /// Errors: kLocked.
  virtual base::Result<std::string> seal(const SealContext& where, std::string_view plain) const = 0;
  /// With the data key that the value names. Errors: kLocked, kCorrupt (a bit flipped, another row's value, another key).
  virtual base::Result<std::string> open(const SealContext& where, std::string_view sealed) const = 0;
  /// Whether values of data keys before the newest may be about, which are to be sealed anew.
  virtual bool hasOldKeys() const = 0;
  /// Whether this value names the newest data key; it need not open.
  virtual bool isNewest(std::string_view sealed) const = 0;
};

/// What wraps the data keys: a passphrase where one is given, else a key file of 32 random bytes in hex (0600).
struct MasterKeySource {
  std::filesystem::path keyFile;
  std::string passphrase;
};

/// `wrappedKey` is what the store keeps: the data keys, each under the master key. One that is empty: a new data key is made.
struct OpenedVault {
  std::unique_ptr<Vault> vault;
  std::string wrappedKey;  ///< to be stored when it was empty before
};

/// Reads the master key, or makes it (0600, its folder 0700) when the file does not exist and `wrappedKey` is empty.
/// Errors: kLocked (file missing though secrets exist, unreadable, wrong length, or it does not unwrap the key: the message
/// names the file and says what helps), kIo.
base::Result<OpenedVault> openKeyFileVault(const std::filesystem::path& keyFile, std::string_view wrappedKey);

/// With a master key made of the passphrase by scrypt (N 2^17, r 8, p 1 for new ones; those of `wrappedKey` are followed within bounds).
/// Blocks for about 0.3 s and takes 128 MiB meanwhile.
/// Errors: kLocked (wrong passphrase, damaged key, one that a key file protects), kInvalid (too short for a new one), kUnavailable
/// (no memory). No message holds the passphrase.
base::Result<OpenedVault> openPassphraseVault(std::string_view passphrase, std::string_view wrappedKey);

/// Whichever of the two `master` names.
base::Result<OpenedVault> openVault(const MasterKeySource& master, std::string_view wrappedKey);

// What changes the wrapped keys; the store keeps the answer in their place. Each blocks as opening does.

/// With a new data key that seals from then on; the others still open what they sealed. Errors: those of openVault, kBusy (as many
/// versions as there may be are still in use).
base::Result<std::string> addDataKey(const MasterKeySource& master, std::string_view wrappedKey);
/// The same data keys under another master key; a key file that is missing is made. Errors: those of openVault.
base::Result<std::string> wrapAnew(const MasterKeySource& present, const MasterKeySource& next, std::string_view wrappedKey);
/// Without the data keys before the newest: for when nothing is sealed with them any more. Needs no master key. What is damaged stays.
std::string dropOldDataKeys(std::string_view wrappedKey);

struct WrappedKeyFacts {
  bool byPassphrase = false;
  int newest = 0;          ///< version of the data key that seals
  std::vector<int> older;  ///< versions that still open
};
/// Needs no master key. Errors: kLocked (damaged, or of a newer Hookline).
base::Result<WrappedKeyFacts> describeWrappedKey(std::string_view wrappedKey);

}  // namespace hookline::crypto
