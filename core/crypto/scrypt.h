#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/sealed_box.h"

namespace hookline::crypto::internal {

/// What a passphrase costs to try (RFC 7914). The default takes about 0.3 s and 128 MiB.
struct ScryptCost {
  int log2N = 17;
  int r = 8;
  int p = 1;
  bool operator==(const ScryptCost&) const = default;
};

constexpr std::size_t kSaltBytes = 16;
/// Of memory that parameters read from outside may ask for: 128·N·r bytes.
constexpr std::size_t kMostScryptBytes = 256 * 1024 * 1024;
/// Below that a passphrase is guessed in no time, whatever it costs to try one.
constexpr std::size_t kLeastPassphraseBytes = 8;
constexpr std::size_t kMostPassphraseBytes = 4096;

/// Whether parameters that were read from outside are ones to follow: N from 2^10, within kMostScryptBytes, p at most 4.
bool isBearable(const ScryptCost& cost);

/// Whether a passphrase may protect something new. Errors: kInvalid with a sentence that never holds it.
base::Status checkNewPassphrase(std::string_view passphrase);

/// Blocks for as long as the cost takes. `cost` is bearable. Errors: kUnavailable (not enough memory).
base::Result<KeyBytes> keyFromPassphrase(std::string_view passphrase, std::string_view salt, const ScryptCost& cost);

}  // namespace hookline::crypto::internal
