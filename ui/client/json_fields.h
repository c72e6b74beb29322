#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace hookline::client::internal {

/// Reads the fields of one JSON object of an answer, without throwing. A field that is missing or null takes its default; one of the
/// wrong type is remembered, and the whole is then refused: a core that says nonsense is not believed by halves.
class JsonFields {
 public:
  /// `what` names the object in the error ("a delivery"). `json` outlives the reader.
  JsonFields(const nlohmann::json& json, std::string_view what);

  std::string text(const char* name);
  bool flag(const char* name, bool missing = false);
  double number(const char* name);
  std::optional<double> maybeNumber(const char* name);
  /// Each a number or null; at most `most` of them are right.
  std::vector<std::optional<double>> maybeNumbers(const char* name, std::size_t most);
  /// Negative and fractional numbers are wrong.
  std::uint64_t count(const char* name);
  /// A count that an int holds.
  int smallCount(const char* name);
  /// The same, when it is there.
  std::optional<int> maybeSmallCount(const char* name);
  base::WallTime time(const char* name);
  std::optional<base::WallTime> maybeTime(const char* name);
  std::vector<std::string> texts(const char* name);
  /// Null when missing; of the wrong type: a fault.
  const nlohmann::json* object(const char* name);
  const nlohmann::json* array(const char* name);
  template <typename Id>
  Id id(const char* name) {
    const auto word = text(name);
    const auto read = Id::parse(word);
    if (!read) wrong(name);
    return read.value_or(Id{});
  }

  /// Of number 0 when missing.
  template <typename Id>
  Id maybeId(const char* name) {
    return find(name) == nullptr ? Id{} : id<Id>(name);
  }

  void wrong(const char* name);
  bool good() const { return !fault_; }
  base::Error error() const;

 private:
  const nlohmann::json* find(const char* name);

  const nlohmann::json& json_;
  const std::string what_;
  std::optional<std::string> fault_;
};

}  // namespace hookline::client::internal
