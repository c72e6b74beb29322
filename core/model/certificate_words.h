#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace hookline::model {

/// What is wrong with the dates of a certificate that a receiver showed.
struct CertificateDate {
  enum class Fault { kExpired, kNotYetValid };
  Fault fault = Fault::kExpired;
  bool ofIssuer = false;  ///< not the receiver's own certificate but one that vouches for it
  base::WallTime at{};    ///< valid until, or from, this moment
};

/// "The receiver's certificate expired on 3 May 2026.", by UTC. This is what an exchange with NetFault::kCertificateExpired has as its
/// text when the date is known, so that it is kept with the attempt.
std::string certificateDateText(const CertificateDate& date);
/// Which fault such a text tells of; nothing for any other text.
std::optional<CertificateDate::Fault> certificateDateFault(std::string_view text);

}  // namespace hookline::model
