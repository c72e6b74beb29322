#pragma once
#include <algorithm>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "model/http_exchange.h"

namespace hookline::model {

/// Whether two header names are one: upper and lower case make no difference (RFC 9110 §5.1).
inline bool sameHeaderName(std::string_view a, std::string_view b) { return base::sameIgnoringCase(a, b); }

/// The first value of a header, or empty. Into `headers`.
inline std::string_view headerValue(const std::vector<HttpHeader>& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const HttpHeader& header) { return sameHeaderName(header.name, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace hookline::model
