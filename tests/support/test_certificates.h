#pragma once
#include <memory>
#include <string>

#include "support/raw_receiver.h"

namespace hookline::testing {

/// A certificate authority made for one test; nothing it signs is believed outside of it.
class TestAuthority {
 public:
  explicit TestAuthority(const std::string& name);
  ~TestAuthority();
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  /// The authority's own certificate.
  std::string pem() const;

  struct Certificate {
    std::string subjectAltName = "IP:127.0.0.1,IP:::1,DNS:localhost";  ///< as OpenSSL's configuration writes it
    long validFromSeconds = -3600;                                     ///< relative to now
    long validToSeconds = 3600;
  };
  TlsIdentity issue(const Certificate& wanted) const;
  TlsIdentity issue() const { return issue(Certificate{}); }
  /// Its own certificate, shown as if it were a receiver's.
  TlsIdentity itself() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::testing
