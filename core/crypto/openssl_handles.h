#pragma once
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace hookline::crypto::internal {

// Handles of OpenSSL that free themselves.
template <auto Free>
struct FreeWith {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeWith<EVP_MAC_CTX_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<EVP_CIPHER_CTX_free>>;

constexpr std::size_t kHashBytes = 32;

/// A HMAC-SHA256 that has absorbed `key` and waits for its message.
MacContext keyedMac(std::string_view key);
/// Ends a MAC: its 32 bytes.
std::string finishMac(EVP_MAC_CTX& mac);
void feedMac(EVP_MAC_CTX& mac, std::string_view bytes);

/// For calls that fail only when memory is out or the library is broken (no SHA-256, no random source). There is no answer that
/// would not be a weak one, so the process ends with a sentence on stderr.
void mustWork(bool worked, const char* what);

inline const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
inline unsigned char* bytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// Overwrites a secret text when the scope ends. Its place in memory must not have moved meanwhile.
class WipeAtEnd {
 public:
  explicit WipeAtEnd(std::string& text) : text_(text) {}
  WipeAtEnd(const WipeAtEnd&) = delete;
  WipeAtEnd& operator=(const WipeAtEnd&) = delete;
  ~WipeAtEnd() { OPENSSL_cleanse(text_.data(), text_.size()); }

 private:
  std::string& text_;
};

}  // namespace hookline::crypto::internal
