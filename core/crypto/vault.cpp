#include "crypto/vault.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "crypto/data_key_vault.h"
#include "crypto/master_key_file.h"
#include "crypto/openssl_handles.h"
#include "crypto/scrypt.h"
#include "crypto/signature.h"
#include "crypto/wrapped_keys.h"
#include "platform/path_text.h"

namespace hookline::crypto {
namespace {

using internal::KeyBytes;
using internal::KeyGuard;
using internal::WrappedKeys;

constexpr char kFirstKeyVersion = 1;
constexpr std::string_view kPassphraseHelp = "Give the right one with --master-passphrase-file; nothing was changed.";

/// Data keys in the clear, by version.
using DataKeys = std::map<char, std::string>;

struct Wiped {
  DataKeys keys;
  Wiped() = default;
  Wiped(Wiped&&) = default;
  Wiped& operator=(Wiped&&) = delete;
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  ~Wiped() {
    for (auto& [version, key] : keys) OPENSSL_cleanse(key.data(), key.size());
  }
};

base::Error locked(const MasterKeySource& master, std::string_view byKeyFile, std::string_view byPassphrase) {
  if (master.passphrase.empty()) return internal::lockedByKeyFile(master.keyFile, byKeyFile);
  std::string message(byPassphrase);
  message.append(" ").append(kPassphraseHelp);
  return {base::Errc::kLocked, std::move(message), false, {}};
}

/// The guard of new wrapped keys, without a key in it yet.
WrappedKeys newGuard(const MasterKeySource& master) {
  WrappedKeys keys;
  if (master.passphrase.empty()) return keys;
  keys.guard = KeyGuard::kPassphrase;
  keys.salt = randomBytes(internal::kSaltBytes);
  return keys;
}

base::Result<KeyBytes> masterKey(const MasterKeySource& master, const WrappedKeys& keys, bool mayMake) {
  if (master.passphrase.empty()) return internal::masterKeyOf(master.keyFile, mayMake);
  if (mayMake)
    if (auto fine = internal::checkNewPassphrase(master.passphrase); !fine) return base::fail(fine.error());
  return internal::keyFromPassphrase(master.passphrase, keys.salt, keys.cost);
}

struct Unwrapped {
  WrappedKeys wrapped;
  KeyBytes master;
  Wiped data;
};

base::Result<Unwrapped> unwrap(const MasterKeySource& master, std::string_view wrappedKey) {
  // The key file first: a person who named the wrong one wants to hear of that.
  std::optional<KeyBytes> key;
  if (master.passphrase.empty()) {
    auto read = internal::masterKeyOf(master.keyFile, false);
    if (!read) return base::fail(read.error());
    key.emplace(std::move(*read));
  }
  auto wrapped = internal::parseWrappedKeys(wrappedKey);
  if (!wrapped)
    return base::fail(locked(master, "cannot open the stored data key: that one is damaged, or of a newer Hookline.",
                             "The stored data key cannot be opened: it is damaged, or of a newer Hookline."));
  const bool byPassphrase = wrapped->guard == KeyGuard::kPassphrase;
  if (byPassphrase && master.passphrase.empty())
    return base::fail(base::Errc::kLocked, "The stored secrets are protected by a passphrase, not by the master key file " +
                                               platform::pathText(master.keyFile) + ": give the passphrase with --master-passphrase-file.");
  if (!byPassphrase && !master.passphrase.empty())
    return base::fail(base::Errc::kLocked,
                      "The stored secrets are protected by a master key file, not by a passphrase: leave --master-passphrase-file out.");
  if (!key) {
    auto made = masterKey(master, *wrapped, false);
    if (!made) return base::fail(made.error());
    key.emplace(std::move(*made));
  }
  Wiped data;
  for (const auto& entry : wrapped->entries) {
    auto bytes = internal::unwrapKey(*wrapped, *key, entry);
    if (!bytes)
      return base::fail(locked(master, "does not fit the stored secrets: it is another key, or the stored data key is damaged.",
                               "The passphrase does not open the stored secrets: it is another one, or the stored data key is damaged."));
    data.keys.emplace(entry.version, std::move(*bytes));
  }
  return Unwrapped{std::move(*wrapped), std::move(*key), std::move(data)};
}

std::unique_ptr<Vault> vaultOf(const Wiped& data, char newest) {
  std::map<char, KeyBytes> keys;
  for (const auto& [version, bytes] : data.keys) keys.emplace(version, KeyBytes(bytes));
  return internal::dataKeyVault(std::move(keys), newest);
}

base::Result<OpenedVault> makeVault(const MasterKeySource& master) {
  auto wrapped = newGuard(master);
  const auto key = masterKey(master, wrapped, true);
  if (!key) return base::fail(key.error());
  Wiped data;
  data.keys.emplace(kFirstKeyVersion, randomBytes(internal::kKeyBytes));
  internal::wrapKey(wrapped, *key, kFirstKeyVersion, data.keys.begin()->second);
  return OpenedVault{vaultOf(data, kFirstKeyVersion), internal::textOf(wrapped)};
}

/// The next version that is not in use: one byte, never 0.
char versionAfter(const WrappedKeys& keys) {
  auto version = static_cast<unsigned char>(keys.entries.front().version);
  const auto taken = [&](unsigned char asked) {
    for (const auto& entry : keys.entries)
      if (static_cast<unsigned char>(entry.version) == asked) return true;
    return asked == 0;
  };
  do ++version;
  while (taken(version));
  return static_cast<char>(version);
}

}  // namespace

base::Result<OpenedVault> openVault(const MasterKeySource& master, std::string_view wrappedKey) {
  if (wrappedKey.empty()) return makeVault(master);
  auto unwrapped = unwrap(master, wrappedKey);
  if (!unwrapped) return base::fail(unwrapped.error());
  return OpenedVault{vaultOf(unwrapped->data, unwrapped->wrapped.entries.front().version), std::string(wrappedKey)};
}

base::Result<OpenedVault> openKeyFileVault(const std::filesystem::path& keyFile, std::string_view wrappedKey) {
  return openVault({keyFile, {}}, wrappedKey);
}

base::Result<OpenedVault> openPassphraseVault(std::string_view passphrase, std::string_view wrappedKey) {
  if (passphrase.empty()) return base::fail(base::Errc::kLocked, "The passphrase is empty. " + std::string(kPassphraseHelp));
  return openVault({{}, std::string(passphrase)}, wrappedKey);
}

base::Result<std::string> addDataKey(const MasterKeySource& master, std::string_view wrappedKey) {
  auto unwrapped = unwrap(master, wrappedKey);
  if (!unwrapped) return base::fail(unwrapped.error());
  auto& wrapped = unwrapped->wrapped;
  if (wrapped.entries.size() >= WrappedKeys::kMostEntries)
    return base::fail(base::Errc::kBusy,
                      "The data key was changed too often in a row: secrets of all the earlier ones are still about. Let the daemon run "
                      "until it has sealed them anew, then try again.");
  auto bytes = randomBytes(internal::kKeyBytes);
  const internal::WipeAtEnd wipe(bytes);
  internal::wrapKey(wrapped, unwrapped->master, versionAfter(wrapped), bytes);
  std::rotate(wrapped.entries.begin(), wrapped.entries.end() - 1, wrapped.entries.end());
  return internal::textOf(wrapped);
}

base::Result<std::string> wrapAnew(const MasterKeySource& present, const MasterKeySource& next, std::string_view wrappedKey) {
  const auto unwrapped = unwrap(present, wrappedKey);
  if (!unwrapped) return base::fail(unwrapped.error());
  auto wrapped = newGuard(next);
  const auto key = masterKey(next, wrapped, true);
  if (!key) return base::fail(key.error());
  for (const auto& entry : unwrapped->wrapped.entries)
    internal::wrapKey(wrapped, *key, entry.version, unwrapped->data.keys.at(entry.version));
  return internal::textOf(wrapped);
}

std::string dropOldDataKeys(std::string_view wrappedKey) {
  auto wrapped = internal::parseWrappedKeys(wrappedKey);
  if (!wrapped) return std::string(wrappedKey);
  wrapped->entries.resize(1);
  return internal::textOf(*wrapped);
}

base::Result<WrappedKeyFacts> describeWrappedKey(std::string_view wrappedKey) {
  const auto wrapped = internal::parseWrappedKeys(wrappedKey);
  if (!wrapped)
    return base::fail(base::Errc::kLocked, "The stored data key is damaged, or of a newer Hookline: restore a backup, or update.");
  WrappedKeyFacts facts;
  facts.byPassphrase = wrapped->guard == KeyGuard::kPassphrase;
  for (const auto& entry : wrapped->entries) facts.older.push_back(static_cast<unsigned char>(entry.version));
  facts.newest = facts.older.front();
  facts.older.erase(facts.older.begin());
  return facts;
}

}  // namespace hookline::crypto
