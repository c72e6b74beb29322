#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sandbox/salesforce_objects.h"

namespace hookline::sandbox {

/// What GET …/sobjects/{object}/describe answers: the object with its fields, lengths in characters. `customFields`: those that the org has
/// made itself; each can be an external id, the object's key field is unique as well. The members are those of the types that jsforce
/// publishes; labels and choices are those of an org in English that nobody has changed.
nlohmann::ordered_json salesforceDescription(const SalesforceObject& object, const std::vector<std::string>& customFields);

/// What GET …/sobjects answers: every object, without its fields.
nlohmann::ordered_json salesforceObjectList();

}  // namespace hookline::sandbox
