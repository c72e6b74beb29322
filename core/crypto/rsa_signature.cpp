#include "crypto/rsa_signature.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>

#include "crypto/openssl_handles.h"

namespace hookline::crypto {
namespace {

constexpr int kLeastRsaBits = 2048;
constexpr std::size_t kPemLine = 64;

using Bio = std::unique_ptr<BIO, internal::FreeWith<BIO_free>>;

/// With its lines as PEM wants them: a form of one line has none. What is no PEM comes back as it is.
std::string relined(std::string_view pem) {
  constexpr std::string_view kDashes = "-----";
  const auto begin = pem.find("-----BEGIN ");
  const auto headEnd = begin == std::string_view::npos ? begin : pem.find(kDashes, begin + kDashes.size());
  const auto end = headEnd == std::string_view::npos ? headEnd : pem.find("-----END ", headEnd);
  const auto tailEnd = end == std::string_view::npos ? end : pem.find(kDashes, end + kDashes.size());
  if (tailEnd == std::string_view::npos) return std::string(pem);
  std::string out(pem.substr(begin, headEnd + kDashes.size() - begin));
  std::size_t column = kPemLine;
  for (const char c : pem.substr(headEnd + kDashes.size(), end - headEnd - kDashes.size())) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (column == kPemLine) {
      out += '\n';
      column = 0;
    }
    out += c;
    ++column;
  }
  return out.append("\n").append(pem.substr(end, tailEnd + kDashes.size() - end)).append("\n");
}

/// Instead of asking for a passphrase on the terminal.
int noPassphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*unused*/) { return -1; }

internal::PrivateKey readKey(std::string_view privateKeyPem) {
  auto pem = relined(privateKeyPem);
  const internal::WipeAtEnd wipe(pem);
  const Bio source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  internal::mustWork(source != nullptr, "PEM");
  internal::PrivateKey key(PEM_read_bio_PrivateKey(source.get(), nullptr, noPassphrase, nullptr));
  ERR_clear_error();
  return key;
}

}  // namespace

base::Result<std::string> signRs256(std::string_view privateKeyPem, std::string_view message) {
  const auto key = readKey(privateKeyPem);
  if (!key)
    return base::fail(base::Errc::kInvalid,
                      "The private key cannot be read. Give the whole PEM text, from -----BEGIN to -----END, without a passphrase.");
  if (EVP_PKEY_is_a(key.get(), "RSA") != 1)
    return base::fail(base::Errc::kInvalid, "The private key is not an RSA key. Make one: openssl genrsa 2048");
  if (EVP_PKEY_get_bits(key.get()) < kLeastRsaBits)
    return base::fail(base::Errc::kInvalid, "The private key has fewer than 2048 bits. Make a longer one: openssl genrsa 2048");
  const internal::DigestContext context(EVP_MD_CTX_new());
  std::size_t length = 0;
  internal::mustWork(context != nullptr &&
                         EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key.get(), nullptr) == 1 &&
                         EVP_DigestSign(context.get(), nullptr, &length, internal::bytesOf(message), message.size()) == 1,
                     "RSA signatures");
  std::string signature(length, '\0');
  internal::mustWork(EVP_DigestSign(context.get(), internal::bytesOf(signature), &length, internal::bytesOf(message), message.size()) == 1,
                     "RSA signatures");
  signature.resize(length);
  return signature;
}

}  // namespace hookline::crypto
