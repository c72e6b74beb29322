#include "store_sqlite/dedup_key.h"

#include "base/encoding.h"
#include "crypto/signature.h"
#include "model/ids.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr std::size_t kMostVerbatimBytes = 32;
constexpr std::size_t kHalfBytes = 16;

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool appendUuid(std::string& key, std::string_view text) {
  if (text.size() != 36) return false;
  const auto start = key.size();
  for (std::size_t i = 0; i < text.size();) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i] != '-') break;
      ++i;
      continue;
    }
    const int high = hexDigit(text[i]);
    const int low = hexDigit(text[i + 1]);
    if (high < 0 || low < 0) break;
    key.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  if (key.size() - start == 16) return true;
  key.resize(start);
  return false;
}

}  // namespace

std::string dedupKey(std::string_view eventId) {
  std::string key;
  key.reserve(1 + kMostVerbatimBytes);
  const auto own = model::EventSeq::parse(eventId);
  if (own && own->text() == eventId) {
    key.push_back(1);
    for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>((own->value >> shift) & 0xff));
    return key;
  }
  key.push_back(2);
  if (appendUuid(key, eventId)) return key;
  if (eventId.size() <= kMostVerbatimBytes) {
    key[0] = 3;
    key.append(eventId);
    return key;
  }
  key[0] = 4;
  key.append(eventId.substr(0, kHalfBytes));
  key.append(crypto::sha256(eventId), 0, kHalfBytes);
  return key;
}

}  // namespace hookline::store_sqlite::internal
