#include "crypto/sealed_box.h"

#include <algorithm>
#include <limits>

#include "crypto/openssl_handles.h"
#include "crypto/signature.h"

namespace hookline::crypto::internal {
namespace {

/// Fetched once and kept, as the digests are: a constant that all threads may use.
const EVP_CIPHER* aes256Gcm() {
  static const EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return algorithm;
}

/// OpenSSL counts in int; nothing that is sealed (a token, a key in PEM) comes near.
int lengthOf(std::string_view text) {
  mustWork(text.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()), "AES-256-GCM over 2 GiB");
  return static_cast<int>(text.size());
}

}  // namespace

KeyBytes::KeyBytes(std::string_view bytes) {
  mustWork(bytes.size() == kKeyBytes, "AES-256 with a key of another length");
  std::copy(bytes.begin(), bytes.end(), bytes_.begin());
}
KeyBytes::KeyBytes(KeyBytes&& other) noexcept : bytes_(other.bytes_) { OPENSSL_cleanse(other.bytes_.data(), other.bytes_.size()); }
KeyBytes::~KeyBytes() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

std::string sealBox(const KeyBytes& key, std::string_view associated, std::string_view plain) {
  std::string box = randomBytes(kNonceBytes);
  box.resize(kNonceBytes + plain.size() + kTagBytes);
  const CipherContext context(EVP_CIPHER_CTX_new());
  EVP_CIPHER_CTX* const gcm = context.get();
  unsigned char* const cipher = bytesOf(box) + kNonceBytes;
  int length = 0;
  const bool worked = gcm != nullptr && EVP_EncryptInit_ex2(gcm, aes256Gcm(), key.data(), bytesOf(box), nullptr) == 1 &&
                      EVP_EncryptUpdate(gcm, nullptr, &length, bytesOf(associated), lengthOf(associated)) == 1 &&
                      (plain.empty() || EVP_EncryptUpdate(gcm, cipher, &length, bytesOf(plain), lengthOf(plain)) == 1) &&
                      EVP_EncryptFinal_ex(gcm, cipher + plain.size(), &length) == 1 &&
                      EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagBytes), cipher + plain.size()) == 1;
  mustWork(worked, "AES-256-GCM");
  return box;
}

std::optional<std::string> openBox(const KeyBytes& key, std::string_view associated, std::string_view box) {
  if (box.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const auto nonce = box.substr(0, kNonceBytes);
  const auto cipher = box.substr(kNonceBytes, box.size() - kNonceBytes - kTagBytes);
  std::string tag(box.substr(box.size() - kTagBytes));
  std::string plain(cipher.size(), '\0');
  const CipherContext context(EVP_CIPHER_CTX_new());
  EVP_CIPHER_CTX* const gcm = context.get();
  int length = 0;
  unsigned char rest[kTagBytes];
  const bool worked = gcm != nullptr && EVP_DecryptInit_ex2(gcm, aes256Gcm(), key.data(), bytesOf(nonce), nullptr) == 1 &&
                      EVP_DecryptUpdate(gcm, nullptr, &length, bytesOf(associated), lengthOf(associated)) == 1 &&
                      (cipher.empty() || EVP_DecryptUpdate(gcm, bytesOf(plain), &length, bytesOf(cipher), lengthOf(cipher)) == 1) &&
                      EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1;
  mustWork(worked, "AES-256-GCM");
  if (EVP_DecryptFinal_ex(gcm, rest, &length) == 1) return plain;
  OPENSSL_cleanse(plain.data(), plain.size());  // what did not pass its check is nobody's to see
  return std::nullopt;
}

}  // namespace hookline::crypto::internal
