#include "api/query.h"

#include <algorithm>
#include <charconv>

#include "api/answers.h"
#include "base/encoding.h"

namespace hookline::api::internal {
namespace {

std::optional<std::int64_t> wholeNumber(std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

/// Milliseconds of the units a span may end with.
std::optional<std::int64_t> unitOf(char unit) {
  switch (unit) {
    case 's':
      return 1000;
    case 'm':
      return 60 * 1000;
    case 'h':
      return 3600 * 1000;
    case 'd':
      return 24 * 3600 * 1000;
    default:
      return std::nullopt;
  }
}

}  // namespace

base::Result<std::optional<bool>> queryFlag(const Request& request, std::string_view name) {
  if (!request.hasQuery(name)) return std::optional<bool>{};
  const auto value = request.queryValue(name);
  if (value == "1" || value == "true") return std::optional<bool>{true};
  if (value == "0" || value == "false") return std::optional<bool>{false};
  return base::fail(invalidQuery(name, "must be 1 or 0"));
}

base::Result<std::optional<std::int64_t>> queryInteger(const Request& request, std::string_view name, std::int64_t least,
                                                       std::int64_t most) {
  if (!request.hasQuery(name)) return std::optional<std::int64_t>{};
  const auto value = wholeNumber(request.queryValue(name));
  if (!value || *value < least || *value > most)
    return base::fail(invalidQuery(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most)));
  return value;
}

base::Result<std::optional<base::WallTime>> queryTime(const Request& request, std::string_view name) {
  if (!request.hasQuery(name)) return std::optional<base::WallTime>{};
  const auto value = base::parseIso(request.queryValue(name));
  if (!value) return base::fail(invalidQuery(name, "must be a time like 2026-11-23T20:00:00Z (a + in it is written %2B)"));
  return value;
}

base::Result<std::optional<base::Millis>> querySpan(const Request& request, std::string_view name, base::Millis least, base::Millis most) {
  if (!request.hasQuery(name)) return std::optional<base::Millis>{};
  const auto text = request.queryValue(name);
  const auto refused = invalidQuery(name, "must be a span like 15m, 1h or 7d");
  if (text.size() < 2 || text.size() > 9) return base::fail(refused);
  const auto count = wholeNumber(text.substr(0, text.size() - 1));
  const auto unit = unitOf(text.back());
  if (!count || !unit || *count <= 0) return base::fail(refused);
  const base::Millis span{*count * *unit};
  if (span < least || span > most)
    return base::fail(invalidQuery(
        name, "must lie between " + std::to_string(least.count() / 1000) + "s and " + std::to_string(most.count() / 1000) + "s"));
  return std::optional<base::Millis>{span};
}

std::vector<std::string> queryList(const Request& request, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : request.query) {
    if (key != name) continue;
    std::string_view rest = value;
    while (true) {
      const auto comma = rest.find(',');
      values.emplace_back(rest.substr(0, comma));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return values;
}

base::Result<std::string> queryText(const Request& request, std::string_view name) {
  const auto value = request.queryValue(name);
  if (request.hasQuery(name) && value.empty()) return base::fail(invalidQuery(name, "must not be empty"));
  if (value.size() > kMaxQueryText)
    return base::fail(invalidQuery(name, "must be at most " + std::to_string(kMaxQueryText) + " bytes long"));
  return std::string(value);
}

base::Result<std::size_t> queryLimit(const Request& request) {
  const auto limit = queryInteger(request, "limit", 1, 500);
  if (!limit) return base::fail(limit.error());
  return static_cast<std::size_t>(limit->value_or(50));
}

base::Error unknownCursor() { return invalidQuery("cursor", "must be the \"next\" of an earlier answer"); }

base::Result<model::WebhookId> readWebhookId(std::string_view word) {
  const auto id = model::WebhookId::parse(word);
  if (!id) return base::fail(invalidQuery("webhookId", "must be the id of a webhook like wh_0123456789ABC"));
  return *id;
}

base::Status checkNames(const Request& request, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : request.query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string list;
    for (const auto& word : known) list.append(list.empty() ? "" : ", ").append(word);
    return base::fail(invalidQuery(base::printable(name, 60), "is not known here; this call takes " + list));
  }
  return {};
}

}  // namespace hookline::api::internal
