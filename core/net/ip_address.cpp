#include "net/ip_address.h"

#include <algorithm>
#include <utility>
// Boost 1.74 uses std::exchange without including its header.
#include <boost/asio/ip/address_v6.hpp>

namespace hookline::net {
namespace {

std::optional<std::array<std::uint8_t, 4>> parseDottedQuad(std::string_view text) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::size_t part = 0; part < bytes.size(); ++part) {
    std::size_t digits = 0;
    unsigned value = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
      value = value * 10 + static_cast<unsigned>(text[digits] - '0');
      if (++digits > 3) return std::nullopt;
    }
    if (digits == 0 || value > 255 || (digits > 1 && text[0] == '0')) return std::nullopt;
    bytes[part] = static_cast<std::uint8_t>(value);
    text.remove_prefix(digits);
    if (part + 1 == bytes.size()) return text.empty() ? std::optional(bytes) : std::nullopt;
    if (text.empty() || text[0] != '.') return std::nullopt;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

}  // namespace

IpAddress IpAddress::v4(const std::array<std::uint8_t, 4>& bytes) {
  IpAddress address;
  std::copy(bytes.begin(), bytes.end(), address.bytes_.begin());
  return address;
}

IpAddress IpAddress::v6(const std::array<std::uint8_t, 16>& bytes) {
  IpAddress address;
  address.isV4_ = false;
  address.bytes_ = bytes;
  return address;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.find(':') == std::string_view::npos) {
    const auto quad = parseDottedQuad(text);
    return quad ? std::optional(v4(*quad)) : std::nullopt;
  }
  constexpr std::size_t kLongestText = 45;
  if (text.size() > kLongestText || text.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return std::nullopt;
  // An embedded IPv4 is held to the same strict form as one that stands alone.
  if (text.find('.') != std::string_view::npos && !parseDottedQuad(text.substr(text.rfind(':') + 1))) return std::nullopt;
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address_v6(std::string(text), error);
  if (error) return std::nullopt;
  return v6(parsed.to_bytes());
}

std::optional<IpAddress> IpAddress::asV4() const {
  if (isV4_) return *this;
  const bool mapped =
      std::all_of(bytes_.begin(), bytes_.begin() + 10, [](auto byte) { return byte == 0; }) && bytes_[10] == 0xff && bytes_[11] == 0xff;
  if (!mapped) return std::nullopt;
  return v4({bytes_[12], bytes_[13], bytes_[14], bytes_[15]});
}

bool IpAddress::isLoopback() const {
  if (const auto inner = asV4()) return inner->bytes_[0] == 127;
  return bytes_[15] == 1 && std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto byte) { return byte == 0; });
}

bool IpAddress::sharesPrefix(const std::array<std::uint8_t, 16>& prefix, int bits) const {
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    const auto mask = static_cast<std::uint8_t>(bits >= 8 ? 0xff : 0xff << (8 - bits));
    if ((bytes_[i] & mask) != (prefix[i] & mask)) return false;
  }
  return true;
}

std::string IpAddress::text() const {
  if (!isV4_) return boost::asio::ip::address_v6(bytes_).to_string();
  std::string text;
  for (std::size_t part = 0; part < 4; ++part) {
    if (part > 0) text += '.';
    text += std::to_string(bytes_[part]);
  }
  return text;
}

std::string IpAddress::textWithPort(std::uint16_t port) const { return (isV4_ ? text() : "[" + text() + "]") + ":" + std::to_string(port); }

}  // namespace hookline::net
