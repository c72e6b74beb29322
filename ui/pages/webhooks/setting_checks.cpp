#include "webhooks_page/setting_checks.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

#include "models/delivery_words.h"

namespace hookline::webhooks_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WebhookChecks", text); }

using models::plain;

QString isNeeded(const client::SettingField& field) {
  return field.help.empty() ? tr("This is needed.") : tr("This is needed. %1").arg(plain(field.help));
}

/// The core has the last word: where its patterns know what ours do not, nothing is said here.
QString checkPattern(const client::SettingField& field, const QString& text) {
  if (field.pattern.empty()) return {};
  const QRegularExpression pattern(QRegularExpression::anchoredPattern(plain(field.pattern)));
  if (!pattern.isValid() || pattern.match(text).hasMatch()) return {};
  return field.mustBe.empty() ? tr("This is not what the service expects. %1").arg(plain(field.help))
                              : tr("This %1.").arg(plain(field.mustBe));
}

QString checkNumber(const client::SettingField& field, const QString& text) {
  const double number = numberOf(text);
  if (!std::isnan(number) && number >= field.least && number <= field.most) return {};
  const auto shown = [](double value) { return QLocale().toString(value, 'g', QLocale::FloatingPointShortest); };
  return tr("This is a number from %1 to %2.").arg(shown(field.least), shown(field.most));
}

QString checkLines(const SettingEntry& entry) {
  QStringList names;
  for (const auto& line : entry.lines) {
    const auto name = line.name.trimmed();
    if (name.isEmpty() && line.value.trimmed().isEmpty()) continue;
    if (name.isEmpty()) return tr("“%1” has no name. Say which field of the service it belongs to.").arg(line.value);
    if (names.contains(name)) return tr("%1 stands here twice. Remove one of them.").arg(name);
    names << name;
  }
  return {};
}

QString checkText(const client::SettingField& field, const QString& text) {
  if (text.isEmpty()) return field.required ? isNeeded(field) : QString();
  if (field.kind == model::SettingKind::kNumber) return checkNumber(field, text);
  if (field.kind == model::SettingKind::kUrl && !text.startsWith(QLatin1String("https://")) && !text.startsWith(QLatin1String("http://")))
    return tr("An address begins with https://. Try https://%1.").arg(text.section(QLatin1String("//"), -1));
  return checkPattern(field, text);
}

}  // namespace

const client::SettingField* settingNamed(const client::Integration& integration, const std::string& name) {
  const auto at = std::find_if(integration.fields.begin(), integration.fields.end(),
                               [&name](const client::SettingField& field) { return field.name == name; });
  return at == integration.fields.end() ? nullptr : &*at;
}

QString checkSetting(const std::string& name, const WebhookForm& form, const model::Webhook* saved,
                     const client::Integration* integration) {
  const auto* field = integration != nullptr ? settingNamed(*integration, name) : nullptr;
  if (field == nullptr) return {};
  const auto given = form.settings.find(name);
  if (given == form.settings.end()) return field->required && field->preset.empty() ? isNeeded(*field) : QString();
  const auto& entry = given->second;
  if (entry.shape == SettingEntry::Shape::kMap) return checkLines(entry);
  if (entry.shape == SettingEntry::Shape::kSecret && entry.text.isEmpty()) {
    if (saved != nullptr && saved->secretSettings.contains(name)) return {};
    return field->required ? tr("A copy does not have what is kept secret. Give it again.") : QString();
  }
  return checkText(*field, entry.text.trimmed());
}

QString checkServiceUrl(const WebhookForm& form, const model::Webhook* saved, const client::Integration* integration) {
  const auto* field = integration != nullptr ? settingNamed(*integration, kUrlSetting) : nullptr;
  if (field == nullptr) return {};
  const auto url = form.url.trimmed();
  if (url.endsWith(kMaskedValue)) {
    if (saved != nullptr && saved->url == url.toStdString()) return {};
    return tr("A copy does not have what is kept secret. Give it again.");
  }
  if (url.isEmpty()) return field->required ? isNeeded(*field) : QString();
  if (url.contains(QRegularExpression(QStringLiteral("\\s")))) return tr("An address has no spaces. Copy it again from the service.");
  // The copies of a service have addresses of their own; which ones, the core knows.
  const auto base = form.settings.find(client::kBaseUrlSetting);
  return base != form.settings.end() && !base->second.text.isEmpty() ? QString() : checkPattern(*field, url);
}

}  // namespace hookline::webhooks_page
