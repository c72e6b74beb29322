#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace hookline::crypto::internal {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

/// A key of AES-256 that is wiped when it goes or has moved on. `bytes` has kKeyBytes.
class KeyBytes {
 public:
  explicit KeyBytes(std::string_view bytes);
  KeyBytes(KeyBytes&& other) noexcept;
  KeyBytes& operator=(KeyBytes&&) = delete;
  KeyBytes(const KeyBytes&) = delete;
  KeyBytes& operator=(const KeyBytes&) = delete;
  ~KeyBytes();
  const unsigned char* data() const { return bytes_.data(); }

 private:
  std::array<unsigned char, kKeyBytes> bytes_{};
};

/// AES-256-GCM: 12-byte nonce, ciphertext, 16-byte tag. The nonce is random, which one key bears for 2^32 calls (NIST SP 800-38D
/// §8.3). `associated` is not in the result and must be the same at opening.
std::string sealBox(const KeyBytes& key, std::string_view associated, std::string_view plain);

/// Nullopt when anything differs from what was sealed: a bit, the key, `associated`.
std::optional<std::string> openBox(const KeyBytes& key, std::string_view associated, std::string_view box);

}  // namespace hookline::crypto::internal
