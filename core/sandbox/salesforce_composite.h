#pragma once
#include <functional>

#include "sandbox/salesforce_org.h"
#include "sandbox/service.h"

namespace hookline::sandbox {

/// Runs one request of a composite call, as if it had come alone.
using SalesforceRequestRunner = std::function<SalesforceOrg::Answer(const ServiceRequest& request)>;

/// POST …/composite: requests that may name what those before them answered, @{lead.id}, and that with allOrNone are all undone when
/// one fails. Its own status is 200 even then (integrations.md §6.5).
SalesforceOrg::Answer runComposite(const ServiceRequest& request, SalesforceOrg& org, const SalesforceRequestRunner& run);

}  // namespace hookline::sandbox
