#pragma once
#include "base/result.h"
#include "core_api/core.h"
#include "hooklined/option_values.h"

namespace hookline::hooklined {

/// What `serve` was told, without the log. Errors: kInvalid with the option's name; kNotFound (no home folder, no --data-dir).
base::Result<core_api::CoreOptions> readServeOptions(const OptionValues& values, const platform::Environment& environment);

}  // namespace hookline::hooklined
