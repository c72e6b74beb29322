#include "crypto/self_signed.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <chrono>
#include <cstdint>

#include "base/encoding.h"
#include "crypto/openssl_handles.h"

namespace hookline::crypto {
namespace {

using internal::FreeWith;
using internal::mustWork;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;

std::time_t secondsOf(base::WallTime at) {
  return static_cast<std::time_t>(std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
}

std::string textOf(BIO& memory) {
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(&memory, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

/// Null: it cannot be read.
Certificate firstOf(std::string_view pemChain) {
  const Memory memory(BIO_new_mem_buf(pemChain.data(), static_cast<int>(pemChain.size())));
  return Certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
}

void addExtension(X509& certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  mustWork(extension && X509_add_ext(&certificate, extension.get(), -1) == 1, "a certificate's extension");
}

}  // namespace

SelfSigned makeSelfSigned(std::string_view commonName, base::WallTime now) {
  const internal::PrivateKey key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  mustWork(key && certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "a certificate");
  std::uint64_t serial = 0;
  mustWork(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "the random source");
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1U);
  const auto from = secondsOf(now - std::chrono::hours{1});
  const auto to = secondsOf(now + std::chrono::hours{24 * 365});
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), from);
  ASN1_TIME_set(X509_getm_notAfter(certificate.get()), to);
  auto* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, internal::bytesOf(commonName), static_cast<int>(commonName.size()), -1,
                             0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  addExtension(*certificate, NID_basic_constraints, "critical,CA:TRUE");
  addExtension(*certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
  mustWork(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "signing a certificate");
  const Memory certificateText(BIO_new(BIO_s_mem()));
  const Memory keyText(BIO_new(BIO_s_mem()));
  mustWork(PEM_write_bio_X509(certificateText.get(), certificate.get()) == 1 &&
               PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
           "writing a certificate");
  return {textOf(*certificateText), textOf(*keyText)};
}

bool isGoodAt(std::string_view certificatePem, base::WallTime at) {
  const auto certificate = firstOf(certificatePem);
  if (!certificate) return false;
  auto moment = secondsOf(at);
  return X509_cmp_time(X509_get0_notBefore(certificate.get()), &moment) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate.get()), &moment) > 0;
}

std::optional<std::string> certificateFingerprint(std::string_view pemChain) {
  const auto certificate = firstOf(pemChain);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1) return std::nullopt;
  return base::toHex({reinterpret_cast<const char*>(digest.data()), size});
}

}  // namespace hookline::crypto
