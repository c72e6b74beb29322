#include "manual_page/field_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "manual_page/foreign_text.h"

namespace hookline::manual_page {
namespace {

using model::SettingKind;

QString tr(const char* text) { return QCoreApplication::translate("ManualFields", text); }

QString quoted(const QString& text) { return tr("“%1”").arg(text); }

QString numberWord(double number) { return QLocale().toString(number, 'g', QLocale::FloatingPointShortest); }

QString nameOf(const client::SettingChoice& choice) { return oneLine(choice.label.empty() ? choice.value : choice.label); }

QString choicesOf(const client::SettingField& field) {
  QString all;
  for (const auto& choice : field.choices) {
    if (all.size() > kMaxForeign) return all + QChar(0x2026);
    all += (all.isEmpty() ? QString() : QStringLiteral(", ")) + quoted(nameOf(choice));
  }
  return all;
}

QString formOf(const client::SettingField& field) {
  switch (field.kind) {
    case SettingKind::kUrl:
      return tr("A web address (https://…).");
    case SettingKind::kFlag:
      return tr("A tick: yes or no.");
    case SettingKind::kNumber:
      return tr("A number from %1 to %2.").arg(numberWord(field.least), numberWord(field.most));
    case SettingKind::kChoice:
      return tr("One of %1.").arg(choicesOf(field));
    case SettingKind::kMap:
      return tr(
          "Lines: the name of a field of the service, and the text that goes into it. {{data.name}} in it stands for what the event "
          "holds.");
    default:
      return {};
  }
}

/// A choice is called as in the list, and a flag as a person would.
QString presetWord(const client::SettingField& field) {
  if (field.kind == SettingKind::kFlag) return field.preset == "true" ? tr("yes") : tr("no");
  for (const auto& choice : field.choices)
    if (choice.value == field.preset) return quoted(nameOf(choice));
  return oneLine(field.preset);
}

}  // namespace

QStringList marksOf(const client::SettingField& field) {
  QStringList marks{field.required ? tr("Required") : tr("Optional")};
  if (field.kind == SettingKind::kSecret) marks << tr("Kept secret");
  if (field.advanced) marks << tr("Advanced");
  return marks;
}

QString takesOf(const client::SettingField& field) {
  QStringList sentences{formOf(field)};
  // The core's words go on after the name of the field.
  if (!field.mustBe.empty()) sentences << tr("It %1.").arg(oneLine(field.mustBe));
  if (!field.preset.empty()) sentences << tr("Preset: %1.").arg(presetWord(field));
  sentences.removeAll(QString());
  return sentences.join(QLatin1Char(' '));
}

}  // namespace hookline::manual_page
