#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace hookline::crypto {

/// HMAC-SHA256, raw 32 bytes.
std::string hmacSha256(std::string_view key, std::string_view message);
/// SHA-256, raw 32 bytes.
std::string sha256(std::string_view message);
/// Whether both are the same bytes, in time that depends on the lengths alone.
bool equalConstantTime(std::string_view a, std::string_view b);
/// `count` bytes from the system's secure source.
std::string randomBytes(std::size_t count);

/// "whsec_" + base64 of 32 random bytes (interfaces.md §3).
std::string generateSecret();

/// The guide's scheme: "sha256=" + hex HMAC-SHA256(secret's UTF-8 bytes, body). interfaces.md §4.
std::string signGuide(std::string_view secret, std::string_view body);

/// Standard Webhooks: one "v1,…" (HMAC; `whsec_` secrets use their base64 part as key, any other its UTF-8 bytes) or
/// "v1a,…" (Ed25519, `whsk_` + base64 of seed and public key). `timestampSeconds` is the attempt's.
/// Errors: kInvalid when a prefixed secret cannot be decoded; the message never holds it.
base::Result<std::string> signStandard(std::string_view secret, std::string_view id, std::int64_t timestampSeconds, std::string_view body);

/// What a receiver found. The text is for a person ("timestamp is 412 s old, 300 allowed").
struct Verification {
  bool valid = false;
  std::string reason;
};

/// Verifies the guide's header value against the exact bytes: length first, then constant time.
Verification verifyGuide(std::string_view secret, std::string_view headerValue, std::string_view body);

/// Verifies a Standard Webhooks header: any of several space-separated signatures, unknown versions ignored, tolerance ±300 s.
/// `secret`: whsec_…, plain text, or whpk_/whsk_ for Ed25519.
Verification verifyStandard(std::string_view secret, std::string_view id, std::string_view timestamp, std::string_view headerValue,
                            std::string_view body, base::WallTime now);

}  // namespace hookline::crypto
