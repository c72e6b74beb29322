#include "webhooks_page/stand_in_form.h"

#include "models/delivery_words.h"
#include "webhooks_page/setting_checks.h"

namespace hookline::webhooks_page {

using models::plain;

WebhookForm withStandIn(const WebhookForm& form, const client::StandIn& standIn, const client::Integration& integration) {
  auto filled = form;
  if (!standIn.url.empty()) filled.url = plain(standIn.url);
  model::Webhook webhook;
  webhook.settings = standIn.settings;
  for (auto& [name, entry] : entriesOf(webhook)) {
    const auto* field = settingNamed(integration, name);
    if (field == nullptr) continue;  // the form has no place for it
    filled.settings[name] = entry;
    if (field->kind == model::SettingKind::kSecret) filled.settings[name].shape = SettingEntry::Shape::kSecret;
  }
  return filled;
}

bool goesToStandIn(const WebhookForm& form, const client::Sandbox& sandbox, const client::Integration& integration) {
  if (!sandbox.running) return false;
  const auto theirs = [at = plain(sandbox.url)](const QString& url) { return url == at || url.startsWith(at + QLatin1Char('/')); };
  const auto base = form.settings.find(client::kBaseUrlSetting);
  if (base == form.settings.end() || !theirs(base->second.text.trimmed())) return false;
  // An address that follows from the settings is theirs too as soon as it is saved.
  return settingNamed(integration, kUrlSetting) == nullptr || form.url.trimmed().isEmpty() || theirs(form.url.trimmed());
}

}  // namespace hookline::webhooks_page
