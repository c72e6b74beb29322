#include "net/server_head_scanner.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.h"

namespace hookline::net::internal {
namespace {

constexpr std::size_t kMaxLengthDigits = 18;  // fits 63 bits whatever the digits are

/// RFC 9110 §5.6.2.
constexpr std::array<bool, 256> makeTokenTable() {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[c] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[c] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = true;
  for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}
constexpr auto kToken = makeTokenTable();

bool isToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return kToken[c]; });
}
bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<Refusal> malformed(const char* sentence) { return Refusal{400, sentence}; }

}  // namespace

std::optional<Refusal> vetFieldLine(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return malformed("A header is folded over two lines. Send it on one line.");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return malformed("A header line has no colon.");
  const auto name = line.substr(0, colon);
  if (!isToken(name)) {
    if (!name.empty() && (name.back() == ' ' || name.back() == '\t')) return malformed("A header has a space before its colon.");
    return malformed("A header's name is empty or has a character that is not allowed.");
  }
  const auto value = line.substr(colon + 1);
  const bool clean = std::all_of(value.begin(), value.end(), [](unsigned char c) { return c == '\t' || (c >= 0x20 && c != 0x7f); });
  if (!clean) return malformed("A header's value has a control character.");
  return std::nullopt;
}

std::optional<Refusal> HeadScanner::scan(std::string_view bytes) {
  if (!bytes.empty() && bytes.front() == '\x16') {
    return malformed("This looks like TLS, but this port speaks plain http. Begin the address with http://.");
  }
  while (!done_) {
    const auto* begin = bytes.data() + scanned_;
    const auto* found = static_cast<const char*>(std::memchr(begin, '\n', bytes.size() - scanned_));
    const auto lineEnd = found == nullptr ? bytes.size() : static_cast<std::size_t>(found - bytes.data());
    if (auto refusal = tooLong(lineEnd)) return refusal;
    scanned_ = lineEnd;
    if (found == nullptr) return std::nullopt;
    if (lineEnd == lineStart_ || bytes[lineEnd - 1] != '\r') return malformed("A line ends in LF alone. End every line with CR LF.");
    const auto line = bytes.substr(lineStart_, lineEnd - 1 - lineStart_);
    scanned_ = lineStart_ = lineEnd + 1;
    const auto refusal = fieldsStart_ == 0 ? requestLine(line) : line.empty() ? end() : fieldLine(line);
    if (refusal) return refusal;
  }
  return std::nullopt;
}

std::optional<Refusal> HeadScanner::tooLong(std::size_t bytesSoFar) const {
  if (fieldsStart_ == 0 && bytesSoFar > limits_.requestLineBytes + 1) {
    return Refusal{414, "The request line is too long. Shorten the path or the query."};
  }
  if (fieldsStart_ != 0 && bytesSoFar - fieldsStart_ > limits_.headerBytes) return Refusal{431, "The headers are too large."};
  return std::nullopt;
}

std::optional<Refusal> HeadScanner::requestLine(std::string_view line) {
  fieldsStart_ = lineStart_;
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return malformed("The request line is not: method, target, version.");
  const auto target = line.substr(first + 1, last - first - 1);
  const auto version = line.substr(last + 1);
  if (!isToken(line.substr(0, first))) return malformed("The method has a character that is not allowed.");
  const bool clean = !target.empty() && std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
  if (!clean) return malformed("The target is empty or has a character that must be percent-encoded.");
  http11_ = version == "HTTP/1.1";
  if (http11_ || version == "HTTP/1.0") return std::nullopt;
  const bool other = version.size() == 8 && version.starts_with("HTTP/") && isDigit(version[5]) && version[6] == '.' && isDigit(version[7]);
  return other ? Refusal{505, "Only HTTP/1.1 and HTTP/1.0 are spoken here."} : Refusal{400, "The request line names no HTTP version."};
}

std::optional<Refusal> HeadScanner::fieldLine(std::string_view line) {
  if (++fields_ > limits_.maxHeaders) return Refusal{431, "There are too many headers."};
  if (auto refusal = vetFieldLine(line)) return refusal;
  const auto colon = line.find(':');
  return framingField(line.substr(0, colon), base::trimmed(line.substr(colon + 1)));
}

std::optional<Refusal> HeadScanner::framingField(std::string_view name, std::string_view value) {
  if (base::sameIgnoringCase(name, "Content-Length")) {
    if (++lengths_ > 1) return malformed("Content-Length is given twice.");
    if (value.empty() || !std::all_of(value.begin(), value.end(), isDigit)) return malformed("Content-Length is not a whole number.");
    if (value.size() > kMaxLengthDigits) return Refusal{413, kBodyTooLarge};
  } else if (base::sameIgnoringCase(name, "Transfer-Encoding")) {
    if (++codings_ > 1) return malformed("Transfer-Encoding is given twice.");
    if (!base::sameIgnoringCase(value, "chunked")) return malformed("Transfer-Encoding may only be chunked.");
  } else if (base::sameIgnoringCase(name, "Host")) {
    if (++hosts_ > 1) return malformed("Host is given twice.");
  }
  return std::nullopt;
}

std::optional<Refusal> HeadScanner::end() {
  done_ = true;
  if (lengths_ > 0 && codings_ > 0) return malformed("Content-Length and Transfer-Encoding are both given.");
  if (codings_ > 0 && !http11_) return malformed("Transfer-Encoding is not part of HTTP/1.0.");
  if (http11_ && hosts_ == 0) return malformed("The Host header is missing.");
  return std::nullopt;
}

}  // namespace hookline::net::internal
