#pragma once
#include <array>
#include <nlohmann/json.hpp>

#include "model/webhook.h"

namespace hookline::client::internal {

/// The fields of interfaces.md §3 that a person sets.
inline constexpr std::array kSettableFields = {
    "name",        "chatbotId", "kind",    "url",         "events",    "filter",    "settings",          "messages",
    "enabled",     "test",      "headers", "retryPolicy", "timeoutMs", "maxHoldMs", "retryEveryFailure", "rateLimit",
    "maxInFlight", "ordering",  "digest",  "signing",     "allowHttp", "caPem"};

/// Those fields as a creation sends them. An empty secret is left out: the core makes one; so is an empty address, which follows from the
/// settings.
nlohmann::json webhookFields(const model::Webhook& webhook);

/// RFC 7396: what turns `before` into `after`, by field, and by header, setting and message. Values that the core showed masked and that
/// were not touched are not sent back. `secret` and `id` never change this way.
nlohmann::json webhookPatch(const model::Webhook& before, const model::Webhook& after);

/// What calls about a webhook that is not saved send: a creation, or the patch of the one that `before` names.
nlohmann::json unsavedFields(const model::Webhook& before, const model::Webhook& after);

}  // namespace hookline::client::internal
