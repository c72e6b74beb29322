#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "hooklined/option_values.h"
#include "net/address_range.h"

namespace hookline::hooklined {

struct ListenAddress {
  std::string host;  ///< a literal address, without brackets
  std::uint16_t port = 0;
  bool loopback = false;
};

// What options take, read strictly. Errors: kInvalid with the sentence of wrongValue.

/// "127.0.0.1:8787", "[::1]:8787", "localhost:8787" (which is 127.0.0.1).
base::Result<ListenAddress> readListen(const Given& given);
/// A whole number from `least` to `most`.
base::Result<std::uint64_t> readWhole(const Given& given, std::uint64_t least, std::uint64_t most);
/// A decimal number ("0.5") above or at `least`, at most `most`.
base::Result<double> readDecimal(const Given& given, double least, double most);
/// "10GB", "512MB", "1.5TB" or bytes: units of 1000, from `least` to `most` bytes.
base::Result<std::uint64_t> readSize(const Given& given, std::uint64_t least, std::uint64_t most);
/// "500,500,200", each from 200 to 599, at most 1000 of them.
base::Result<std::vector<int>> readStatuses(const Given& given);

/// "10.0.0.5/32,fd00::/8": at most 100 of them.
base::Result<std::vector<net::AddressRange>> readRanges(const Given& given);

}  // namespace hookline::hooklined
