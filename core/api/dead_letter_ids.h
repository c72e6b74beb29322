#pragma once
#include <nlohmann/json.hpp>
#include <vector>

#include "api/route_table.h"
#include "base/result.h"
#include "model/ids.h"

namespace hookline::api::internal {

constexpr std::size_t kMaxDeadLetterIds = 1000;

/// The body of the calls that name several dead letters.
struct ChosenIds {
  std::vector<model::DeliveryId> ids;  ///< each once
  bool dryRun = false;
};

/// `{"ids": [1..1000], "dryRun"?}`. Errors: kInvalid with a detail for every wrong one.
base::Result<ChosenIds> readIds(const nlohmann::json& body);

/// Answers `{"matched": n}`: how many of the ids are dead letters now.
void countDead(const Context& context, Call call, std::vector<model::DeliveryId> ids);

}  // namespace hookline::api::internal
