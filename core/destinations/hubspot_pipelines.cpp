#include "destinations/hubspot_pipelines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "destinations/crm.h"
#include "model/json_member.h"

namespace hookline::destinations::internal {
namespace {

using nlohmann::json;

/// What is in use of a list, by `displayOrder`.
std::optional<std::vector<json>> inOrder(const json& object, const char* name) {
  const auto& list = model::memberOf(object, name);
  if (!list.is_array()) return std::nullopt;
  std::vector<json> out;
  for (const auto& one : list)
    if (one.is_object() && one.value("archived", json()) != true && !textAt(one, "id").empty()) out.push_back(one);
  const auto place = [](const json& one) {
    const auto order = one.value("displayOrder", json());
    return order.is_number() ? order.get<double>() : 0.0;
  };
  std::stable_sort(out.begin(), out.end(), [&place](const json& a, const json& b) { return place(a) < place(b); });
  return out;
}

std::vector<model::FoundValue> named(const std::vector<json>& list) {
  std::vector<model::FoundValue> out;
  out.reserve(list.size());
  for (const auto& one : list) out.push_back({textAt(one, "id"), textAt(one, "label")});
  return out;
}

}  // namespace

std::optional<std::vector<model::FoundValue>> pipelinesIn(const model::HttpResult& result) {
  const auto pipelines = inOrder(answerOf(result), "results");
  return pipelines ? std::optional(named(*pipelines)) : std::nullopt;
}

std::optional<std::vector<model::FoundValue>> stagesIn(const model::HttpResult& result, std::string_view pipeline) {
  const auto pipelines = inOrder(answerOf(result), "results");
  if (!pipelines) return std::nullopt;
  const auto at = std::find_if(pipelines->begin(), pipelines->end(), [pipeline](const json& one) { return textAt(one, "id") == pipeline; });
  if (at == pipelines->end()) return std::vector<model::FoundValue>{};
  return named(inOrder(*at, "stages").value_or(std::vector<json>{}));
}

}  // namespace hookline::destinations::internal
