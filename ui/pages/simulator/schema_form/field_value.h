#pragma once
#include <nlohmann/json.hpp>

#include "schema_form/field_spec.h"

/// Between a field's JSON and what stands in its editor. Private to the room.
namespace hookline::schema_form::internal {

using Json = nlohmann::ordered_json;

/// What the editor shows: text as it is, other values as JSON, null as nothing.
QString shownText(const Json* value);
/// What a text of an editor stands for. Nothing: the field is left out. A text that is no value of the field's kind becomes a JSON text,
/// so that form and JSON never say different things.
std::optional<Json> valueOf(const FieldSpec& field, const QString& text);
/// Why the schema does not take it, or empty.
QString problemOf(const FieldSpec& field, const QString& text);
/// "From 1 to 5", "At most 200 characters"; empty: no limits.
QString limitsOf(const FieldSpec& field);

}  // namespace hookline::schema_form::internal
