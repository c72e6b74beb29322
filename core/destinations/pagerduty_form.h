#pragma once
#include "model/integration.h"

namespace hookline::destinations {

const model::Integration& pagerDutyForm();

}  // namespace hookline::destinations
