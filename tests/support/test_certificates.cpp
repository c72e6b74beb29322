#include "support/test_certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace hookline::testing {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* cert) const { X509_free(cert); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Cert = std::unique_ptr<X509, Free>;

void need(bool good) {
  if (!good) throw std::runtime_error("OpenSSL could not make a test certificate");
}

std::string text(BIO* bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string certPem(X509* cert) {
  const std::unique_ptr<BIO, Free> bio(BIO_new(BIO_s_mem()));
  need(PEM_write_bio_X509(bio.get(), cert) == 1);
  return text(bio.get());
}

std::string keyPem(EVP_PKEY* key) {
  const std::unique_ptr<BIO, Free> bio(BIO_new(BIO_s_mem()));
  need(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return text(bio.get());
}

void addExtension(X509* cert, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  need(extension && X509_add_ext(cert, extension.get(), -1) == 1);
}

Cert newCert(EVP_PKEY* key, const std::string& name, long serial, long from, long to) {
  Cert cert(X509_new());
  need(cert && X509_set_version(cert.get(), X509_VERSION_3) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(cert.get()), from);
  X509_gmtime_adj(X509_getm_notAfter(cert.get()), to);
  X509_set_pubkey(cert.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(cert.get()), "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()),
                             -1, -1, 0);
  return cert;
}

}  // namespace

struct TestAuthority::Impl {
  Key key;
  Cert cert;
};

TestAuthority::TestAuthority(const std::string& name) : impl_(std::make_unique<Impl>()) {
  impl_->key.reset(EVP_EC_gen("P-256"));
  impl_->cert = newCert(impl_->key.get(), name, 1, -7200, 7200);
  auto* cert = impl_->cert.get();
  X509_set_issuer_name(cert, X509_get_subject_name(cert));
  addExtension(cert, cert, NID_basic_constraints, "critical,CA:TRUE");
  addExtension(cert, cert, NID_key_usage, "critical,keyCertSign");
  need(X509_sign(cert, impl_->key.get(), EVP_sha256()) > 0);
}

TestAuthority::~TestAuthority() = default;

std::string TestAuthority::pem() const { return certPem(impl_->cert.get()); }

TlsIdentity TestAuthority::itself() const { return {pem(), keyPem(impl_->key.get())}; }

TlsIdentity TestAuthority::issue(const Certificate& wanted) const {
  const Key key(EVP_EC_gen("P-256"));
  const auto cert = newCert(key.get(), "test receiver", 2, wanted.validFromSeconds, wanted.validToSeconds);
  X509_set_issuer_name(cert.get(), X509_get_subject_name(impl_->cert.get()));
  addExtension(cert.get(), impl_->cert.get(), NID_subject_alt_name, wanted.subjectAltName.c_str());
  need(X509_sign(cert.get(), impl_->key.get(), EVP_sha256()) > 0);

  return {certPem(cert.get()), keyPem(key.get())};
}

}  // namespace hookline::testing
