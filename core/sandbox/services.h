#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sandbox/service.h"

namespace hookline::sandbox {

/// One of each, one file a service. The clock-bound ones take the time from the request.
std::unique_ptr<Service> makeDiscordStandIn();
std::unique_ptr<Service> makeHubSpotStandIn();
std::unique_ptr<Service> makePagerDutyStandIn();
std::unique_ptr<Service> makeSalesforceStandIn();
std::unique_ptr<Service> makeSlackStandIn();
std::unique_ptr<Service> makeTeamsStandIn();
std::unique_ptr<Service> makeTelegramStandIn();
std::unique_ptr<Service> makeZendeskStandIn();

/// All there are.
std::vector<std::unique_ptr<Service>> makeServices();
/// Their names.
std::vector<std::string> serviceNames();

}  // namespace hookline::sandbox
