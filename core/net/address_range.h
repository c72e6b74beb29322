#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/ip_address.h"

namespace hookline::net {

/// A block of addresses as RFC 4632 writes it: "10.0.0.0/8", "fd00::/8". A value. Thread: any.
class AddressRange {
 public:
  /// An address without a length is that one alone. Errors: kInvalid (no such block; bits beyond the length; a length of 0, which would be
  /// everybody); the message ends without a full stop and stands in brackets well.
  static base::Result<AddressRange> parse(std::string_view text);

  /// IPv4 inside IPv6 (::ffff:a.b.c.d) counts as IPv4.
  bool contains(const IpAddress& address) const;
  /// "10.0.0.0/8".
  std::string text() const { return base_.text() + "/" + std::to_string(bits_); }

  bool operator==(const AddressRange&) const = default;

 private:
  AddressRange(const IpAddress& base, int bits) : base_(base), bits_(bits) {}
  IpAddress base_;
  int bits_;
};

}  // namespace hookline::net
