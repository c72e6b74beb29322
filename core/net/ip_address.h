#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookline::net {

/// One IPv4 or IPv6 address as bytes in network order. A value; scope ids of link-local addresses are not kept.
class IpAddress {
 public:
  static IpAddress v4(const std::array<std::uint8_t, 4>& bytes);
  static IpAddress v6(const std::array<std::uint8_t, 16>& bytes);

  /// Four decimal parts without leading zeros, or RFC 4291 text without brackets and zone. Every other spelling
  /// (2130706433, 0x7f.1, 0177.0.0.1, 127.1) is nullopt.
  static std::optional<IpAddress> parse(std::string_view text);

  bool isV4() const { return isV4_; }
  /// The first four bytes are the address when isV4(), all sixteen otherwise.
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  /// The IPv4 in ::ffff:a.b.c.d (mapped) or the address itself when it is IPv4.
  std::optional<IpAddress> asV4() const;
  /// 127.0.0.0/8, ::1 or a mapped 127.0.0.0/8.
  bool isLoopback() const;
  /// Whether its first `bits` are those of `prefix`; at most 32 of an IPv4 address.
  bool sharesPrefix(const std::array<std::uint8_t, 16>& prefix, int bits) const;
  /// RFC 5952, without brackets.
  std::string text() const;
  /// "127.0.0.1:80", "[::1]:80".
  std::string textWithPort(std::uint16_t port) const;

  bool operator==(const IpAddress&) const = default;

 private:
  IpAddress() = default;
  bool isV4_ = true;
  std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace hookline::net
