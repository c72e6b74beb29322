#pragma once
#include <string>
#include <string_view>

namespace hookline::store_sqlite::internal {

/// The key of an event id in the table `dedup`, as short as it can be while ids that rise keep rising: rows that rise are appended to
/// the last page, rows in random order each dirty a page of their own, which is what limits the writer (architecture.md §6).
/// A first byte tells the form, so two forms never meet:
///   1  evt_ and 13 Crockford characters (our own ids): the number, 8 bytes, big end first
///   2  a UUID in lower case with hyphens: its 16 bytes (version 7 rises, version 4 does not)
///   3  any other id of at most 32 bytes: the id
///   4  longer ones: the first 16 bytes and 16 bytes of the SHA-256 of the whole. Two ids of one key would need a collision of a
///      128-bit cryptographic hash; until then the form is as exact as the others.
std::string dedupKey(std::string_view eventId);

/// What two posts of one id are compared by: the first 128 bits of ParsedEvent::comparable's SHA-256, for the same reason.
inline std::string_view dedupFingerprint(std::string_view sha256) { return sha256.substr(0, 16); }

}  // namespace hookline::store_sqlite::internal
