#pragma once
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/text_pattern.h"

namespace hookline::model::internal {

/// A JSON Schema (draft 7) in the form the intake path checks with: no tree of the value is needed. It knows the keywords type,
/// properties, required, items (one schema), enum (text and null), minimum, maximum, minLength, maxLength, pattern and format email; notes
/// for readers ($schema, $id, title, description, default, examples) are passed over. Private to the room. Immutable: any thread.
struct DataSchema {
  enum Type : std::uint8_t { kNull = 1, kBoolean = 2, kInteger = 4, kNumber = 8, kString = 16, kArray = 32, kObject = 64 };
  static constexpr std::uint8_t kAnyType = 0x7F;
  static constexpr std::size_t kMaxProperties = 64;  ///< those seen are kept as bits of one number
  static constexpr std::size_t kMaxPatterns = 8;     ///< of a schema that somebody wrote, with those inside it

  struct Property {
    std::string name;
    bool required = false;
    std::unique_ptr<DataSchema> schema;
  };

  std::uint8_t types = kAnyType;
  std::vector<Property> properties;
  std::unique_ptr<DataSchema> items;
  std::vector<std::string> words;  ///< enum; empty: any
  bool nullWord = false;           ///< enum holds null
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<std::size_t> minLength;  ///< characters
  std::optional<std::size_t> maxLength;
  std::optional<TextPattern> pattern;
  std::string patternText;
  bool email = false;

  /// The index of a property, or kMaxProperties.
  std::size_t indexOf(std::string_view name) const;
  /// "must be a number from 0 to 1": what the schema asks for, for a person.
  std::string wish() const;

  static bool isType(std::string_view word);
  /// Whether a keyword is for readers only.
  static bool isNote(std::string_view keyword);
  /// Throws std::invalid_argument that names the keyword it does not know, and nlohmann's exceptions for keywords of a wrong type.
  static std::unique_ptr<DataSchema> compile(const nlohmann::json& schema);
};

}  // namespace hookline::model::internal
