#include "crypto/scrypt.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "crypto/openssl_handles.h"

namespace hookline::crypto::internal {
namespace {

constexpr int kLeastLog2N = 10;
constexpr int kMostLog2N = 20;
constexpr int kMostR = 16;
constexpr int kMostP = 4;
/// OpenSSL counts its working space beside the table of 128·N·r bytes.
constexpr std::uint64_t kMemoryLimit = kMostScryptBytes + std::uint64_t{1024} * 1024;

}  // namespace

bool isBearable(const ScryptCost& cost) {
  if (cost.log2N < kLeastLog2N || cost.log2N > kMostLog2N || cost.r < 1 || cost.r > kMostR || cost.p < 1 || cost.p > kMostP) return false;
  return (std::size_t{128} << static_cast<unsigned>(cost.log2N)) * static_cast<std::size_t>(cost.r) <= kMostScryptBytes;
}

base::Status checkNewPassphrase(std::string_view passphrase) {
  if (passphrase.size() < kLeastPassphraseBytes)
    return base::fail(base::Errc::kInvalid, "The passphrase is too short: it takes at least " + std::to_string(kLeastPassphraseBytes) +
                                                " characters, better five words or more.");
  if (passphrase.size() > kMostPassphraseBytes)
    return base::fail(base::Errc::kInvalid, "The passphrase is too long: it may have " + std::to_string(kMostPassphraseBytes) + " bytes.");
  return {};
}

base::Result<KeyBytes> keyFromPassphrase(std::string_view passphrase, std::string_view salt, const ScryptCost& cost) {
  std::string key(kKeyBytes, '\0');
  const WipeAtEnd wipe(key);
  const auto n = std::uint64_t{1} << static_cast<unsigned>(cost.log2N);
  const int worked = EVP_PBE_scrypt(passphrase.data(), passphrase.size(), bytesOf(salt), salt.size(), n, static_cast<std::uint64_t>(cost.r),
                                    static_cast<std::uint64_t>(cost.p), kMemoryLimit, bytesOf(key), key.size());
  if (worked == 1) return KeyBytes(key);
  ERR_clear_error();
  return base::fail(base::Errc::kUnavailable,
                    "The passphrase could not be turned into a key: there is not enough free memory (128 MiB are needed). Free some, then "
                    "try again.");
}

}  // namespace hookline::crypto::internal
