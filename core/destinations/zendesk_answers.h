#pragma once
#include <nlohmann/json.hpp>
#include <optional>

#include "destinations/destination.h"

namespace hookline::destinations::internal {

/// Zendesk's error bodies (integrations.md §2): keyed on status and fields, its texts are only quoted. Nothing: the common table decides.
std::optional<Judgement> judgeZendesk(int status, const nlohmann::json& body);
/// Of a sign-in that gave no token.
Judgement judgeZendeskSignIn(int status, const nlohmann::json& body);
/// The credentials are refused: of the API token (`legacy`) or of the OAuth client.
Judgement zendeskRefusesCredentials(bool legacy);
/// A change was refused because the ticket is closed.
bool isClosedTicket(int status, const nlohmann::json& body);

}  // namespace hookline::destinations::internal
