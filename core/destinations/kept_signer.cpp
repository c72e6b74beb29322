#include "destinations/kept_signer.h"

#include "crypto/signer.h"

namespace hookline::destinations {

KeptSigner::KeptSigner() = default;
KeptSigner::~KeptSigner() = default;

const crypto::Signer& KeptSigner::of(const std::string& secret) {
  if (!signer_ || secret_ != secret) {
    signer_ = std::make_unique<const crypto::Signer>(secret);
    secret_ = secret;
  }
  return *signer_;
}

}  // namespace hookline::destinations
