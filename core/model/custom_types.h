#pragma once
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hookline::model {

namespace internal {
struct DataSchema;
}

/// The event types of the users' own that have a JSON Schema. Immutable: any thread.
class CustomTypes {
 public:
  struct Type {
    std::string name;
    std::string schema;  ///< JSON text
  };
  static constexpr std::size_t kMaxTypes = 200;
  static constexpr std::size_t kMaxSchemaBytes = 64 * 1024;  ///< as JSON text without white space

  CustomTypes();
  ~CustomTypes();
  CustomTypes(const CustomTypes&) = delete;
  CustomTypes& operator=(const CustomTypes&) = delete;

  /// Reads [{"type", "schema"}]. `builtIn`: names that are taken. Errors: kInvalid, every wrong field named with a path under /items.
  static base::Result<std::shared_ptr<const CustomTypes>> read(const nlohmann::json& items, const std::vector<std::string>& builtIn);

  /// In the order in which they were given.
  const std::vector<Type>& types() const { return types_; }
  /// What read() takes.
  std::string text() const;
  /// Null for a type that is not among them.
  const internal::DataSchema* schema(std::string_view type) const;

 private:
  std::vector<Type> types_;
  std::map<std::string, std::unique_ptr<internal::DataSchema>, std::less<>> compiled_;
};

using CustomTypesPtr = std::shared_ptr<const CustomTypes>;

/// The name of the store's setting that keeps them.
inline constexpr const char* kEventTypesSetting = "eventTypes";

}  // namespace hookline::model
