#include "net/certificate_check.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <optional>

#include "net/server_tls.h"

namespace hookline::net {
namespace {

base::WallTime endOf(const X509& certificate, base::WallTime now) {
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(&certificate));
  return now + base::Millis{(static_cast<std::int64_t>(days) * 24 * 3600 + seconds) * 1000};
}

}  // namespace

base::Result<base::WallTime> certificateEnd(const std::string& certFile, const std::string& keyFile) {
  const auto tls = internal::makeServerTls(certFile, keyFile);
  if (!tls) return base::fail(tls.error());
  const auto now = base::SystemClock().now().wall;
  SSL_CTX* handle = (*tls)->native_handle();
  STACK_OF(X509)* above = nullptr;
  SSL_CTX_get0_chain_certs(handle, &above);
  auto first = endOf(*SSL_CTX_get0_certificate(handle), now);
  for (int i = 0; i < sk_X509_num(above); ++i) first = std::min(first, endOf(*sk_X509_value(above, i), now));
  return first;
}

std::string transportLibraries() { return curl_version(); }

}  // namespace hookline::net
