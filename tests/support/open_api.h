#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "support/schema_reference.h"

namespace hookline::support {

/// An OpenAPI 3.1 document that calls and their answers are held against. Stricter than a client must be: an answer may hold no member
/// that the document does not name, unless it says that others may come. Thread: any.
class OpenApi {
 public:
  explicit OpenApi(std::string_view document);

  bool knows(const std::string& method, const std::string& path) const;

  struct Seen {
    std::string method;
    std::string path;  ///< percent-encoding is not undone
    std::string requestBody;
    int status = 0;
    std::string contentType;
    std::string body;
  };
  /// What of a call and its answer the document does not say; empty: it says all of it. Paths that it does not know are told too.
  std::string problems(const Seen& seen);

 private:
  const nlohmann::json* operationOf(const std::string& method, const std::string& path) const;
  std::string misfit(const std::string& where, const nlohmann::json& schema, const std::string& text);

  nlohmann::json document_;  // constant after construction
  std::mutex mutex_;
  std::map<std::string, SchemaReference> schemas_;  // guarded by mutex_; by where they stand
};

}  // namespace hookline::support
