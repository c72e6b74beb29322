#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "api/message.h"
#include "base/result.h"

namespace hookline::api::internal {

using OrderedJson = nlohmann::ordered_json;

/// The HTTP status of an error code: the one table of interfaces.md §5.
int statusOf(base::Errc code);

Response jsonAnswer(int status, const OrderedJson& body);
/// A body that is JSON text already.
Response textAnswer(int status, std::string json);
/// 204.
Response emptyAnswer();
/// `{"error": …, "details": […]}` with the status of its code, Retry-After and outcomeUnknown where they belong.
Response errorAnswer(const base::Error& error);
Response errorAnswer(int status, std::string_view sentence);

/// Text of a JSON value; bytes that are no UTF-8 (a receiver may answer with any) become U+FFFD.
std::string dump(const OrderedJson& value);
/// `object` with one more member whose value is JSON text already, byte for byte: a stored body's number tokens must stay as
/// they were written.
std::string dumpWithRaw(const OrderedJson& object, std::string_view name, std::string_view raw);

/// kInvalid with one detail.
base::Error invalidField(std::string path, std::string message);
/// The same for a query parameter; the path is "?name".
base::Error invalidQuery(std::string_view name, std::string message);
base::Error notFound(std::string sentence);

/// `[…]` of items that are JSON text already.
std::string arrayText(const std::vector<std::string>& items);
/// `{"items": […], "next": …}` from items that are JSON text already.
std::string listText(const std::vector<std::string>& items, const std::optional<std::string>& next);

/// A time, or null.
OrderedJson timeOrNull(const std::optional<base::WallTime>& time);
/// Milliseconds with one decimal.
double milliseconds(base::Micros time);
/// The same, or null.
OrderedJson millisOrNull(const std::optional<base::Micros>& time);

}  // namespace hookline::api::internal
