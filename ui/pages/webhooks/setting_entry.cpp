#include "webhooks_page/setting_entry.h"

#include <QLocale>
#include <cmath>
#include <limits>

#include "models/delivery_words.h"

namespace hookline::webhooks_page {
namespace {

using Shape = SettingEntry::Shape;
using nlohmann::json;

using models::plain;

SettingEntry entryOf(const json& value) {
  SettingEntry entry;
  if (value.is_boolean()) {
    entry.shape = Shape::kFlag;
    entry.text = value.get<bool>() ? QStringLiteral("true") : QStringLiteral("false");
  } else if (value.is_number()) {
    entry.shape = Shape::kNumber;
    entry.text = QLocale::c().toString(value.get<double>(), 'g', QLocale::FloatingPointShortest);
  } else if (value.is_object()) {
    entry.shape = Shape::kMap;
    for (const auto& [name, one] : value.items()) entry.lines.push_back({plain(name), one.is_string() ? plain(one) : plain(one.dump())});
  } else {
    entry.text = value.is_string() ? plain(value) : plain(value.dump());
  }
  return entry;
}

json valueOf(const SettingEntry& entry) {
  const auto text = entry.text.trimmed();
  switch (entry.shape) {
    case Shape::kFlag:
      return text == QLatin1String("true");
    case Shape::kNumber: {
      const double number = numberOf(text);
      // What is no number is sent as it was typed, so that the core can say so.
      if (std::isnan(number)) return text.toStdString();
      if (std::floor(number) == number && std::abs(number) < 1e15) return static_cast<std::int64_t>(number);
      return number;
    }
    case Shape::kMap: {
      auto map = json::object();
      for (const auto& line : entry.lines)
        if (!line.name.trimmed().isEmpty()) map[line.name.trimmed().toStdString()] = line.value.toStdString();
      return map;
    }
    default:
      return text.toStdString();
  }
}

}  // namespace

SettingEntries entriesOf(const model::Webhook& webhook) {
  SettingEntries entries;
  for (const auto& [name, value] : webhook.settings.items()) entries.emplace(name, entryOf(value));
  for (const auto& [name, value] : webhook.secretSettings) entries.emplace(name, SettingEntry{Shape::kSecret, {}, {}});
  return entries;
}

void applyEntries(const SettingEntries& entries, model::Webhook& webhook) {
  auto settings = json::object();
  decltype(webhook.secretSettings) kept;
  for (const auto& [name, entry] : entries) {
    if (entry.shape != Shape::kSecret || !entry.text.isEmpty()) {
      // As the core wrote it, when it means the same: 2 and 2.0 are one number.
      const auto was = webhook.settings.find(name);
      const bool same = was != webhook.settings.end() && entryOf(*was) == entry;
      settings[name] = same ? *was : valueOf(entry);
    } else if (const auto stored = webhook.secretSettings.find(name); stored != webhook.secretSettings.end()) {
      kept.insert(*stored);
    }
  }
  webhook.settings = std::move(settings);
  webhook.secretSettings = std::move(kept);
}

double numberOf(const QString& text) {
  bool number = false;
  const double value = QString(text).trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&number);
  return number ? value : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace hookline::webhooks_page
