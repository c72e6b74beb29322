#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/integration.h"
#include "model/webhook.h"

namespace hookline::destinations {

/// Checks a webhook's settings, messages and address against its destination's form and puts them where they belong: secret ones into
/// Webhook::secretSettings, and the address of a kind without its own into Webhook::url; turns the order of a conversation's deliveries on
/// where the kind needs it. The faults name each field: /settings/mention, /messages/lead.captured/title. A kind that this version has no
/// destination for is a fault of /kind. `lookedUp`: a setting whose values are about to be looked up; what stands there, or does not, is
/// left out.
std::vector<base::FieldError> settle(model::Webhook& webhook, std::string_view lookedUp = {});

/// The form's fields: the destination's own, and what every one but custom takes (interfaces.md §7).
std::vector<model::SettingField> fieldsOf(const model::Integration& integration);

/// What `settings` holds under the field's name, or its preset, as text; a flag as "true" or "false".
std::string settingText(const model::Webhook& webhook, const model::SettingField& field);

/// Where a service without a `url` of the webhook is called: `baseUrl` of the settings, or `own`. Without a slash at its end.
std::string serviceBase(const model::Webhook& webhook, std::string_view own);

}  // namespace hookline::destinations
