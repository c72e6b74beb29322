#include "schema_form/field_spec.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace hookline::schema_form {
namespace {

using Json = nlohmann::ordered_json;
using Kind = FieldSpec::Kind;

constexpr std::size_t kMaxFields = 200;
/// Names under which people write sentences.
constexpr std::array kLongNames = {"summary", "message", "content", "comment", "reason", "description", "text", "note"};

bool hasType(const Json& schema, const char* wanted) {
  const auto type = schema.find("type");
  if (type == schema.end()) return false;
  if (type->is_string()) return *type == wanted;
  return type->is_array() && std::any_of(type->begin(), type->end(), [wanted](const Json& one) { return one == wanted; });
}

std::optional<double> number(const Json& schema, const char* name) {
  const auto found = schema.find(name);
  return found != schema.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::optional<int> length(const Json& schema, const char* name) {
  const auto found = number(schema, name);
  return found && *found >= 0 && *found < 1e9 ? std::optional(static_cast<int>(*found)) : std::nullopt;
}

bool isLongName(const QString& name) {
  return std::any_of(kLongNames.begin(), kLongNames.end(),
                     [&name](const char* one) { return name.contains(QLatin1String(one), Qt::CaseInsensitive); });
}

std::vector<FieldSpec> fieldsOf(const Json& schema, bool nested);

bool isPlain(const FieldSpec& field) { return field.kind != Kind::kList && field.kind != Kind::kJson; }

FieldSpec fieldOf(const QString& name, const Json& schema, bool nested);

/// A list can be shown as one when each entry is a plain value or an object of plain values.
bool readItems(const Json& schema, FieldSpec& field) {
  const auto items = schema.find("items");
  if (items == schema.end() || !items->is_object()) return false;
  if (hasType(*items, "object")) {
    field.items = fieldsOf(*items, true);
  } else {
    field.items = {fieldOf(field.name, *items, true)};
    field.bareItems = true;
  }
  return !field.items.empty() && std::all_of(field.items.begin(), field.items.end(), isPlain);
}

void readKind(const Json& schema, FieldSpec& field, bool nested) {
  const auto choices = schema.find("enum");
  if (choices != schema.end() && choices->is_array()) {
    for (const auto& one : *choices)
      if (one.is_string()) field.choices << QString::fromStdString(one.get<std::string>());
    if (!field.choices.isEmpty()) field.kind = Kind::kChoice;
    return;
  }
  if (hasType(schema, "string"))
    field.kind = !nested && !field.email && isLongName(field.name) ? Kind::kLongText : Kind::kText;
  else if (hasType(schema, "number"))
    field.kind = Kind::kNumber;
  else if (hasType(schema, "integer"))
    field.kind = Kind::kInteger;
  else if (hasType(schema, "boolean"))
    field.kind = Kind::kYesNo;
  else if (!nested && hasType(schema, "array") && readItems(schema, field))
    field.kind = Kind::kList;
  else
    field.kind = Kind::kJson;
}

FieldSpec fieldOf(const QString& name, const Json& schema, bool nested) {
  FieldSpec field;
  field.name = name;
  if (!schema.is_object()) {
    field.kind = Kind::kJson;
    return field;
  }
  if (const auto text = schema.find("description"); text != schema.end() && text->is_string())
    field.description = QString::fromStdString(text->get<std::string>());
  if (const auto format = schema.find("format"); format != schema.end()) field.email = *format == "email";
  field.minimum = number(schema, "minimum");
  field.maximum = number(schema, "maximum");
  field.minLength = length(schema, "minLength");
  field.maxLength = length(schema, "maxLength");
  readKind(schema, field, nested);
  return field;
}

std::vector<FieldSpec> fieldsOf(const Json& schema, bool nested) {
  std::vector<FieldSpec> fields;
  const auto properties = schema.find("properties");
  if (properties == schema.end() || !properties->is_object()) return fields;
  QStringList required;
  if (const auto names = schema.find("required"); names != schema.end() && names->is_array())
    for (const auto& one : *names)
      if (one.is_string()) required << QString::fromStdString(one.get<std::string>());
  for (const auto& [key, value] : properties->items()) {
    if (fields.size() == kMaxFields) break;
    fields.push_back(fieldOf(QString::fromStdString(key), value, nested));
    fields.back().required = required.contains(fields.back().name);
  }
  const auto rank = [&required](const FieldSpec& field) { return field.required ? required.indexOf(field.name) : required.size(); };
  std::stable_sort(fields.begin(), fields.end(), [&rank](const FieldSpec& a, const FieldSpec& b) { return rank(a) < rank(b); });
  return fields;
}

}  // namespace

QString FieldSpec::title() const {
  QString words;
  for (const auto letter : name) {
    if (letter == QLatin1Char('_') || letter == QLatin1Char('-') || letter == QLatin1Char('.')) {
      words += QLatin1Char(' ');
      continue;
    }
    if (letter.isUpper() && !words.isEmpty() && words.back().isLower()) words += QLatin1Char(' ');
    words += words.isEmpty() ? letter.toUpper() : letter.toLower();
  }
  return words;
}

base::Result<std::vector<FieldSpec>> readFields(const std::string& schema) {
  if (schema.empty()) return std::vector<FieldSpec>{};
  const auto json = Json::parse(schema, nullptr, false);
  if (json.is_discarded())
    return base::fail(base::Errc::kMalformed, "The schema of this event type is no JSON, so there is no form; the JSON can be edited.");
  if (!json.is_object())
    return base::fail(base::Errc::kInvalid,
                      "The schema of this event type describes no object, so there is no form; the JSON can be edited.");
  return fieldsOf(json, false);
}

}  // namespace hookline::schema_form
