#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "destinations/destination.h"

namespace hookline::destinations::internal {

/// By what a conversation's tickets are found: "hl:conv_1". An id that the search would take apart, or that is too long, stands as its
/// digest; an event without a conversation has a ticket of its own.
std::string zendeskExternalId(const model::Event& event);

/// The body that creates the ticket; `followUpOf`: the number of the closed one that it goes on from, or empty. It follows from the event
/// and the webhook alone, so that sent again it is the same.
nlohmann::ordered_json zendeskTicket(const Occasion& occasion, const std::string& followUpOf);

/// The body that adds the event to a ticket as an internal comment; `reopen`: the ticket waits or is solved, and somebody is to look.
nlohmann::ordered_json zendeskComment(const Occasion& occasion, bool reopen);

}  // namespace hookline::destinations::internal
