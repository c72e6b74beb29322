#include "api/target_decoding.h"

#include <algorithm>

#include "base/encoding.h"

namespace hookline::api::internal {
namespace {

base::Result<std::string> decode(std::string_view text, bool plusIsSpace) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plusIsSpace && text[i] == '+') {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      const auto byte = i + 2 < text.size() ? base::fromHex(text.substr(i + 1, 2)) : std::nullopt;
      if (!byte)
        return base::fail(base::Errc::kMalformed, "The URL has a percent sign without two hexadecimal digits; write %25 for the sign.");
      out += *byte;
      i += 2;
    }
  }
  const bool control = std::any_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (control) return base::fail(base::Errc::kMalformed, "The URL contains a control character.");
  if (!base::isUtf8(out)) return base::fail(base::Errc::kMalformed, "The URL contains bytes that are not UTF-8.");
  return out;
}

}  // namespace

base::Result<DecodedTarget> decodeTarget(std::string_view target) {
  if (!target.starts_with('/')) return base::fail(base::Errc::kMalformed, "The request target must begin with a slash.");
  target = target.substr(0, target.find('#'));
  const auto mark = target.find('?');
  auto path = decode(target.substr(0, mark), false);
  if (!path) return base::fail(path.error());
  DecodedTarget decoded{std::move(*path), {}};
  if (mark == std::string_view::npos) return decoded;
  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (pair.empty()) continue;
    if (decoded.query.size() == kMaxParameters)
      return base::fail(base::Errc::kMalformed, "The URL has more than " + std::to_string(kMaxParameters) + " query parameters.");
    const auto equals = pair.find('=');
    auto name = decode(pair.substr(0, equals), true);
    if (!name) return base::fail(name.error());
    auto value = decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
    if (!value) return base::fail(value.error());
    decoded.query.emplace_back(std::move(*name), std::move(*value));
  }
  return decoded;
}

}  // namespace hookline::api::internal
