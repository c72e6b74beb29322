#include "sandbox/service.h"

#include <algorithm>

#include "model/header_names.h"

namespace hookline::sandbox {
std::string_view ServiceRequest::header(std::string_view wanted) const { return model::headerValue(headers, wanted); }

std::string_view ServiceRequest::queryValue(std::string_view wanted) const {
  for (std::string_view rest = query; !rest.empty();) {
    const auto pair = rest.substr(0, rest.find('&'));
    if (pair.substr(0, pair.find('=')) == wanted && pair.size() > wanted.size()) return pair.substr(wanted.size() + 1);
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
  }
  return {};
}

ServiceReply ServiceReply::json(int status, const nlohmann::ordered_json& body) {
  return {status, {{"Content-Type", "application/json"}}, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

ServiceReply ServiceReply::text(int status, std::string_view body) { return {status, {{"Content-Type", "text/html"}}, std::string(body)}; }

bool isRefusedCredential(std::string_view credential) {
  return credential.find("expired") != std::string_view::npos || credential.find("revoked") != std::string_view::npos ||
         credential.find("invalid") != std::string_view::npos;
}

std::vector<std::string_view> pathParts(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  std::vector<std::string_view> parts;
  while (true) {
    const auto slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace hookline::sandbox
