#pragma once
#include <optional>
#include <vector>

#include "model/http_exchange.h"
#include "model/integration.h"

namespace hookline::destinations {

/// The chats in an answer to getUpdates, the one that was written in last first: `value` the id, `label` what it is called and what it is.
/// Chats that the bot has left, and groups that became another one, are not among them. Nothing: no answer of the Bot API.
std::optional<std::vector<model::FoundValue>> chatsInUpdates(const model::HttpResult& result);

}  // namespace hookline::destinations
