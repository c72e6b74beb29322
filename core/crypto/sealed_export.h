#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace hookline::crypto {

// A configuration with its secrets as one file of text that a passphrase opens, on any machine and with any later Hookline:
//
//   Hookline sealed export 1
//   scrypt n=131072 r=8 p=1 salt=<base64 of 16 bytes>
//   aes-256-gcm nonce=<base64 of 12 bytes>
//
//   <base64 of ciphertext and tag, 76 characters a line>
//
// The lines above the body are authenticated with it. There is exactly one spelling of a file, so any change is seen.

/// Blocks for about 0.3 s and takes 128 MiB meanwhile. Errors: kInvalid (passphrase too short or too long, `plain` over
/// kMaxExportBytes), kUnavailable (no memory). No message holds the passphrase.
base::Result<std::string> sealExport(std::string_view passphrase, std::string_view plain);

/// Whether a file's text begins as a sealed export does, of whatever version.
bool isSealedExport(std::string_view text);

/// What sealExport was given. Errors: kInvalid (no sealed export), kNewerVersion, kCorrupt (cut, changed, or with parameters that are
/// not to be followed), kLocked (wrong passphrase, or a change that only the key tells), kUnavailable (no memory).
base::Result<std::string> openExport(std::string_view passphrase, std::string_view text);

inline constexpr std::size_t kMaxExportBytes = 64 * 1024 * 1024;

namespace internal {
struct ScryptCost;
/// sealExport at another cost, for tests that open a file many times.
base::Result<std::string> sealExportAt(const ScryptCost& cost, std::string_view passphrase, std::string_view plain);
}  // namespace internal

}  // namespace hookline::crypto
