#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hookline::sandbox::internal {

/// What a request's body holds under a name, however it is shaped; null where there is none. Into `value`.
inline const nlohmann::json& memberOf(const nlohmann::json& value, std::string_view name) {
  static const nlohmann::json kNull;
  const auto at = value.is_object() ? value.find(name) : value.end();
  return at == value.end() ? kNull : *at;
}

/// Empty when it is no text.
inline std::string textOf(const nlohmann::json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

inline std::vector<std::string> textsOf(const nlohmann::json& list) {
  std::vector<std::string> out;
  if (list.is_array())
    for (const auto& one : list) out.push_back(textOf(one));
  return out;
}

}  // namespace hookline::sandbox::internal
