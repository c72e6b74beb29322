#include "crypto/signer.h"

#include <utility>

#include "base/encoding.h"
#include "crypto/standard_key.h"

namespace hookline::crypto {
struct Signer::Keys {
  internal::MacContext guide;
  base::Result<internal::StandardKey> standard;
};

Signer::Signer(std::string_view secret) : keys_(new Keys{internal::keyedMac(secret), internal::standardKey(secret)}) {}
Signer::Signer(Signer&&) noexcept = default;
Signer& Signer::operator=(Signer&&) noexcept = default;
Signer::~Signer() = default;

std::string Signer::guide(std::string_view body) const { return "sha256=" + base::toHex(internal::macOf(*keys_->guide, {}, body)); }

base::Result<std::string> Signer::standard(std::string_view id, std::int64_t timestampSeconds, std::string_view body) const {
  if (!keys_->standard) return base::fail(keys_->standard.error());
  return internal::signWith(*keys_->standard, id, timestampSeconds, body);
}

}  // namespace hookline::crypto
