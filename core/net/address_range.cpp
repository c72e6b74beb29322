#include "net/address_range.h"

#include <charconv>

namespace hookline::net {
namespace {

/// Whether nothing is set in an address behind its first `bits`.
bool endsAfter(const IpAddress& address, int bits) {
  const auto& bytes = address.bytes();
  const int all = address.isV4() ? 32 : 128;
  for (int bit = bits; bit < all; ++bit)
    if ((bytes[static_cast<std::size_t>(bit / 8)] & (0x80 >> (bit % 8))) != 0) return false;
  return true;
}

}  // namespace

base::Result<AddressRange> AddressRange::parse(std::string_view text) {
  const auto invalid = [](std::string why) { return base::fail(base::Errc::kInvalid, std::move(why)); };
  const auto slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return invalid("an address is written in numbers, as 10.0.0.5 or fd00::5");
  const int most = address->isV4() ? 32 : 128;
  if (slash == std::string_view::npos) return AddressRange(*address, most);
  const auto digits = text.substr(slash + 1);
  int bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || bits < 0 || bits > most)
    return invalid("what follows the slash is a number from 1 to " + std::to_string(most));
  if (bits == 0) return invalid("a length of 0 means every address there is");
  if (!endsAfter(*address, bits))
    return invalid("the address has bits beyond the first " + std::to_string(bits) + "; for one address write /" + std::to_string(most));
  return AddressRange(*address, bits);
}

bool AddressRange::contains(const IpAddress& address) const {
  const auto plain = address.asV4().value_or(address);
  return plain.isV4() == base_.isV4() && plain.sharesPrefix(base_.bytes(), bits_);
}

}  // namespace hookline::net
