#pragma once
#include <string>

#include "sandbox/hubspot_records.h"
#include "sandbox/hubspot_shapes.h"
#include "sandbox/service.h"

namespace hookline::sandbox::internal {

/// /crm/associations/2026-09/{from}/{to}/batch/{read | create | archive | associate/default}, POST, and …/labels, GET. One input that has
/// no association, or whose records are not there, is an error of a 207. Versions write them differently: v3 names the kind of an
/// association ("note_to_contact"), later ones number it.
HubSpotResult<ServiceReply> hubSpotAssociations(HubSpotRecords& records, const HubSpotRoute& route, const ServiceRequest& request);

/// /crm/objects/2026-09/{type}/{id}/associations/{to}, GET, …/{to}/{id}, PUT and DELETE, and …/default/{to}/{id}, PUT.
HubSpotResult<ServiceReply> hubSpotLinksOfOne(HubSpotRecords& records, const std::string& type, const HubSpotRoute& route,
                                              const ServiceRequest& request);

}  // namespace hookline::sandbox::internal
