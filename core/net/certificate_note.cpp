#include "net/certificate_note.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <ctime>
#include <utility>

namespace hookline::net::internal {
namespace {

using Shared = std::shared_ptr<CertificateNote>;

void freeShared(void*, void* kept, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<Shared*>(kept); }

/// Where OpenSSL keeps a context's note; -1: it has no memory.
int noteIndex() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &freeShared);
  return index;
}

std::optional<base::WallTime> timeOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year{parts.tm_year + 1900},
                                        std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)},
                                        std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  if (!day.ok()) return std::nullopt;
  return base::WallTime{std::chrono::sys_days{day}} + std::chrono::hours{parts.tm_hour} + std::chrono::minutes{parts.tm_min} +
         std::chrono::seconds{parts.tm_sec};
}

std::optional<model::CertificateDate> readDate(X509_STORE_CTX* store) {
  const int error = X509_STORE_CTX_get_error(store);
  if (error != X509_V_ERR_CERT_HAS_EXPIRED && error != X509_V_ERR_CERT_NOT_YET_VALID) return std::nullopt;
  const X509* cert = X509_STORE_CTX_get_current_cert(store);
  if (cert == nullptr) return std::nullopt;
  const bool expired = error == X509_V_ERR_CERT_HAS_EXPIRED;
  const auto at = timeOf(expired ? X509_get0_notAfter(cert) : X509_get0_notBefore(cert));
  if (!at) return std::nullopt;
  using Fault = model::CertificateDate::Fault;
  return model::CertificateDate{expired ? Fault::kExpired : Fault::kNotYetValid, X509_STORE_CTX_get_error_depth(store) > 0, *at};
}

/// Called for each certificate of a chain; `good` is OpenSSL's own judgement, which stands.
int onVerify(int good, X509_STORE_CTX* store) {
  if (good == 1) return good;
  const auto* ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  const auto* kept = ssl != nullptr ? static_cast<const Shared*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), noteIndex())) : nullptr;
  if (kept != nullptr && !(*kept)->date) (*kept)->date = readDate(store);
  return good;
}

}  // namespace

bool CertificateNote::attach(ssl_ctx_st* context, std::shared_ptr<CertificateNote> note) {
  auto kept = std::make_unique<Shared>(std::move(note));
  if (noteIndex() < 0 || SSL_CTX_set_ex_data(context, noteIndex(), kept.get()) != 1) return false;
  kept.release();  // freeShared's now
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, &onVerify);
  return true;
}

}  // namespace hookline::net::internal
