#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace hookline::store_sqlite::internal {

/// The key of an event id in the table `dedup`, as short as it can be while ids that rise keep rising: see DedupIndex.
/// A first byte tells the form, so two forms never meet:
///   1  evt_ and 13 Crockford characters (our own ids): the number, 8 bytes, big end first
///   2  a UUID in lower case with hyphens: its 16 bytes (version 7 rises, version 4 does not)
///   3  any other id of at most 32 bytes: the id
///   4  longer ones: the first 16 bytes and 16 bytes of the SHA-256 of the whole. Two ids of one key would need a collision of a
///      128-bit cryptographic hash; until then the form is as exact as the others.
std::string dedupKey(std::string_view eventId);

/// Whether it is a key of form 1.
inline bool isRisingKey(std::string_view key) { return !key.empty() && key.front() == 1; }

/// What two posts of one id are compared by: the first 128 bits of ParsedEvent::comparable's SHA-256, for the same reason.
using DedupFingerprint = std::array<char, 16>;
inline DedupFingerprint dedupFingerprint(std::string_view sha256) {
  DedupFingerprint fingerprint{};
  std::copy_n(sha256.begin(), std::min(sha256.size(), fingerprint.size()), fingerprint.begin());
  return fingerprint;
}

}  // namespace hookline::store_sqlite::internal
