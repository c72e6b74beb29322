#include "hooklined/option_readers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "net/ip_address.h"

namespace hookline::hooklined {
namespace {

constexpr std::size_t kMaxStatuses = 1000;
constexpr std::size_t kMaxRanges = 100;

template <typename Number>
std::optional<Number> wholeText(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Digits with at most one point between them: no sign, no exponent, no inf.
std::optional<double> decimalText(std::string_view text) {
  const bool plain = !text.empty() && text.size() <= 20 && text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!plain || text.front() == '.' || text.back() == '.') return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

base::Result<ListenAddress> readListen(const Given& given) {
  const std::string_view text = given.text;
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return base::fail(wrongValue(given, "there is no port"));
  const auto port = wholeText<std::uint16_t>(text.substr(colon + 1));
  if (!port) return base::fail(wrongValue(given, "the port is a number from 0 to 65535"));
  std::string_view host = text.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  const auto address = net::IpAddress::parse(host);
  if (!address)
    return base::fail(wrongValue(given, "the address is written in numbers: 0.0.0.0 for all of this machine's, [::1] for IPv6"));
  if (address->isV4() == brackets) return base::fail(wrongValue(given, "an IPv6 address, and only that, stands in brackets"));
  return ListenAddress{std::string(host), *port, address->isLoopback()};
}

base::Result<std::uint64_t> readWhole(const Given& given, std::uint64_t least, std::uint64_t most) {
  const auto number = wholeText<std::uint64_t>(given.text);
  if (!number || *number < least || *number > most)
    return base::fail(wrongValue(given, "a whole number from " + std::to_string(least) + " to " + std::to_string(most)));
  return *number;
}

base::Result<std::uint64_t> readSize(const Given& given, std::uint64_t least, std::uint64_t most) {
  constexpr std::array<std::pair<std::string_view, double>, 5> kUnits = {{{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}}};
  std::string_view digits = given.text;
  double factor = 1;
  for (const auto& [unit, bytes] : kUnits) {
    if (!digits.ends_with(unit)) continue;
    digits.remove_suffix(unit.size());
    factor = bytes;
    break;
  }
  while (digits.ends_with(' ')) digits.remove_suffix(1);
  const auto number = decimalText(digits);
  const double bytes = number.value_or(-1) * factor;
  if (bytes < static_cast<double>(least) || bytes > static_cast<double>(most))
    return base::fail(wrongValue(given, "a size such as 10GB or 512MB, at least " + std::to_string(least / 1'000'000) + "MB"));
  return static_cast<std::uint64_t>(bytes);
}

base::Result<double> readDecimal(const Given& given, double least, double most) {
  const auto number = decimalText(given.text);
  if (!number || *number < least || *number > most) return base::fail(wrongValue(given));
  return *number;
}

base::Result<std::vector<int>> readStatuses(const Given& given) {
  std::vector<int> statuses;
  std::string_view rest = given.text;
  for (;;) {
    const auto comma = rest.find(',');
    const auto status = wholeText<std::uint16_t>(rest.substr(0, comma));
    if (!status || *status < 200 || *status > 599) return base::fail(wrongValue(given));
    if (statuses.size() == kMaxStatuses) return base::fail(wrongValue(given, "at most 1000 of them"));
    statuses.push_back(*status);
    if (comma == std::string_view::npos) return statuses;
    rest.remove_prefix(comma + 1);
  }
}

base::Result<std::vector<net::AddressRange>> readRanges(const Given& given) {
  std::vector<net::AddressRange> ranges;
  std::string_view rest = given.text;
  for (;;) {
    const auto comma = rest.find(',');
    auto range = net::AddressRange::parse(rest.substr(0, comma));
    if (!range) return base::fail(wrongValue(given, range.error().message));
    if (ranges.size() == kMaxRanges) return base::fail(wrongValue(given, "at most 100 of them"));
    ranges.push_back(*range);
    if (comma == std::string_view::npos) return ranges;
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace hookline::hooklined
