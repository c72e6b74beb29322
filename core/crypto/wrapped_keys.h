#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/scrypt.h"
#include "crypto/sealed_box.h"

namespace hookline::crypto::internal {

/// What a master key comes from.
enum class KeyGuard : char { kKeyFile = 1, kPassphrase = 2 };

/// The data keys of a store as it keeps them, each number in one byte:
///   head   format (1), guard; with a passphrase: log2 N, r, p, the salt (16)
///   keys   for each, the one that seals first: its version, nonce (12), the key (32) under the master key, tag (16)
/// A key is authenticated together with the head and its version.
struct WrappedKeys {
  struct Entry {
    char version = 0;
    std::string box;
  };
  KeyGuard guard = KeyGuard::kKeyFile;
  ScryptCost cost;   ///< kPassphrase only
  std::string salt;  ///< kPassphrase only
  std::vector<Entry> entries;

  /// So many versions at once are more than any rotation leaves behind.
  static constexpr std::size_t kMostEntries = 8;
};

std::string textOf(const WrappedKeys& keys);
/// Nullopt: damaged, of a newer Hookline, or with a cost that is not bearable.
std::optional<WrappedKeys> parseWrappedKeys(std::string_view text);

/// `bytes` is a data key.
void wrapKey(WrappedKeys& keys, const KeyBytes& master, char version, std::string_view bytes);
/// Nullopt: another master key, or damaged.
std::optional<std::string> unwrapKey(const WrappedKeys& keys, const KeyBytes& master, const WrappedKeys::Entry& entry);

}  // namespace hookline::crypto::internal
