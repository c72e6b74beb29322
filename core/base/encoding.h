#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookline::base {

std::string toHex(std::string_view bytes);
/// Either case; odd length or another character: nullopt.
std::optional<std::string> fromHex(std::string_view text);
/// RFC 4648 §4, with padding.
std::string toBase64(std::string_view bytes);
/// RFC 4648 §4; padding may be missing but not wrong; no white space. Anything else: nullopt.
std::optional<std::string> fromBase64(std::string_view text);
/// RFC 4648 §5 without padding: safe in URLs.
std::string toBase64Url(std::string_view bytes);

/// Text of a path segment or a query value: everything but letters, digits and -._~ as %XX (RFC 3986 §2.3).
std::string percentEncoded(std::string_view text);

/// The length of the first `text` that is well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
std::size_t validUtf8Prefix(std::string_view text);
inline bool isUtf8(std::string_view text) { return validUtf8Prefix(text) == text.size(); }

/// Text from outside made safe for a log line or a message: control characters and broken UTF-8 become \xNN, at most
/// `limit` bytes are kept and "…" is added when something was cut.
std::string printable(std::string_view text, std::size_t limit = 200);

}  // namespace hookline::base
