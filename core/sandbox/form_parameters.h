#pragma once
#include <nlohmann/json.hpp>

#include "sandbox/service.h"

namespace hookline::sandbox::internal {

/// The parameters of a method that takes them in any way: in the query, as a form (application/x-www-form-urlencoded or
/// multipart/form-data), or as JSON. By name; of two with one name the query's counts. In a form every value is text, and one that is a
/// JSON object or array is read as such. A body that is none of these says nothing.
nlohmann::json formParameters(const ServiceRequest& request);

}  // namespace hookline::sandbox::internal
