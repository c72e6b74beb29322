#pragma once
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace hookline::api::internal {

/// Reads the body of a call. Errors: kMalformed (no JSON: line and column; broken UTF-8; deeper than 64), kInvalid (duplicate
/// keys, which one reader takes one way and the next another; not an object). Thread: any.
base::Result<nlohmann::json> parseObject(std::string_view text);

/// Reads the members of an object and gathers what is wrong with them, so that an answer can name every wrong one. Members
/// beyond `known` are wrong too: a misspelt name must not be taken for a default.
class FieldReader {
 public:
  FieldReader(const nlohmann::json& object, std::initializer_list<std::string_view> known);

  const nlohmann::json* find(std::string_view name) const;
  std::optional<std::string> text(std::string_view name);
  std::optional<bool> flag(std::string_view name);
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<base::WallTime> time(std::string_view name);
  void refuse(std::string path, std::string message);

  /// kInvalid with all details, or fine.
  base::Status status() const;

 private:
  const nlohmann::json& object_;
  std::vector<base::FieldError> errors_;
};

}  // namespace hookline::api::internal
