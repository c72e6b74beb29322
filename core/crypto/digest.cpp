#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>
#include <limits>

#include "crypto/openssl_handles.h"
#include "crypto/signature.h"

namespace hookline::crypto {
namespace internal {
namespace {

// Looking an algorithm up by name costs more than hashing an event, and a fetched one never changes and may be used by all
// threads: each is fetched once, by the first call, and kept for the life of the process. These are constants, not state.

const EVP_MD* sha256Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

/// A HMAC that knows its digest and no key yet: a copy takes a key without looking the digest up again.
const EVP_MAC_CTX* unkeyedMac() {
  static const EVP_MAC_CTX* const context = [] {
    EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* made = EVP_MAC_CTX_new(algorithm);
    EVP_MAC_free(algorithm);
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
    mustWork(made != nullptr && EVP_MAC_CTX_set_params(made, parameters) == 1, "HMAC-SHA256");
    return made;
  }();
  return context;
}

}  // namespace

void mustWork(bool worked, const char* what) {
  if (worked) return;
  std::fprintf(stderr, "hookline: OpenSSL cannot do %s; its installation is broken or memory is out\n", what);
  std::abort();
}

MacContext keyedMac(std::string_view key) {
  MacContext mac(EVP_MAC_CTX_dup(unkeyedMac()));
  // An empty key is a key; a null pointer would mean "the one from before".
  const unsigned char* bytes = key.empty() ? bytesOf("") : bytesOf(key);
  mustWork(mac != nullptr && EVP_MAC_init(mac.get(), bytes, key.size(), nullptr) == 1, "HMAC-SHA256");
  return mac;
}

void feedMac(EVP_MAC_CTX& mac, std::string_view bytes) { mustWork(EVP_MAC_update(&mac, bytesOf(bytes), bytes.size()) == 1, "HMAC-SHA256"); }

std::string finishMac(EVP_MAC_CTX& mac) {
  std::string hash(kHashBytes, '\0');
  std::size_t length = 0;
  mustWork(EVP_MAC_final(&mac, bytesOf(hash), &length, hash.size()) == 1 && length == kHashBytes, "HMAC-SHA256");
  return hash;
}

}  // namespace internal

std::string hmacSha256(std::string_view key, std::string_view message) {
  const auto mac = internal::keyedMac(key);
  internal::feedMac(*mac, message);
  return internal::finishMac(*mac);
}

std::string sha256(std::string_view message) {
  std::string hash(internal::kHashBytes, '\0');
  unsigned int length = 0;
  const int worked = EVP_Digest(message.data(), message.size(), internal::bytesOf(hash), &length, internal::sha256Algorithm(), nullptr);
  internal::mustWork(worked == 1 && length == internal::kHashBytes, "SHA-256");
  return hash;
}

bool equalConstantTime(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string randomBytes(std::size_t count) {
  std::string bytes(count, '\0');
  internal::mustWork(count <= std::numeric_limits<int>::max() && RAND_bytes(internal::bytesOf(bytes), static_cast<int>(count)) == 1,
                     "random numbers");
  return bytes;
}

}  // namespace hookline::crypto
