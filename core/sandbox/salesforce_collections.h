#pragma once
#include "sandbox/salesforce_org.h"
#include "sandbox/service.h"

namespace hookline::sandbox {

/// …/composite/sobjects and what is below it: up to 200 records of any object made (POST), changed (PATCH), removed (DELETE ?ids=) or, with
/// an object and an external id field behind it, upserted in one call; with an object behind it up to 2,000 are read (GET ?ids=&fields=, or
/// POST of {ids, fields}). Answers one result a record, in their order: {id, success, errors}; the status is 200 even when all of them
/// failed. With allOrNone all are undone when one fails. `below`: what stands behind sobjects, decoded.
SalesforceOrg::Answer runCollection(const ServiceRequest& request, const std::vector<std::string>& below,
                                    const SalesforceOrg::WriteOptions& options, SalesforceOrg& org);

}  // namespace hookline::sandbox
