#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "model/event.h"
#include "model/webhook.h"

namespace hookline::destinations {

/// What a template can name: all of the event's body, and beside it
///   conversationUrl, takeoverUrl   made of the webhook's settings, absent without them
///   person.name, .email, .visitorId
///   formatted.estimatedValue ("$1,200"), .sentimentScore ("91%"), .durationSeconds ("3 min 20 s"), .timestamp ("23 Nov 2026 20:00 UTC")
///   urgency.low, .medium, .high    of a hand-off; missing counts as medium
///   shortId                        the end of the event's id: enough to tell two messages apart
/// Empty texts and nulls are absent, so that {{^data.phone}}N/A{{/data.phone}} holds for them too. Control characters are taken out.
/// All of it follows from the event and the webhook alone: what is sent again is the same byte for byte.
nlohmann::json eventValues(const model::Event& event, const model::Webhook& webhook);

/// What eventValues has as shortId.
std::string shortIdOf(std::string_view id);

/// A number of an event's `data`, or `otherwise` where there is none. `body` is the event object.
double dataNumber(const nlohmann::json& body, std::string_view name, double otherwise);

/// A text setting, or its preset where nothing is set.
std::string textSetting(const model::Webhook& webhook, std::string_view name, std::string_view preset = {});

/// A secret setting, or nothing where none is set.
std::string secretSetting(const model::Webhook& webhook, std::string_view name);

}  // namespace hookline::destinations
