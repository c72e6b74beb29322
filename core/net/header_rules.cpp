#include "net/header_rules.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/encoding.h"

namespace hookline::net {
namespace {

constexpr std::string_view kForbiddenNames[] = {"host",    "content-length", "transfer-encoding", "connection", "upgrade", "te",
                                                "trailer", "expect"};
constexpr std::string_view kProxyPrefix = "proxy-";
constexpr std::string_view kOwnPrefixes[] = {"x-webhook-", "webhook-"};
// U+560A and U+560D in UTF-8: their low bytes are LF and CR.
constexpr std::string_view kHiddenBreaks[] = {"\xe5\x98\x8a", "\xe5\x98\x8d"};

bool startsWith(std::string_view name, std::string_view lowerPrefix) {
  return name.size() >= lowerPrefix.size() && sameHeaderName(name.substr(0, lowerPrefix.size()), lowerPrefix);
}

auto refuse(std::string message) { return base::fail(base::Errc::kInvalid, std::move(message)); }

std::string quoted(std::string_view name) { return "\"" + base::printable(name, 80) + "\""; }

base::Status checkNumber(std::size_t count, std::size_t limit) {
  if (count <= limit) return {};
  return refuse("There are " + std::to_string(count) + " headers; at most " + std::to_string(limit) + " can be sent.");
}

}  // namespace

bool isToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

base::Status checkHeader(std::string_view name, std::string_view value) {
  if (name.empty()) return refuse("A header has no name.");
  if (!isToken(name)) return refuse("The header name " + quoted(name) + " may only contain letters, digits and !#$%&'*+-.^_`|~.");
  if (name.size() + value.size() > kMaxHeaderBytes) return refuse("The header " + quoted(name) + " is longer than 8 KiB.");
  const bool ofHttp = std::any_of(std::begin(kForbiddenNames), std::end(kForbiddenNames),
                                  [name](std::string_view forbidden) { return sameHeaderName(name, forbidden); });
  if (ofHttp || startsWith(name, kProxyPrefix))
    return refuse("The header " + quoted(name) + " belongs to the connection and is set by Hookline itself; remove it.");
  for (const char c : value) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      return refuse("The header " + quoted(name) + " has a line break or another control character in its value; remove it.");
  }
  for (const auto hidden : kHiddenBreaks) {
    if (value.find(hidden) != std::string_view::npos)
      return refuse("The header " + quoted(name) + " contains U+560A or U+560D, which some servers read as a line break; remove it.");
  }
  return {};
}

base::Status checkHeaders(const std::vector<model::HttpHeader>& headers) {
  if (auto number = checkNumber(headers.size(), kMaxSentHeaders); !number) return number;
  for (const auto& header : headers) {
    if (auto good = checkHeader(header.name, header.value); !good) return good;
  }
  return {};
}

base::Status checkCustomHeader(std::string_view name, std::string_view value) {
  for (const auto prefix : kOwnPrefixes) {
    if (startsWith(name, prefix))
      return refuse("The header " + quoted(name) + " is one of Hookline's own (X-Webhook-*, webhook-*); choose another name.");
  }
  return checkHeader(name, value);
}

base::Status checkCustomHeaders(const std::vector<model::HttpHeader>& headers) {
  if (auto number = checkNumber(headers.size(), kMaxCustomHeaders); !number) return number;
  for (const auto& header : headers) {
    if (auto good = checkCustomHeader(header.name, header.value); !good) return good;
  }
  return {};
}

}  // namespace hookline::net
