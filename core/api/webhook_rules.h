#pragma once
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/webhook.h"
#include "net/address_guard.h"

namespace hookline::api::internal {

// What is judged when a webhook is saved beyond its shape: where it points and what it sends (delivery.md §4). The same rules
// are judged again before every connection; a name's addresses are known only then.

/// Fields that are wrong, empty when all is well. `secret` is judged for use by the webhook's signing; settings are put where they belong
/// (destinations::settle, also for `lookedUp`).
std::vector<base::FieldError> checkWebhook(model::Webhook& webhook, const net::AddressPolicy& policy, std::string_view lookedUp = {});

/// Judges url and headers of an input that failed for other reasons, so that one answer names every wrong field.
std::vector<base::FieldError> checkInput(const nlohmann::json& input, const net::AddressPolicy& policy);

/// `error` with more details; details of fields that it names already are left out.
base::Error withDetails(base::Error error, std::vector<base::FieldError> more);

/// A webhook to be created from a call's body, or every field that is wrong.
base::Result<model::Webhook> readNewWebhook(const nlohmann::json& input, const net::AddressPolicy& policy, std::string_view lookedUp = {});
/// The webhook after an RFC 7396 merge, or every field that is wrong.
base::Result<model::Webhook> readChangedWebhook(const model::Webhook& current, const nlohmann::json& patch,
                                                const net::AddressPolicy& policy, std::string_view lookedUp = {});

}  // namespace hookline::api::internal
