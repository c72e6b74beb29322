#include "net/tls_trust.h"

#include <curl/curl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <filesystem>

namespace hookline::net {
namespace {

struct BioFree {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct CertFree {
  void operator()(X509* cert) const { X509_free(cert); }
};
using Cert = std::unique_ptr<X509, CertFree>;

// As curl sets them: a chain may end at an intermediate or at a self-signed certificate that is itself in the store.
constexpr unsigned long kStoreFlags = X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN;

base::Result<std::vector<Cert>> readCerts(std::string_view pem) {
  const std::unique_ptr<BIO, BioFree> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<Cert> certs;
  ERR_clear_error();
  while (X509* cert = bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr) certs.emplace_back(cert);
  const auto error = ERR_peek_last_error();
  ERR_clear_error();
  const bool atEnd = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
  if (certs.empty() || !atEnd)
    return base::fail(base::Errc::kInvalid, "The extra authorities are no readable PEM certificates (-----BEGIN CERTIFICATE-----).");
  return certs;
}

std::string systemBundle() {
  const auto* info = curl_version_info(CURLVERSION_NOW);
  std::error_code error;
  if (info->cainfo != nullptr && std::filesystem::is_regular_file(info->cainfo, error)) return info->cainfo;
  return {};
}

}  // namespace

base::Status checkCaPem(std::string_view pem) {
  if (auto certs = readCerts(pem); !certs) return base::fail(certs.error());
  return {};
}

namespace internal {

void TlsTrust::StoreFree::operator()(x509_store_st* store) const { X509_STORE_free(store); }

TlsTrust::~TlsTrust() = default;

base::Result<std::unique_ptr<TlsTrust>> TlsTrust::create(const std::string& caBundle) {
  std::unique_ptr<TlsTrust> trust(new TlsTrust);
  trust->bundle_ = caBundle.empty() ? systemBundle() : caBundle;
  if (!caBundle.empty()) {
    // The system's file is read with the first TLS connection; one that a person named is proven at once.
    if (auto store = trust->systemStore(); !store) return base::fail(store.error());
  }
  return trust;
}

base::Result<x509_store_st*> TlsTrust::systemStore() {
  if (!system_) {
    auto store = readSystem();
    if (!store) return base::fail(store.error());
    system_ = std::move(*store);
  }
  return system_.get();
}

base::Result<TlsTrust::Store> TlsTrust::readSystem() const {
  Store store(X509_STORE_new());
  if (!store) return base::fail(base::Errc::kInternal, "OpenSSL is out of memory.");
  const bool read =
      bundle_.empty() ? X509_STORE_set_default_paths(store.get()) == 1 : X509_STORE_load_file(store.get(), bundle_.c_str()) == 1;
  ERR_clear_error();
  if (!read) return base::fail(base::Errc::kInvalid, "The file with trusted authorities, " + bundle_ + ", cannot be read as PEM.");
  X509_STORE_set_flags(store.get(), kStoreFlags);
  return store;
}

base::Result<TlsTrust::Store> TlsTrust::withExtra(const std::string& extraPem) {
  auto certs = readCerts(extraPem);
  if (!certs) return base::fail(certs.error());
  auto system = systemStore();
  if (!system) return base::fail(system.error());

  Store store(X509_STORE_new());
  if (!store) return base::fail(base::Errc::kInternal, "OpenSSL is out of memory.");
  // With a bundle all certificates are in memory already and are shared, not read again.
  if (bundle_.empty()) X509_STORE_set_default_paths(store.get());
  const auto* objects = X509_STORE_get0_objects(*system);
  for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
    if (X509* cert = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i))) X509_STORE_add_cert(store.get(), cert);
  }
  for (const auto& cert : *certs) X509_STORE_add_cert(store.get(), cert.get());
  X509_STORE_set_flags(store.get(), kStoreFlags);
  ERR_clear_error();
  return store;
}

base::Status TlsTrust::apply(ssl_ctx_st* context, const std::string& extraPem) {
  if (extraPem.empty()) {
    auto system = systemStore();
    if (!system) return base::fail(system.error());
    SSL_CTX_set1_cert_store(context, *system);
    return {};
  }
  auto found = withExtra_.find(extraPem);
  if (found == withExtra_.end()) {
    auto store = withExtra(extraPem);
    if (!store) return base::fail(store.error());
    if (withExtra_.size() >= kMaxStores) withExtra_.clear();  // running connections hold their own reference
    found = withExtra_.emplace(extraPem, std::move(*store)).first;
  }
  SSL_CTX_set1_cert_store(context, found->second.get());
  return {};
}

}  // namespace internal
}  // namespace hookline::net
