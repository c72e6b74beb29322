#pragma once
#include <nlohmann/json.hpp>
#include <string_view>

namespace hookline::model {

/// What an object has at `name`; null when it has none, or is no object. Into `value`. Of what comes from outside nothing else is taken: it
/// may be of any shape.
inline const nlohmann::json& memberOf(const nlohmann::json& value, std::string_view name) {
  static const nlohmann::json kNull;
  const auto at = value.is_object() ? value.find(name) : value.end();
  return at == value.end() ? kNull : *at;
}

}  // namespace hookline::model
