#include "sandbox/form_parameters.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "model/header_names.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;

constexpr std::string_view kMultipart = "multipart/form-data";
constexpr std::string_view kNewLine = "\r\n";

void put(json& into, const std::string& name, std::string_view text) {
  if (name.empty() || into.contains(name)) return;
  auto structured = text.starts_with('{') || text.starts_with('[') ? json::parse(text, nullptr, false) : json(json::value_t::discarded);
  into[name] = structured.is_discarded() ? json(std::string(text)) : std::move(structured);
}

void readPairs(std::string_view pairs, json& into) {
  for (const auto& [name, value] : queryPairs(pairs)) put(into, name, value);
}

/// The value of `name="…"` or `name=…` behind a semicolon of a header.
std::string attribute(std::string_view header, std::string_view name) {
  for (auto semicolon = header.find(';'); semicolon != std::string_view::npos; semicolon = header.find(';')) {
    header.remove_prefix(semicolon + 1);
    header.remove_prefix(std::min(header.size(), header.find_first_not_of(' ')));
    if (!model::sameHeaderName(header.substr(0, name.size()), name) || !header.substr(name.size()).starts_with('=')) continue;
    auto value = header.substr(name.size() + 1);
    if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
    return std::string(value.substr(0, value.find_first_of("; \r")));
  }
  return {};
}

/// RFC 7578. Parts end where the next boundary begins.
void readParts(std::string_view body, const std::string& boundary, json& into) {
  const auto mark = "--" + boundary;
  for (auto at = body.find(mark); at != std::string_view::npos;) {
    body.remove_prefix(at + mark.size());
    at = body.find(mark);
    if (at == std::string_view::npos) return;
    auto part = body.substr(0, at);
    const auto gap = part.find("\r\n\r\n");
    if (gap == std::string_view::npos) continue;
    const auto head = part.substr(0, gap);
    part.remove_prefix(gap + 2 * kNewLine.size());
    if (part.ends_with(kNewLine)) part.remove_suffix(kNewLine.size());
    put(into, attribute(head, "name"), part);
  }
}

}  // namespace

json formParameters(const ServiceRequest& request) {
  auto out = json::object();
  readPairs(request.query, out);
  const auto type = request.header("Content-Type");
  const auto given = json::parse(request.body, nullptr, false);
  if (model::sameHeaderName(type.substr(0, kMultipart.size()), kMultipart)) {
    readParts(request.body, attribute(type, "boundary"), out);
  } else if (given.is_object()) {
    for (const auto& [name, value] : given.items())
      if (!out.contains(name)) out[name] = value;
  } else if (given.is_discarded()) {
    readPairs(request.body, out);
  }
  return out;
}

}  // namespace hookline::sandbox::internal
