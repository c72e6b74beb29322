#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/message.h"
#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace hookline::api::internal {

// Readers of query parameters. A missing one is nullopt; an unusable one is kInvalid and names the parameter.

/// 1, true, 0 or false.
base::Result<std::optional<bool>> queryFlag(const Request& request, std::string_view name);
base::Result<std::optional<std::int64_t>> queryInteger(const Request& request, std::string_view name, std::int64_t least,
                                                       std::int64_t most);
base::Result<std::optional<base::WallTime>> queryTime(const Request& request, std::string_view name);
/// A span like 30s, 15m, 1h, 7d.
base::Result<std::optional<base::Millis>> querySpan(const Request& request, std::string_view name, base::Millis least, base::Millis most);
/// All values of a name; each may hold several, separated by commas.
std::vector<std::string> queryList(const Request& request, std::string_view name);
/// A short text, at most kMaxQueryText bytes; empty: it is not given, for an empty one is an error.
base::Result<std::string> queryText(const Request& request, std::string_view name);
inline constexpr std::size_t kMaxQueryText = 256;
/// `limit` of a list: 1 … 500, 50 when it is not given.
base::Result<std::size_t> queryLimit(const Request& request);
/// A `cursor` that no answer gave.
base::Error unknownCursor();
/// A value of `webhookId`.
base::Result<model::WebhookId> readWebhookId(std::string_view word);
/// Refuses names beyond `known`: a misspelt filter would show everything.
base::Status checkNames(const Request& request, std::initializer_list<std::string_view> known);

}  // namespace hookline::api::internal
