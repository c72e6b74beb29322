#pragma once
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/faults.h"
#include "model/webhook.h"

namespace hookline::model::internal {

/// Reads what a caller says of a webhook, field by field, and names every fault. Private to the room; one use each.
class WebhookReader {
 public:
  /// `current` null: a new webhook. Otherwise a merge (RFC 7396) onto it; it must outlive the reader.
  explicit WebhookReader(const Webhook* current);

  base::Result<Webhook> read(const nlohmann::json& input);

 private:
  using Take = void (WebhookReader::*)(std::string_view name, const nlohmann::json& value);
  struct Field {
    std::string_view name;
    Take take;
  };
  static const Field* fieldNamed(std::string_view name);

  void takeName(std::string_view name, const nlohmann::json& value);
  void takeChatbot(std::string_view name, const nlohmann::json& value);
  void takeKind(std::string_view name, const nlohmann::json& value);
  void takeUrl(std::string_view name, const nlohmann::json& value);
  void takeSecret(std::string_view name, const nlohmann::json& value);
  void takeEvents(std::string_view name, const nlohmann::json& value);
  void takeFilter(std::string_view name, const nlohmann::json& value);
  void takeFlag(std::string_view name, const nlohmann::json& value);
  void takeHeaders(std::string_view name, const nlohmann::json& value);
  void takePolicy(std::string_view name, const nlohmann::json& value);
  void takeNumber(std::string_view name, const nlohmann::json& value);
  void takeRateLimit(std::string_view name, const nlohmann::json& value);
  void takeDigest(std::string_view name, const nlohmann::json& value);
  void takeOrdering(std::string_view name, const nlohmann::json& value);
  void takeSigning(std::string_view name, const nlohmann::json& value);
  void takeAuthorities(std::string_view name, const nlohmann::json& value);
  void takeSettings(std::string_view name, const nlohmann::json& value);
  void takeMessages(std::string_view name, const nlohmann::json& value);
  void takeReadOnly(std::string_view name, const nlohmann::json& value);

  void takeHeader(const std::string& name, const nlohmann::json& value);
  /// What only a custom webhook can have.
  void checkKind(const nlohmann::json& input);
  void finish();
  void fault(std::string_view name, std::string message);
  /// An object that holds nothing but `members`; false: it is something else, which is then a fault.
  bool isObjectOf(std::string_view name, const nlohmann::json& value, std::initializer_list<std::string_view> members);

  // constant after construction
  const Webhook* const current_;

  Webhook webhook_;
  Faults faults_;
};

}  // namespace hookline::model::internal
