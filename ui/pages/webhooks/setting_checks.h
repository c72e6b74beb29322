#pragma once
#include <QString>
#include <string>

#include "client/integration.h"
#include "webhooks_page/webhook_form.h"

namespace hookline::webhooks_page {

/// The field of a descriptor that is the webhook's own address and not one of its settings.
inline constexpr const char* kUrlSetting = "url";

/// The field with this name; null: the kind has none.
const client::SettingField* settingNamed(const client::Integration& integration, const std::string& name);

/// What is wrong with a setting, by its descriptor; empty: nothing, or the kind is not known. `saved`: as the core has the webhook, null
/// for one to be made, which has no secrets yet.
QString checkSetting(const std::string& name, const WebhookForm& form, const model::Webhook* saved, const client::Integration* integration);
/// The same for the address of a kind that has its own.
QString checkServiceUrl(const WebhookForm& form, const model::Webhook* saved, const client::Integration* integration);

}  // namespace hookline::webhooks_page
