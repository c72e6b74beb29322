#pragma once
#include <nlohmann/json.hpp>

#include "api/route_table.h"
#include "base/result.h"
#include "delivery_runner/jobs.h"

namespace hookline::api::internal {

/// `{kind, filter, perSecond?, stopAfterFirstFailures?, preview?}`. 0 is as if it were left out. Errors: kInvalid with a detail for every
/// wrong member.
base::Result<delivery_runner::JobOrder> readJobOrder(const nlohmann::json& body, const model::ConfigSnapshot& config);

/// Whether a call on several dead letters chooses them by a filter and not by their ids.
bool isByFilter(const nlohmann::json& body);

/// `{"filter": {…}, "dryRun"?}`: 202 `{jobId, matched}`; 200 `{"jobId": null, "matched": 0}` when the filter finds nothing, so that a
/// script that runs every hour need not fail; with dryRun 200 `{matched}`. `exact: false` beside it when counting stopped at its budget.
void workByFilter(const Context& context, Call call, model::JobKind kind);

}  // namespace hookline::api::internal
