#include "sandbox/services.h"

namespace hookline::sandbox {

std::vector<std::unique_ptr<Service>> makeServices() {
  std::vector<std::unique_ptr<Service>> services;
  services.push_back(makeDiscordStandIn());
  services.push_back(makeHubSpotStandIn());
  services.push_back(makePagerDutyStandIn());
  services.push_back(makeSalesforceStandIn());
  services.push_back(makeSlackStandIn());
  services.push_back(makeTeamsStandIn());
  services.push_back(makeTelegramStandIn());
  services.push_back(makeZendeskStandIn());
  return services;
}

std::vector<std::string> serviceNames() {
  std::vector<std::string> names;
  for (const auto& service : makeServices()) names.emplace_back(service->name());
  return names;
}

}  // namespace hookline::sandbox
