#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/json_member.h"

namespace hookline::sandbox::internal {

using model::memberOf;

/// Empty when it is no text.
inline std::string textOf(const nlohmann::json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

inline std::vector<std::string> textsOf(const nlohmann::json& list) {
  std::vector<std::string> out;
  if (list.is_array())
    for (const auto& one : list) out.push_back(textOf(one));
  return out;
}

}  // namespace hookline::sandbox::internal
