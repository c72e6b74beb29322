#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "destinations/destination.h"
#include "destinations/message_renderer.h"

namespace hookline::destinations {

/// What the chat kinds share: which events become a message, and one request that carries it. A kind says how its service writes a
/// message. Sending is at-least-once: none of these services takes an idempotency key, so the footer shows the event's short id.
class ChatDestination : public Destination {
 public:
  /// How much of a limit a part of a message takes, in the service's own way of counting.
  struct Use {
    std::string what;  ///< "The title", "The field Email"
    std::size_t length = 0;
    std::size_t most = 0;
  };
  /// Only of parts that are there. Longer ones are cut when they are sent.
  virtual std::vector<Use> measure(const Rendered& message) const = 0;

  bool acts(const model::Webhook& webhook, model::EventView& event) const final;
  base::Result<model::HttpRequest> request(const Occasion& occasion) const override;

 protected:
  /// The service's own shape, within its limits.
  virtual nlohmann::ordered_json body(const Rendered& message, const Occasion& occasion) const = 0;

  /// What each chat kind takes beside its own fields: which ratings and how bad a mood are worth a message.
  static std::vector<model::SettingField> withSharedFields(std::vector<model::SettingField> own);
  /// integrations.md §13, the chat column.
  static std::vector<model::EventAction> chatActions();
};

/// The most that a service, or its destination, takes of each part of a message.
struct PartLimits {
  std::size_t title;
  std::size_t text;
  std::size_t quote;
  std::size_t fieldValue;
  Count count = Count::kCharacters;
  std::size_t fieldName = 100;
};
/// The common part of measure(): title, text, quote and each field's value.
std::vector<ChatDestination::Use> measured(const Rendered& message, const PartLimits& limits);
/// A copy with each of these parts cut to its limit. Who tries several cuts until the whole fits begins with it, so that a huge event is
/// gone through once.
Rendered cutTo(const PartLimits& limits, Rendered message);

/// A request with a JSON body and what every request of a webhook has: its time-out, its authorities, whether plain http is fine.
model::HttpRequest jsonRequest(const Occasion& occasion, std::string url, const nlohmann::ordered_json& body);

/// Text of a service inside a sentence of ours: printable, at most 200 bytes.
std::string quoted(std::string_view text);

}  // namespace hookline::destinations
