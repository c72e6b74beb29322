#include "model/schema_check.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "model/data_schema.h"
#include "model/text_pattern.h"

namespace hookline::model::internal {
namespace {

using nlohmann::json;

constexpr std::size_t kMostFaults = 50;  // what a person reads at once
constexpr const char* kKeywords =
    "is not one of the keywords that are checked here: type, properties, required, items, enum, minimum, maximum, minLength, maxLength, "
    "pattern, format";

/// Looks at one schema after another; those inside others wait for their turn.
class SchemaCheck {
 public:
  explicit SchemaCheck(Faults& faults) : faults_(faults) {}

  void run(const json& schema, const std::string& path) {
    waiting_.emplace_back(path, &schema);
    while (!waiting_.empty()) {
      const auto [at, next] = waiting_.front();
      waiting_.pop_front();
      look(at, *next);
    }
    if (patterns_ > DataSchema::kMaxPatterns) fault(path, "has more than " + std::to_string(DataSchema::kMaxPatterns) + " patterns");
  }

 private:
  void fault(std::string path, std::string message) {
    if (faults_.size() < kMostFaults) faults_.push_back({std::move(path), std::move(message)});
  }

  void look(const std::string& path, const json& schema) {
    if (!schema.is_object()) return fault(path, "must be an object: a JSON Schema");
    for (const auto& [keyword, value] : schema.items()) {
      const auto at = path + "/" + pointerPart(keyword);
      if (keyword == "type")
        type(at, value);
      else if (keyword == "properties")
        properties(at, value);
      else if (keyword == "required")
        required(at, value, schema);
      else if (keyword == "items")
        waiting_.emplace_back(at, &value);
      else if (keyword == "enum")
        words(at, value);
      else
        limit(at, keyword, value);
    }
  }

  void type(const std::string& path, const json& value) {
    const auto known = [](const json& word) { return word.is_string() && DataSchema::isType(word.get<std::string>()); };
    const bool fits = value.is_array() ? !value.empty() && std::all_of(value.begin(), value.end(), known) : known(value);
    if (!fits) fault(path, "must be null, boolean, integer, number, string, array or object, or a list of those");
  }

  void properties(const std::string& path, const json& value) {
    if (!value.is_object() || value.size() > DataSchema::kMaxProperties)
      return fault(path, "must be an object of at most " + std::to_string(DataSchema::kMaxProperties) + " properties");
    for (const auto& [name, inner] : value.items()) waiting_.emplace_back(path + "/" + pointerPart(name), &inner);
  }

  void required(const std::string& path, const json& value, const json& schema) {
    const auto named = schema.find("properties");
    const auto known = [&](const json& name) {
      return name.is_string() && named != schema.end() && named->is_object() && named->contains(name.get<std::string>());
    };
    if (!value.is_array() || !std::all_of(value.begin(), value.end(), known))
      fault(path, "must be a list of names that stand in properties");
  }

  void words(const std::string& path, const json& value) {
    const auto fits = [](const json& word) { return word.is_string() || word.is_null(); };
    if (!value.is_array() || value.empty() || !std::all_of(value.begin(), value.end(), fits))
      fault(path, "must be a list of texts, and null where it is allowed");
  }

  void limit(const std::string& path, const std::string& keyword, const json& value) {
    if (keyword == "minimum" || keyword == "maximum") {
      if (!value.is_number()) fault(path, "must be a number");
    } else if (keyword == "minLength" || keyword == "maxLength") {
      if (!value.is_number_unsigned()) fault(path, "must be a whole number of characters, 0 or more");
    } else if (keyword == "format") {
      if (value != "email") fault(path, "must be email: no other format is checked here");
    } else if (keyword == "pattern") {
      ++patterns_;
      const auto compiled = TextPattern::compile(value.is_string() ? value.get<std::string>() : std::string());
      if (!compiled) fault(path, compiled.error().message);
    } else if (!DataSchema::isNote(keyword)) {
      fault(path, kKeywords);
    }
  }

  Faults& faults_;
  std::deque<std::pair<std::string, const json*>> waiting_;
  std::size_t patterns_ = 0;
};

}  // namespace

void checkSchema(const json& schema, const std::string& path, Faults& faults) {
  const auto before = faults.size();
  SchemaCheck(faults).run(schema, path);
  if (faults.size() > before) return;
  const auto type = schema.find("type");
  const bool object =
      type == schema.end() || *type == "object" || (type->is_array() && std::find(type->begin(), type->end(), "object") != type->end());
  if (!object || schema.contains("enum"))
    faults.push_back({path + (object ? "/enum" : "/type"), "leaves no event: data is always an object"});
}

}  // namespace hookline::model::internal
