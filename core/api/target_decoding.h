#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace hookline::api::internal {

struct DecodedTarget {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

/// Reads a request target (origin form) into path and query, both percent-decoded once; + in the query is a space (as browsers
/// and curl -G write it). Errors: kMalformed (bad percent sign, a control character or broken UTF-8 after decoding, more than
/// kMaxParameters).
base::Result<DecodedTarget> decodeTarget(std::string_view target);

constexpr std::size_t kMaxParameters = 200;

}  // namespace hookline::api::internal
