#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "api/message.h"
#include "client/types.h"

namespace hookline::client::internal {

/// A call with a JSON body, or none.
api::Request call(std::string method, std::string path, std::string body = {});
/// A list's page.
api::Request listCall(std::string path, const DeliveryFilter& filter, const std::string& cursor, int limit);
/// The query of interfaces.md §5 that narrows a list as the filter says.
std::vector<std::pair<std::string, std::string>> queryOf(const DeliveryFilter& filter);
/// The same as the filter of a job.
nlohmann::json filterOf(const DeliveryFilter& filter);
/// JSON text; bytes that are no UTF-8 become U+FFFD.
std::string text(const nlohmann::json& json);

}  // namespace hookline::client::internal
