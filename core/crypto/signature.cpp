#include "crypto/signature.h"

#include "base/encoding.h"
#include "crypto/openssl_handles.h"
#include "crypto/standard_key.h"

namespace hookline::crypto {
namespace {

constexpr std::size_t kSecretBytes = 32;

}  // namespace

std::string generateSecret() {
  auto bytes = randomBytes(kSecretBytes);
  const internal::WipeAtEnd wipe(bytes);
  return "whsec_" + base::toBase64(bytes);
}

std::string signGuide(std::string_view secret, std::string_view body) { return "sha256=" + base::toHex(hmacSha256(secret, body)); }

base::Result<std::string> signStandard(std::string_view secret, std::string_view id, std::int64_t timestampSeconds, std::string_view body) {
  const auto key = internal::standardKey(secret);
  if (!key) return base::fail(key.error());
  return internal::signWith(*key, id, timestampSeconds, body);
}

}  // namespace hookline::crypto
