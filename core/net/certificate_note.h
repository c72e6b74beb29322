#pragma once
#include <memory>
#include <optional>

#include "model/certificate_words.h"

// OpenSSL's own name, so that its headers stay out of this one.
struct ssl_ctx_st;

namespace hookline::net::internal {

/// What a handshake learns about a certificate that is out of date, before libcurl throws the handshake away. Shared with the TLS
/// context, so that a connection which outlives its transfer never writes to what is gone. Thread: the transport's.
class CertificateNote {
 public:
  /// Notes the first certificate of the chain that `context` refuses because of its dates. It refuses exactly what it refused before.
  /// False: OpenSSL has no memory, and nothing will be noted.
  static bool attach(ssl_ctx_st* context, std::shared_ptr<CertificateNote> note);

  std::optional<model::CertificateDate> date;
};

}  // namespace hookline::net::internal
