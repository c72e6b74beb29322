#pragma once
#include <algorithm>
#include <string_view>
#include <vector>

#include "model/http_exchange.h"

namespace hookline::model {

/// Whether two header names are one: upper and lower case make no difference (RFC 9110 §5.1).
inline bool sameHeaderName(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// The first value of a header, or empty. Into `headers`.
inline std::string_view headerValue(const std::vector<HttpHeader>& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const HttpHeader& header) { return sameHeaderName(header.name, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace hookline::model
