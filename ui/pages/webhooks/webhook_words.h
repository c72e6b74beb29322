#pragma once
#include <QString>
#include <optional>

#include "client/types.h"
#include "widgets/chip.h"

namespace hookline::webhooks_page {

/// A webhook's state by shape and word: what stops it before how it fares. Without health: what the core says of it alone.
widgets::Chip stateChip(const client::WebhookView& view, const client::Health* health);
/// "Paused by owner. since 14:02, until 16:00": why it is stopped, what helps and since when; empty when it is not.
QString stopSentence(const client::WebhookView& view);
/// Why nothing goes to a receiver that looks down: "It failed so often that nothing is sent until 14:05; then one delivery tries it." Empty
/// while its breaker is closed.
QString breakerSentence(const client::Health* health);
/// "141 deliveries wait." or empty.
QString waitingSentence(std::uint64_t waiting);
/// "200 OK in 84 ms", or the sentence why not.
QString testSentence(const client::TestOutcome& outcome);

}  // namespace hookline::webhooks_page
