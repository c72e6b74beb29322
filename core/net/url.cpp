#include "net/url.h"

#include <algorithm>

#include "base/ascii.h"

namespace hookline::net {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

auto refuse(std::string message) { return base::fail(base::Errc::kInvalid, std::move(message)); }

std::string percentForm(char c) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'%', kDigits[byte >> 4], kDigits[byte & 15]};
}

base::Status checkCharacters(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return refuse("The URL contains a control character or line break; remove it.");
    if (c == ' ') return refuse("The URL contains a space; remove it, or write %20 inside the path.");
    if (c == '\\') return refuse("The URL contains a backslash; write / between its parts, or %5C for the character itself.");
  }
  return {};
}

base::Result<std::uint16_t> parsePort(std::string_view text) {
  if (text.empty()) return refuse("The URL has a colon but no port after the host; add the port or remove the colon.");
  if (!std::all_of(text.begin(), text.end(), isDigit) || text[0] == '0' || text.size() > 5)
    return refuse("The URL's port must be a number from 1 to 65535, without leading zeros.");
  const int port = std::stoi(std::string(text));
  if (port > 65535) return refuse("The URL's port must be a number from 1 to 65535.");
  return static_cast<std::uint16_t>(port);
}

/// A last label that a lenient reader takes for a number makes the whole host an address (WHATWG URL, "ends in a number").
bool endsInNumber(std::string_view host) {
  const auto label = host.substr(host.rfind('.') + 1);
  if (std::all_of(label.begin(), label.end(), isDigit)) return true;
  return label.size() >= 2 && label[0] == '0' && label[1] == 'x' && std::all_of(label.begin() + 2, label.end(), isHex);
}

base::Status checkName(std::string_view host) {
  if (host.size() > 253) return refuse("The URL's host name is longer than 253 characters.");
  while (true) {
    const auto dot = host.find('.');
    const auto label = host.substr(0, dot);
    if (label.empty()) return refuse("The URL's host name has an empty part between two dots.");
    if (label.size() > 63) return refuse("A part of the URL's host name is longer than 63 characters.");
    if (label.front() == '-' || label.back() == '-') return refuse("A part of the URL's host name begins or ends with a hyphen.");
    for (const char c : label) {
      if (!isLetter(c) && !isDigit(c) && c != '-' && c != '_')
        return refuse("The URL's host name contains \"" + std::string(1, c) + "\"; only letters, digits, hyphens and dots can be in one.");
    }
    if (dot == std::string_view::npos) return {};
    host.remove_prefix(dot + 1);
  }
}

base::Status readHost(std::string_view text, Url& url) {
  if (text.empty()) return refuse("The URL has no host; write it as https://example.com/path.");
  if (text.find('%') != std::string_view::npos)
    return refuse("The URL's host contains a percent sign; write the host in plain letters and without a zone.");
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return refuse("The URL's host contains letters beyond ASCII; write it in punycode (xn--…).");
  if (text.front() == '[') {
    const auto address = text.back() == ']' ? IpAddress::parse(text.substr(1, text.size() - 2)) : std::nullopt;
    if (!address || address->isV4()) return refuse("The URL's host in brackets is no IPv6 address; write it like [2001:db8::1].");
    url.address = address;
    url.host = address->text();
    return {};
  }
  url.host = base::lowered(text);
  if (url.host.back() == '.') url.host.pop_back();
  if (auto named = checkName(url.host); !named) return named;
  if (!endsInNumber(url.host)) return {};
  url.address = IpAddress::parse(url.host);
  if (!url.address)
    return refuse("The URL's host looks like an address in an unusual spelling; write it as four decimal numbers like 203.0.113.7.");
  return {};
}

base::Status checkPathAndQuery(std::string_view text) {
  bool inQuery = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '?') inQuery = true;
    if (c == '%') {
      if (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2]))
        return refuse("The URL contains a percent sign that is not followed by two hexadecimal digits; write %25 for the sign itself.");
      continue;
    }
    const bool brackets = (c == '[' || c == ']') && inQuery;
    if (isLetter(c) || isDigit(c) || brackets || std::string_view("-._~!$&'()*+,;=:@/?").find(c) != std::string_view::npos) continue;
    if (static_cast<unsigned char>(c) >= 0x80)
      return refuse("The URL's path contains a letter beyond ASCII; percent-encode it (" + percentForm(c) + "…).");
    return refuse(std::string("The URL's path contains the character ") + c + ", which must be percent-encoded: " + percentForm(c) + ".");
  }
  return {};
}

}  // namespace

std::string Url::origin() const {
  std::string result = scheme + "://";
  result += address && !address->isV4() ? "[" + host + "]" : host;
  if (port != (isHttps() ? 443 : 80)) result += ":" + std::to_string(port);
  return result;
}

base::Result<Url> parseUrl(std::string_view text) {
  if (text.empty()) return refuse("The URL is empty; write one like https://example.com/hook.");
  if (text.size() > Url::kMaxLength) return refuse("The URL is longer than 2048 characters.");
  if (auto characters = checkCharacters(text); !characters) return base::fail(characters.error());

  Url url;
  const auto colon = text.find("://");
  if (colon != std::string_view::npos) url.scheme = base::lowered(text.substr(0, colon));
  if (url.scheme != "http" && url.scheme != "https") return refuse("The URL must begin with https:// or http://.");
  auto rest = text.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));

  const auto end = std::min(rest.find_first_of("/?"), rest.size());
  auto authority = rest.substr(0, end);
  if (authority.find('@') != std::string_view::npos)
    return refuse("The URL contains a user name or password (user@host); remove it and send credentials in a header.");

  url.port = url.isHttps() ? 443 : 80;
  const auto portColon = authority.starts_with('[') ? authority.find(':', authority.find(']')) : authority.find(':');
  if (portColon != std::string_view::npos) {
    auto port = parsePort(authority.substr(portColon + 1));
    if (!port) return base::fail(port.error());
    url.port = *port;
    authority = authority.substr(0, portColon);
  }
  if (auto host = readHost(authority, url); !host) return base::fail(host.error());

  const auto path = rest.substr(end);
  if (auto good = checkPathAndQuery(path); !good) return base::fail(good.error());
  if (path.empty() || path.front() == '?') url.pathAndQuery = "/";
  url.pathAndQuery += path;
  return url;
}

}  // namespace hookline::net
