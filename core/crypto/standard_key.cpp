#include "crypto/standard_key.h"

#include "base/encoding.h"

namespace hookline::crypto::internal {
namespace {

constexpr std::size_t kEdKeyBytes = 32;
constexpr std::size_t kEdSignatureBytes = 64;

base::Result<StandardKey> macKey(std::string_view key) {
  StandardKey made;
  made.mac = keyedMac(key);
  made.canSign = true;
  return made;
}

base::Result<StandardKey> decodedMacKey(std::string_view text) {
  auto key = base::fromBase64(text);
  if (!key || key->empty())
    return base::fail(base::Errc::kInvalid,
                      "The secret begins with whsec_ but what follows is not base64, so it cannot sign in the Standard Webhooks "
                      "way. Rotate it to a generated one, or set signing to \"hookline\".");
  const WipeAtEnd wipe(*key);
  return macKey(*key);
}

base::Result<StandardKey> keyPair(std::string_view text) {
  auto pair = base::fromBase64(text);
  const auto fail = [] {
    return base::fail(base::Errc::kInvalid,
                      "The secret begins with whsk_ but what follows is not the base64 of an Ed25519 seed and its public key "
                      "(64 bytes). Copy it again from where it was made.");
  };
  if (!pair) return fail();
  const WipeAtEnd wipe(*pair);
  if (pair->size() != 2 * kEdKeyBytes) return fail();
  StandardKey made;
  made.ed25519.reset(EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, bytesOf(*pair), kEdKeyBytes));
  mustWork(made.ed25519 != nullptr, "Ed25519");
  // A public half that belongs to another seed would make signatures that nobody can verify.
  std::string derived(kEdKeyBytes, '\0');
  std::size_t length = derived.size();
  mustWork(EVP_PKEY_get_raw_public_key(made.ed25519.get(), bytesOf(derived), &length) == 1, "Ed25519");
  if (std::string_view(*pair).substr(kEdKeyBytes) != derived) return fail();
  made.canSign = true;
  return made;
}

base::Result<StandardKey> publicKey(std::string_view text) {
  const auto key = base::fromBase64(text);
  if (!key || key->size() != kEdKeyBytes)
    return base::fail(base::Errc::kInvalid,
                      "The key begins with whpk_ but what follows is not the base64 of an Ed25519 public key (32 bytes). Copy it "
                      "again from where it was made.");
  StandardKey made;
  made.ed25519.reset(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, bytesOf(*key), kEdKeyBytes));
  mustWork(made.ed25519 != nullptr, "Ed25519");
  return made;
}

std::string signWithPair(EVP_PKEY& key, std::string_view message) {
  const DigestContext context(EVP_MD_CTX_new());
  std::string signature(kEdSignatureBytes, '\0');
  std::size_t length = signature.size();
  mustWork(context != nullptr && EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, &key, nullptr) == 1 &&
               EVP_DigestSign(context.get(), bytesOf(signature), &length, bytesOf(message), message.size()) == 1 &&
               length == kEdSignatureBytes,
           "Ed25519");
  return signature;
}

}  // namespace

base::Result<StandardKey> standardKey(std::string_view secret) {
  constexpr std::string_view kShared = "whsec_";
  constexpr std::string_view kPair = "whsk_";
  constexpr std::string_view kPublic = "whpk_";
  if (secret.starts_with(kShared)) return decodedMacKey(secret.substr(kShared.size()));
  if (secret.starts_with(kPair)) return keyPair(secret.substr(kPair.size()));
  if (secret.starts_with(kPublic)) return publicKey(secret.substr(kPublic.size()));
  return macKey(secret);
}

std::string signedPrefix(std::string_view id, std::string_view timestamp) {
  std::string prefix;
  prefix.reserve(id.size() + timestamp.size() + 2);
  return prefix.append(id).append(".").append(timestamp).append(".");
}

std::string macOf(const EVP_MAC_CTX& keyed, std::string_view prefix, std::string_view body) {
  const MacContext mac(EVP_MAC_CTX_dup(&keyed));
  mustWork(mac != nullptr, "HMAC-SHA256");
  feedMac(*mac, prefix);
  feedMac(*mac, body);
  return finishMac(*mac);
}

base::Result<std::string> signWith(const StandardKey& key, std::string_view id, std::int64_t timestampSeconds, std::string_view body) {
  if (!key.canSign)
    return base::fail(base::Errc::kInvalid, "The secret begins with whpk_: a public key can verify but not sign. Give the whsk_ key.");
  std::string message = signedPrefix(id, std::to_string(timestampSeconds));
  if (key.mac) return "v1," + base::toBase64(macOf(*key.mac, message, body));
  message.append(body);  // Ed25519 reads its message twice, so it needs it in one piece
  return "v1a," + base::toBase64(signWithPair(*key.ed25519, message));
}

}  // namespace hookline::crypto::internal
