#include "client/json_fields.h"

#include <algorithm>
#include <cmath>

namespace hookline::client::internal {
namespace {

// The largest whole number that a double, which JSON's numbers are to most, holds exactly.
constexpr double kMaxWhole = 9007199254740992.0;

}  // namespace

JsonFields::JsonFields(const nlohmann::json& json, std::string_view what) : json_(json), what_(what) {
  if (!json.is_object()) fault_ = "it is no object";
}

const nlohmann::json* JsonFields::find(const char* name) {
  if (!json_.is_object()) return nullptr;
  const auto found = json_.find(name);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

void JsonFields::wrong(const char* name) {
  if (!fault_) fault_ = "its field \"" + std::string(name) + "\" makes no sense";
}

base::Error JsonFields::error() const {
  return {base::Errc::kMalformed,
          "The core's answer cannot be read: in " + what_ + ", " + fault_.value_or("something is wrong") +
              ". Is it a Hookline, and of a version that fits this one?",
          false,
          {}};
}

std::string JsonFields::text(const char* name) {
  const auto* value = find(name);
  if (value == nullptr) return {};
  if (const auto* string = value->get_ptr<const std::string*>()) return *string;
  wrong(name);
  return {};
}

bool JsonFields::flag(const char* name, bool missing) {
  const auto* value = find(name);
  if (value == nullptr) return missing;
  if (const auto* flag = value->get_ptr<const bool*>()) return *flag;
  wrong(name);
  return missing;
}

std::optional<double> JsonFields::maybeNumber(const char* name) {
  const auto* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) {
    const auto number = value->get<double>();
    if (std::isfinite(number)) return number;
  }
  wrong(name);
  return std::nullopt;
}

std::vector<std::optional<double>> JsonFields::maybeNumbers(const char* name, std::size_t most) {
  std::vector<std::optional<double>> out;
  const auto* items = array(name);
  if (items == nullptr) return out;
  const auto fine = [](const nlohmann::json& one) { return one.is_null() || (one.is_number() && std::isfinite(one.get<double>())); };
  if (items->size() > most || !std::all_of(items->begin(), items->end(), fine)) {
    wrong(name);
    return out;
  }
  for (const auto& one : *items) out.push_back(one.is_null() ? std::nullopt : std::optional(one.get<double>()));
  return out;
}

double JsonFields::number(const char* name) { return maybeNumber(name).value_or(0); }

std::uint64_t JsonFields::count(const char* name) {
  const auto number = maybeNumber(name);
  if (!number) return 0;
  if (*number >= 0 && *number <= kMaxWhole && std::floor(*number) == *number) return static_cast<std::uint64_t>(*number);
  wrong(name);
  return 0;
}

std::optional<int> JsonFields::maybeSmallCount(const char* name) {
  const auto number = maybeNumber(name);
  if (!number) return std::nullopt;
  if (*number >= 0 && *number <= 2147483647.0 && std::floor(*number) == *number) return static_cast<int>(*number);
  wrong(name);
  return std::nullopt;
}

int JsonFields::smallCount(const char* name) { return maybeSmallCount(name).value_or(0); }

std::optional<base::WallTime> JsonFields::maybeTime(const char* name) {
  const auto word = text(name);
  if (word.empty()) return std::nullopt;
  const auto time = base::parseIso(word);
  if (!time) wrong(name);
  return time;
}

base::WallTime JsonFields::time(const char* name) { return maybeTime(name).value_or(base::WallTime{}); }

std::vector<std::string> JsonFields::texts(const char* name) {
  std::vector<std::string> out;
  const auto* list = array(name);
  if (list == nullptr) return out;
  for (const auto& one : *list) {
    if (const auto* string = one.get_ptr<const std::string*>())
      out.push_back(*string);
    else
      wrong(name);
  }
  return out;
}

const nlohmann::json* JsonFields::object(const char* name) {
  const auto* value = find(name);
  if (value != nullptr && !value->is_object()) {
    wrong(name);
    return nullptr;
  }
  return value;
}

const nlohmann::json* JsonFields::array(const char* name) {
  const auto* value = find(name);
  if (value != nullptr && !value->is_array()) {
    wrong(name);
    return nullptr;
  }
  return value;
}

}  // namespace hookline::client::internal
