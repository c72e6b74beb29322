#include "crypto/api_token.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "crypto/openssl_handles.h"
#include "crypto/signature.h"

namespace hookline::crypto {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kPrefix = "hl_";
constexpr std::size_t kKidBytes = 8;
constexpr std::size_t kSecretBytes = 32;
// The digits that hold every value of 8, 32 and 4 bytes in base 62.
constexpr std::size_t kKidDigits = 11;
constexpr std::size_t kSecretDigits = 43;
constexpr std::size_t kCheckDigits = 6;
constexpr std::size_t kTokenLength = kPrefix.size() + kKidDigits + 1 + kSecretDigits + 1 + kCheckDigits;

/// `bytes` as one big-endian number in base 62, `digits` wide.
std::string toBase62(std::string bytes, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0;) {
    unsigned rest = 0;
    for (char& c : bytes) {
      const unsigned value = rest * 256 + static_cast<unsigned char>(c);
      c = static_cast<char>(value / 62);
      rest = value % 62;
    }
    text[i] = kDigits[rest];
  }
  return text;
}

constexpr std::array<std::uint32_t, 256> crcTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t value = n;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? (value >> 1U) ^ 0xEDB88320U : value >> 1U;
    table[n] = value;
  }
  return table;
}

/// CRC-32 as in IEEE 802.3 and zip.
std::uint32_t crc32(std::string_view text) {
  static constexpr auto kTable = crcTable();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : text) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 255U] ^ (crc >> 8U);
  return crc ^ 0xFFFFFFFFU;
}

/// The check digits of a token without its last part: CRC-32 of "hl_<kid>_<secret>".
std::string checkOf(std::string_view body) {
  const std::uint32_t crc = crc32(body);
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((crc >> static_cast<unsigned>(shift)) & 255U));
  return toBase62(std::move(bytes), kCheckDigits);
}

bool hasShape(std::string_view text) {
  if (text.size() != kTokenLength) return false;
  for (std::size_t i = kPrefix.size(); i < text.size(); ++i) {
    const bool separator = i == kPrefix.size() + kKidDigits || i == kPrefix.size() + kKidDigits + 1 + kSecretDigits;
    if (separator ? text[i] != '_' : kDigits.find(text[i]) == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

NewToken generateToken() {
  std::string secret = randomBytes(kSecretBytes);
  const internal::WipeAtEnd wipe(secret);
  NewToken token;
  token.kid = toBase62(randomBytes(kKidBytes), kKidDigits);
  token.text.append(kPrefix).append(token.kid).append("_").append(toBase62(secret, kSecretDigits));
  const std::string check = checkOf(token.text);
  token.text.append("_").append(check);
  token.hash = sha256(token.text);
  return token;
}

base::Result<std::string> tokenKid(std::string_view text) {
  if (!text.starts_with(kPrefix))
    return base::fail(base::Errc::kUnauthorized,
                      "This is not a Hookline token: those begin with hl_. Make one with \"hooklined token create\".");
  const std::string_view body = text.substr(0, text.size() - std::min(text.size(), kCheckDigits + 1));
  if (!hasShape(text) || checkOf(body) != text.substr(body.size() + 1))
    return base::fail(base::Errc::kUnauthorized,
                      "The token is mistyped or not complete: its check characters do not fit. Copy it again, from hl_ to the end.");
  return std::string(text.substr(kPrefix.size(), kKidDigits));
}

bool tokenMatches(std::string_view text, std::string_view storedHash) { return equalConstantTime(sha256(text), storedHash); }

}  // namespace hookline::crypto
