#include <charconv>
#include <optional>

#include "base/encoding.h"
#include "crypto/openssl_handles.h"
#include "crypto/signature.h"
#include "crypto/standard_key.h"

namespace hookline::crypto {
namespace {

constexpr std::int64_t kToleranceSeconds = 300;
/// Checking an Ed25519 signature costs a tenth of a millisecond: a header full of them must not become work without end.
constexpr std::size_t kMaxSignatures = 16;
constexpr std::size_t kMaxTimestampDigits = 12;
constexpr std::size_t kEdSignatureCharacters = 88;  ///< 64 bytes in base64

Verification refuse(std::string reason) { return {false, std::move(reason)}; }

std::optional<std::int64_t> parseSeconds(std::string_view text) {
  if (text.empty() || text.size() > kMaxTimestampDigits || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return seconds;
}

/// Empty when `timestamp` is close enough to `now`, otherwise why not.
std::string timestampFault(std::string_view timestamp, base::WallTime now) {
  const auto seconds = parseSeconds(timestamp);
  if (!seconds) return "webhook-timestamp is not a number of seconds since 1970: " + base::printable(timestamp, 40);
  const std::int64_t age = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() - *seconds;
  const std::string allowed = ", " + std::to_string(kToleranceSeconds) + " allowed";
  if (age > kToleranceSeconds) return "timestamp is " + std::to_string(age) + " s old" + allowed;
  if (age < -kToleranceSeconds) return "timestamp is " + std::to_string(-age) + " s in the future" + allowed;
  return {};
}

bool verifyPair(EVP_PKEY& key, std::string_view signature, std::string_view message) {
  const internal::DigestContext context(EVP_MD_CTX_new());
  internal::mustWork(context != nullptr && EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, &key, nullptr) == 1,
                     "Ed25519");
  return EVP_DigestVerify(context.get(), internal::bytesOf(signature), signature.size(), internal::bytesOf(message), message.size()) == 1;
}

/// One received signature against one key and one message.
class StandardCheck {
 public:
  StandardCheck(const internal::StandardKey& key, std::string_view prefix, std::string_view body) : key_(key) {
    if (key.mac)
      expected_ = base::toBase64(internal::macOf(*key.mac, prefix, body));
    else
      message_.append(prefix).append(body);
  }
  std::string_view version() const { return key_.mac ? "v1" : "v1a"; }
  bool matches(std::string_view signature) const {
    if (key_.mac) return equalConstantTime(signature, expected_);
    if (signature.size() != kEdSignatureCharacters) return false;
    const auto raw = base::fromBase64(signature);
    return raw && verifyPair(*key_.ed25519, *raw, message_);
  }

 private:
  const internal::StandardKey& key_;
  std::string expected_;
  std::string message_;
};

Verification checkAll(const StandardCheck& check, std::string_view header) {
  std::size_t seen = 0;
  std::size_t known = 0;
  while (!header.empty()) {
    const auto space = header.find(' ');
    const std::string_view one = header.substr(0, space);
    header.remove_prefix(space == std::string_view::npos ? header.size() : space + 1);
    if (one.empty()) continue;
    if (++seen > kMaxSignatures)
      return refuse("webhook-signature holds more than " + std::to_string(kMaxSignatures) + " signatures and none of the first matches");
    const auto comma = one.find(',');
    if (comma == std::string_view::npos || one.substr(0, comma) != check.version()) continue;
    ++known;
    if (check.matches(one.substr(comma + 1))) return {true, "signature is valid"};
  }
  const std::string version(check.version());
  if (known == 0) return refuse("webhook-signature holds no " + version + " signature, which is what this secret checks");
  return refuse("no " + version + " signature matches: another secret, or the body was changed on its way");
}

}  // namespace

Verification verifyGuide(std::string_view secret, std::string_view headerValue, std::string_view body) {
  constexpr std::string_view kScheme = "sha256=";
  if (headerValue.empty()) return refuse("X-Webhook-Signature is missing");
  if (!headerValue.starts_with(kScheme)) return refuse("X-Webhook-Signature does not begin with sha256=");
  const std::string expected = signGuide(secret, body);
  if (headerValue.size() != expected.size())
    return refuse("X-Webhook-Signature has " + std::to_string(headerValue.size() - kScheme.size()) +
                  " characters after sha256=, 64 belong there");
  if (!equalConstantTime(headerValue, expected))
    return refuse("signature does not match: another secret, or the body was changed on its way");
  return {true, "signature is valid"};
}

Verification verifyStandard(std::string_view secret, std::string_view id, std::string_view timestamp, std::string_view headerValue,
                            std::string_view body, base::WallTime now) {
  if (id.empty()) return refuse("webhook-id is missing");
  if (timestamp.empty()) return refuse("webhook-timestamp is missing");
  if (headerValue.empty()) return refuse("webhook-signature is missing");
  const auto key = internal::standardKey(secret);
  if (!key) return refuse(key.error().message);
  if (auto fault = timestampFault(timestamp, now); !fault.empty()) return refuse(std::move(fault));
  return checkAll(StandardCheck(*key, internal::signedPrefix(id, timestamp), body), headerValue);
}

}  // namespace hookline::crypto
