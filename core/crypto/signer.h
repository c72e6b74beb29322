#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace hookline::crypto {

/// One secret, decoded once and kept ready, for who signs many messages with it: about half the cost of the free functions in
/// signature.h, and the same results. Holds key material for its life and wipes it. Thread: any, const calls may run at once.
class Signer {
 public:
  /// Never fails: a secret that suits one scheme only is refused by the other's call.
  explicit Signer(std::string_view secret);
  Signer(Signer&&) noexcept;
  Signer& operator=(Signer&&) noexcept;
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;
  ~Signer();

  /// As signGuide().
  std::string guide(std::string_view body) const;
  /// As signStandard().
  base::Result<std::string> standard(std::string_view id, std::int64_t timestampSeconds, std::string_view body) const;

 private:
  struct Keys;
  std::unique_ptr<const Keys> keys_;
};

}  // namespace hookline::crypto
