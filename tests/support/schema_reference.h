#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace hookline::support {

/// A full JSON Schema validator (valijson, draft 7), to hold our own checker and the API's answers against.
class SchemaReference {
 public:
  /// References (#/…) are looked up in `schema` itself.
  explicit SchemaReference(const nlohmann::json& schema);
  ~SchemaReference();
  SchemaReference(SchemaReference&&) noexcept;
  bool accepts(const nlohmann::json& value) const;
  /// What does not fit and where, a line each; empty: everything does.
  std::string problems(const nlohmann::json& value) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::support
