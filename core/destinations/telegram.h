#pragma once
#include "destinations/chat_destination.h"

namespace hookline::destinations {

/// A Telegram bot that writes in one chat (integrations.md §10): sendMessage of the Bot API, with HTML as its markup. The token of the bot
/// is part of every address that is called, so it is put in when a request is made and is never in the webhook's own `url`.
/// A test send posts nothing: it asks who the bot is and for the chat.
class Telegram final : public ChatDestination {
 public:
  const model::Integration& integration() const override;
  std::vector<Use> measure(const Rendered& message) const override;
  /// The Bot API's host, without the token.
  std::string address(const model::Webhook& webhook) const override;
  base::Result<model::HttpRequest> request(const Occasion& occasion) const override;
  std::optional<Judgement> judge(const model::HttpResult& result) const override;
  std::optional<Judgement> conclude(const Occasion& occasion, const model::HttpResult& result) const override;
  std::optional<base::Result<LookUp>> lookUp(const Occasion& occasion, std::string_view field) const override;

 protected:
  nlohmann::ordered_json body(const Rendered& message, const Occasion& occasion) const override;
};

}  // namespace hookline::destinations
