#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace hookline::crypto {

/// A fresh API token `hl_<kid>_<secret>_<check>`: letters and digits only between the underscores; `secret` carries 32 random
/// bytes, `check` is the CRC-32 of what stands before it, so that a typing mistake is told from a wrong token (delivery.md §5).
struct NewToken {
  std::string text;  ///< shown once, never stored
  std::string kid;   ///< the public part that finds the row
  std::string hash;  ///< SHA-256 of the text, raw: what is stored
};
NewToken generateToken();

/// The kid of a well-formed token. Errors: kUnauthorized (the message says "not a Hookline token" or "mistyped").
base::Result<std::string> tokenKid(std::string_view text);
/// Constant-time comparison with the stored hash.
bool tokenMatches(std::string_view text, std::string_view storedHash);

}  // namespace hookline::crypto
