#pragma once
#include <string>

#include "base/time.h"

namespace hookline::client {

/// A certificate that is not trusted, for a person who may decide to trust it. The texts in it are the certificate's own.
struct SeenCertificate {
  std::string subject;
  std::string issuer;
  base::WallTime validFrom{};
  base::WallTime validUntil{};
  std::string sha256;  ///< fingerprint of the certificate, 64 hex digits in lower case
  std::string pinned;  ///< the fingerprint that was expected; empty: none was, and the system's authorities do not vouch for it
  std::string why;     ///< one sentence
};

}  // namespace hookline::client
