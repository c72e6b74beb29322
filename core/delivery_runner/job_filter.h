#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"
#include "model/job.h"
#include "store/records.h"

namespace hookline::delivery_runner {

/// What a job is to find, and how it was asked for.
struct JobFilter {
  store::DeliveryQuery query;  ///< without states
  std::string text = "{}";     ///< JSON
};

/// Reads an object with the names of the lists' query parameters (interfaces.md §5); `webhookId` and `eventType` may be a list. A replay
/// looks at events, so it takes no state, status or errorClass, and webhookId says where it goes; the others take no state but dead.
/// Nothing at all is refused for what cannot be taken back, purge and replay: `{"all": true}` says that all is meant.
/// Errors: kInvalid with a detail for every wrong member; paths begin with /filter.
base::Result<JobFilter> readJobFilter(const nlohmann::json& filter, model::JobKind kind);

}  // namespace hookline::delivery_runner
