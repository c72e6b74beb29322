#include "model/data_schema.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace hookline::model::internal {
namespace {

using nlohmann::json;

constexpr auto kTypes = std::to_array<std::pair<std::string_view, DataSchema::Type>>({{"null", DataSchema::kNull},
                                                                                      {"boolean", DataSchema::kBoolean},
                                                                                      {"integer", DataSchema::kInteger},
                                                                                      {"number", DataSchema::kNumber},
                                                                                      {"string", DataSchema::kString},
                                                                                      {"array", DataSchema::kArray},
                                                                                      {"object", DataSchema::kObject}});

std::uint8_t typeBit(const std::string& name) {
  for (const auto& [word, type] : kTypes)
    if (word == name) return type;
  throw std::invalid_argument("a schema names the type " + name);
}

std::uint8_t typeBits(const json& value) {
  if (value.is_string()) return typeBit(value.get<std::string>());
  std::uint8_t bits = 0;
  for (const auto& name : value) bits |= typeBit(name.get<std::string>());
  return bits;
}

void readEnum(const json& value, DataSchema& out) {
  for (const auto& entry : value) {
    if (entry.is_null())
      out.nullWord = true;
    else
      out.words.push_back(entry.get<std::string>());
  }
}

void readProperties(const json& value, DataSchema& out) {
  if (value.size() > DataSchema::kMaxProperties) throw std::invalid_argument("a schema has more than 64 properties");
  for (const auto& [name, schema] : value.items()) out.properties.push_back({name, false, DataSchema::compile(schema)});
}

void readRequired(const json& value, DataSchema& out) {
  for (const auto& entry : value) {
    const std::size_t index = out.indexOf(entry.get<std::string>());
    if (index == DataSchema::kMaxProperties)
      throw std::invalid_argument("a schema requires the unknown property " + entry.get<std::string>());
    out.properties[index].required = true;
  }
}

void readPattern(std::string expression, DataSchema& out) {
  auto compiled = TextPattern::compile(expression);
  if (!compiled) throw std::invalid_argument("a schema's pattern " + compiled.error().message);
  out.pattern = std::move(*compiled);
  out.patternText = std::move(expression);
}

void readKeyword(const std::string& keyword, const json& value, DataSchema& out) {
  if (DataSchema::isNote(keyword) || keyword == "properties" || keyword == "required") return;
  if (keyword == "type")
    out.types = typeBits(value);
  else if (keyword == "items")
    out.items = DataSchema::compile(value);
  else if (keyword == "enum")
    readEnum(value, out);
  else if (keyword == "minimum")
    out.minimum = value.get<double>();
  else if (keyword == "maximum")
    out.maximum = value.get<double>();
  else if (keyword == "minLength")
    out.minLength = value.get<std::size_t>();
  else if (keyword == "maxLength")
    out.maxLength = value.get<std::size_t>();
  else if (keyword == "pattern")
    readPattern(value.get<std::string>(), out);
  else if (keyword == "format" && value == "email")
    out.email = true;
  else
    throw std::invalid_argument("a schema uses the keyword " + keyword + " in a way that is not known");
}

/// 0.5 as "0.5", 5 as "5".
std::string numberText(double number) {
  return number == static_cast<double>(static_cast<std::int64_t>(number)) ? json(static_cast<std::int64_t>(number)).dump()
                                                                          : json(number).dump();
}

std::string numberWish(const DataSchema& schema) {
  std::string wish = (schema.types & DataSchema::kNumber) != 0 ? "must be a number" : "must be a whole number";
  if (schema.minimum && schema.maximum) return wish + " from " + numberText(*schema.minimum) + " to " + numberText(*schema.maximum);
  if (schema.minimum) return wish + ", " + numberText(*schema.minimum) + " or more";
  if (schema.maximum) return wish + ", " + numberText(*schema.maximum) + " or less";
  return wish;
}

std::string textWish(const DataSchema& schema) {
  if (schema.email) return "must be an e-mail address";
  if (!schema.words.empty()) {
    std::string wish = "must be ";
    for (std::size_t i = 0; i < schema.words.size(); ++i) {
      if (i > 0) wish += i + 1 == schema.words.size() ? " or " : ", ";
      wish += schema.words[i];
    }
    return wish;
  }
  if (schema.pattern) return "must match the pattern " + schema.patternText;
  if (schema.minLength && schema.maxLength)
    return "must be text of " + std::to_string(*schema.minLength) + " to " + std::to_string(*schema.maxLength) + " characters";
  if (schema.maxLength) return "must be text of at most " + std::to_string(*schema.maxLength) + " characters";
  return schema.minLength.value_or(0) > 0 ? "must be text, not empty" : "must be text";
}

}  // namespace

bool DataSchema::isType(std::string_view word) {
  return std::any_of(kTypes.begin(), kTypes.end(), [word](const auto& type) { return type.first == word; });
}

bool DataSchema::isNote(std::string_view keyword) {
  constexpr std::array<std::string_view, 6> kNotes{"$schema", "$id", "title", "description", "default", "examples"};
  return std::find(kNotes.begin(), kNotes.end(), keyword) != kNotes.end();
}

std::size_t DataSchema::indexOf(std::string_view name) const {
  for (std::size_t i = 0; i < properties.size(); ++i)
    if (properties[i].name == name) return i;
  return kMaxProperties;
}

std::string DataSchema::wish() const {
  if ((types & kString) != 0) return textWish(*this);
  if ((types & (kNumber | kInteger)) != 0) return numberWish(*this);
  if ((types & kArray) != 0) return "must be a list";
  if ((types & kObject) != 0) return "must be an object";
  if ((types & kBoolean) != 0) return "must be true or false";
  return "must be null";
}

std::unique_ptr<DataSchema> DataSchema::compile(const json& schema) {
  if (!schema.is_object()) throw std::invalid_argument("a schema is not an object");
  auto out = std::make_unique<DataSchema>();
  if (const auto at = schema.find("properties"); at != schema.end()) readProperties(*at, *out);
  if (const auto at = schema.find("required"); at != schema.end()) readRequired(*at, *out);
  for (const auto& [keyword, value] : schema.items()) readKeyword(keyword, value, *out);
  return out;
}

}  // namespace hookline::model::internal
