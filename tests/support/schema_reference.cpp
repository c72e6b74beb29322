#include "support/schema_reference.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace hookline::support {

struct SchemaReference::Impl {
  valijson::Schema schema;
};

SchemaReference::SchemaReference(const nlohmann::json& schema) : impl_(std::make_unique<Impl>()) {
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), impl_->schema);
}

SchemaReference::~SchemaReference() = default;
SchemaReference::SchemaReference(SchemaReference&&) noexcept = default;

bool SchemaReference::accepts(const nlohmann::json& value) const {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  return validator.validate(impl_->schema, valijson::adapters::NlohmannJsonAdapter(value), nullptr);
}

std::string SchemaReference::problems(const nlohmann::json& value) const {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  if (validator.validate(impl_->schema, valijson::adapters::NlohmannJsonAdapter(value), &results)) return {};
  std::string text;
  for (const auto& error : results) {
    for (const auto& part : error.context) text += part;
    text += ": " + error.description + "\n";
  }
  return text.empty() ? "does not fit" : text;
}

}  // namespace hookline::support
