#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/openssl_handles.h"

namespace hookline::crypto::internal {

/// What a secret means to Standard Webhooks: a HMAC that has absorbed the key, or one half or both of an Ed25519 pair.
struct StandardKey {
  MacContext mac;      ///< set for whsec_ and plain secrets
  PrivateKey ed25519;  ///< set for whsk_ (can sign and verify) and whpk_ (can verify)
  bool canSign = false;
};

/// `whsec_` + base64 of 1 byte or more, `whsk_` + base64 of 32 bytes of seed and 32 of the public key that belongs to it, `whpk_` +
/// base64 of the public key, or any other text as its UTF-8 bytes. Errors: kInvalid; the message never holds the secret.
base::Result<StandardKey> standardKey(std::string_view secret);

/// "id.timestamp." : what stands before the body in the signed bytes.
std::string signedPrefix(std::string_view id, std::string_view timestamp);

/// The MAC of prefix and body under a keyed HMAC, which stays as it is.
std::string macOf(const EVP_MAC_CTX& keyed, std::string_view prefix, std::string_view body);

/// One "v1,…" or "v1a,…". Errors: kInvalid when the key can only verify.
base::Result<std::string> signWith(const StandardKey& key, std::string_view id, std::int64_t timestampSeconds, std::string_view body);

}  // namespace hookline::crypto::internal
