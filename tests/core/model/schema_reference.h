#pragma once
#include <memory>
#include <nlohmann/json.hpp>

namespace hookline::model {

/// A full JSON Schema validator (valijson, draft 7), to hold our own checker against.
class SchemaReference {
 public:
  explicit SchemaReference(const nlohmann::json& schema);
  ~SchemaReference();
  SchemaReference(SchemaReference&&) noexcept;
  bool accepts(const nlohmann::json& value) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::model
