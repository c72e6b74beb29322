#include "support/open_api.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"

namespace hookline::support {
namespace {

using nlohmann::json;

/// What a schema does not name, no answer may hold.
void close(json& node) {
  if (node.is_object() && node.contains("properties") && !node.contains("additionalProperties")) node["additionalProperties"] = false;
  for (auto& member : node)
    if (member.is_structured()) close(member);
}

std::vector<std::string> segmentsOf(const std::string& path) {
  std::vector<std::string> segments{""};
  for (const char c : path) {
    if (c == '/')
      segments.emplace_back();
    else
      segments.back() += c;
  }
  return segments;
}

bool isParameter(const std::string& segment) { return segment.starts_with('{'); }

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (!isParameter(pattern[i]) && pattern[i] != path[i]) return false;
  return true;
}

}  // namespace

OpenApi::OpenApi(std::string_view document) : document_(json::parse(document)) {
  close(document_["components"]["schemas"]);
  close(document_["paths"]);
}

const json* OpenApi::operationOf(const std::string& method, const std::string& path) const {
  const auto wanted = segmentsOf(path);
  const json* best = nullptr;
  std::ptrdiff_t fewest = 100;
  for (const auto& [pattern, methods] : document_["paths"].items()) {
    const auto segments = segmentsOf(pattern);
    const auto parameters = std::count_if(segments.begin(), segments.end(), isParameter);
    const auto at = methods.find(base::lowered(method));
    if (at == methods.end() || parameters >= fewest || !fits(segments, wanted)) continue;
    fewest = parameters;
    best = &*at;
  }
  return best;
}

bool OpenApi::knows(const std::string& method, const std::string& path) const { return operationOf(method, path) != nullptr; }

std::string OpenApi::misfit(const std::string& where, const json& schema, const std::string& text) {
  const auto value = json::parse(text, nullptr, false);
  if (value.is_discarded()) return where + " is not JSON\n";
  std::scoped_lock lock(mutex_);
  auto at = schemas_.find(where);
  if (at == schemas_.end()) {
    json whole{{"allOf", json::array({schema})}, {"components", document_["components"]}};
    at = schemas_.emplace(where, SchemaReference(whole)).first;
  }
  const auto problems = at->second.problems(value);
  return problems.empty() ? std::string() : where + "\n" + problems;
}

std::string OpenApi::problems(const Seen& seen) {
  const auto call = seen.method + " " + seen.path;
  const auto* operation = operationOf(seen.method, seen.path);
  if (!operation) return call + " is not in the document\n";
  const auto name = operation->at("operationId").get<std::string>();
  std::string found;
  const bool taken = seen.status >= 200 && seen.status < 300;
  // Calls without a body of their own do not look at one.
  if (taken && !seen.requestBody.empty() && operation->contains("requestBody"))
    found += misfit(name + " request", operation->at("requestBody")["content"]["application/json"]["schema"], seen.requestBody);
  const auto& responses = operation->at("responses");
  auto answer = responses.find(std::to_string(seen.status));
  if (answer == responses.end() && !taken) answer = responses.find("default");
  if (answer == responses.end()) return found + call + " answered " + std::to_string(seen.status) + ", which the document does not name\n";
  if (answer->contains("$ref")) {
    const auto reference = answer->at("$ref").get<std::string>();
    answer = document_["components"]["responses"].find(reference.substr(reference.rfind('/') + 1));
  }
  if (!answer->contains("content")) return seen.body.empty() ? found : found + call + " answered a body that the document does not name\n";
  const auto type = seen.contentType.substr(0, seen.contentType.find(';'));
  const auto content = answer->at("content").find(type);
  if (content == answer->at("content").end()) return found + call + " answered " + type + ", which the document does not name\n";
  if (type != "application/json") return found;
  return found + misfit(name + " " + std::to_string(seen.status), content->at("schema"), seen.body);
}

}  // namespace hookline::support
