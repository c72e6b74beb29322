#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace hookline::crypto {

struct SelfSigned {
  std::string certificatePem;
  std::string keyPem;
};

/// A certificate for this computer alone (localhost, 127.0.0.1, ::1) that vouches for itself, good for a year from `now`. Who wants to talk
/// to what shows it must be told to trust it. P-256.
SelfSigned makeSelfSigned(std::string_view commonName, base::WallTime now);

/// Whether a PEM certificate can be read and is still good at `at`.
bool isGoodAt(std::string_view certificatePem, base::WallTime at);

/// SHA-256 of the first certificate in a PEM chain, 64 hex digits in lower case: what a client that trusts this one alone compares.
/// Nothing: it cannot be read.
std::optional<std::string> certificateFingerprint(std::string_view pemChain);

}  // namespace hookline::crypto
