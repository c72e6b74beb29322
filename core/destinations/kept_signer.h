#pragma once
#include <memory>
#include <string>

namespace hookline::crypto {
class Signer;
}

namespace hookline::destinations {

/// The prepared key of one webhook's secret, kept from one request to the next: preparing it costs as much as signing a small body.
/// Holds key material for its life. Thread: one.
class KeptSigner {
 public:
  KeptSigner();
  KeptSigner(const KeptSigner&) = delete;
  KeptSigner& operator=(const KeptSigner&) = delete;
  ~KeptSigner();

  /// Prepared anew when the secret is another one than the last time. The reference holds until the next call.
  const crypto::Signer& of(const std::string& secret);

 private:
  std::string secret_;
  std::unique_ptr<const crypto::Signer> signer_;
};

}  // namespace hookline::destinations
