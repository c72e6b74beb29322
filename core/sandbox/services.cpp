#include "sandbox/services.h"

namespace hookline::sandbox {

std::vector<std::unique_ptr<Service>> makeServices() {
  std::vector<std::unique_ptr<Service>> services;
  services.push_back(makeHubSpotStandIn());
  services.push_back(makeSalesforceStandIn());
  services.push_back(makeSlackStandIn());
  return services;
}

}  // namespace hookline::sandbox
