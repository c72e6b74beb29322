#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace hookline::crypto {

/// RS256 (RFC 7518 §3.3): RSASSA-PKCS1-v1_5 with SHA-256 over `message`; the raw signature. `privateKeyPem` holds an RSA key of at least
/// 2048 bits in PEM without a passphrase, PKCS#1 or PKCS#8; its line ends may have become spaces or been lost.
/// Errors: kInvalid with a sentence for a person, which never holds the key. Thread: any.
base::Result<std::string> signRs256(std::string_view privateKeyPem, std::string_view message);

}  // namespace hookline::crypto
