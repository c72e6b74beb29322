#include "crypto/wrapped_keys.h"

#include <algorithm>

namespace hookline::crypto::internal {
namespace {

constexpr char kFormat = 1;
constexpr std::size_t kBoxBytes = kNonceBytes + kKeyBytes + kTagBytes;
constexpr std::size_t kCostBytes = 3;

std::string headOf(const WrappedKeys& keys) {
  std::string head{kFormat, static_cast<char>(keys.guard)};
  if (keys.guard == KeyGuard::kKeyFile) return head;
  for (const int number : {keys.cost.log2N, keys.cost.r, keys.cost.p}) head.push_back(static_cast<char>(number));
  return head + keys.salt;
}

std::string associatedData(const WrappedKeys& keys, char version) { return "hookline data key\n" + headOf(keys) + version; }

/// Takes the head off `text`.
bool takeHead(std::string_view& text, WrappedKeys& keys) {
  if (text.size() < 2 || text[0] != kFormat) return false;
  keys.guard = static_cast<KeyGuard>(text[1]);
  text.remove_prefix(2);
  if (keys.guard == KeyGuard::kKeyFile) return true;
  if (keys.guard != KeyGuard::kPassphrase || text.size() < kCostBytes + kSaltBytes) return false;
  keys.cost = {static_cast<unsigned char>(text[0]), static_cast<unsigned char>(text[1]), static_cast<unsigned char>(text[2])};
  keys.salt = text.substr(kCostBytes, kSaltBytes);
  text.remove_prefix(kCostBytes + kSaltBytes);
  return isBearable(keys.cost);
}

}  // namespace

std::string textOf(const WrappedKeys& keys) {
  std::string text = headOf(keys);
  for (const auto& entry : keys.entries) text.append(1, entry.version).append(entry.box);
  return text;
}

std::optional<WrappedKeys> parseWrappedKeys(std::string_view text) {
  WrappedKeys keys;
  if (!takeHead(text, keys)) return std::nullopt;
  if (text.empty() || text.size() % (1 + kBoxBytes) != 0 || text.size() / (1 + kBoxBytes) > WrappedKeys::kMostEntries) return std::nullopt;
  for (; !text.empty(); text.remove_prefix(1 + kBoxBytes)) {
    const char version = text[0];
    const auto same = [version](const auto& entry) { return entry.version == version; };
    if (version == 0 || std::any_of(keys.entries.begin(), keys.entries.end(), same)) return std::nullopt;
    keys.entries.push_back({version, std::string(text.substr(1, kBoxBytes))});
  }
  return keys;
}

void wrapKey(WrappedKeys& keys, const KeyBytes& master, char version, std::string_view bytes) {
  keys.entries.push_back({version, sealBox(master, associatedData(keys, version), bytes)});
}

std::optional<std::string> unwrapKey(const WrappedKeys& keys, const KeyBytes& master, const WrappedKeys::Entry& entry) {
  return openBox(master, associatedData(keys, entry.version), entry.box);
}

}  // namespace hookline::crypto::internal
