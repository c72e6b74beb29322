#pragma once
#include <QString>
#include <map>
#include <string>
#include <vector>

#include "model/webhook.h"

namespace hookline::webhooks_page {

/// A name and what stands beside it: a header, an entry of a map, a field of a message.
struct PairLine {
  QString name;
  QString value;
  bool operator==(const PairLine&) const = default;
};
using PairLines = std::vector<PairLine>;

/// A setting of a destination as it was typed. It knows how it is written to the core, so that a form can be saved as it is.
struct SettingEntry {
  enum class Shape { kText, kNumber, kFlag, kMap, kSecret };
  Shape shape = Shape::kText;
  QString text;     ///< of a flag "true" or "false"; of a secret that the core keeps and nobody replaced: empty
  PairLines lines;  ///< of a map
  bool operator==(const SettingEntry&) const = default;
};

/// By name; a setting that is not given has no entry.
using SettingEntries = std::map<std::string, SettingEntry>;

SettingEntries entriesOf(const model::Webhook& webhook);
/// Puts them in place of the webhook's settings. A secret that nobody replaced stays when the webhook has it, and is left out else.
void applyEntries(const SettingEntries& entries, model::Webhook& webhook);

/// "1,5" and "1.5"; NaN: no number.
double numberOf(const QString& text);

}  // namespace hookline::webhooks_page
