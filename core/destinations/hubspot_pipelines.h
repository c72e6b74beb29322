#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "model/http_exchange.h"
#include "model/integration.h"

namespace hookline::destinations::internal {

// The pipelines of deals as HubSpot lists them (integrations.md §5), in its order, without archived ones: ids with their labels. Nothing:
// no such list.
std::optional<std::vector<model::FoundValue>> pipelinesIn(const model::HttpResult& result);
/// The stages of the pipeline with this id; none when it has none or is not there.
std::optional<std::vector<model::FoundValue>> stagesIn(const model::HttpResult& result, std::string_view pipeline);

}  // namespace hookline::destinations::internal
