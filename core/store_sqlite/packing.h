#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/http_exchange.h"
#include "model/ids.h"
#include "model/plan_step.h"
#include "store/records.h"

// The compact forms of small lists inside a row. Numbers are base-128 varints, texts carry their length before them, so no byte of
// a header or an id can be taken for a separator. Readers of damaged bytes stop at the damage and keep what came before.

namespace hookline::store_sqlite::internal {

std::string packHeaders(const std::vector<model::HttpHeader>& headers);
std::vector<model::HttpHeader> unpackHeaders(std::string_view packed);

/// Method and URL of a request, then its headers.
std::string packRequest(std::string_view method, std::string_view url, const std::vector<model::HttpHeader>& headers);
struct UnpackedRequest {
  std::string method;
  std::string url;
  std::vector<model::HttpHeader> headers;
};
UnpackedRequest unpackRequest(std::string_view packed);

std::string packTimes(const model::PhaseTimes& times);
model::PhaseTimes unpackTimes(std::string_view packed);

/// The ids of an event's deliveries as distances from its seq: made together, they need two or three bytes each. They find the deliveries
/// of an event without an index that every accepted event would pay for.
std::string packDeliveryIds(model::EventSeq seq, const std::vector<model::DeliveryId>& ids);
std::vector<model::DeliveryId> unpackDeliveryIds(model::EventSeq seq, std::string_view packed);

/// Nothing is packed as an empty string, which is read as nothing again.
std::string packStep(const std::optional<model::PlanStep>& step);
std::optional<model::PlanStep> unpackStep(std::string_view packed);

std::string packUnmatched(const std::vector<store::UnmatchedWebhook>& unmatched);
std::vector<store::UnmatchedWebhook> unpackUnmatched(std::string_view packed);

}  // namespace hookline::store_sqlite::internal
