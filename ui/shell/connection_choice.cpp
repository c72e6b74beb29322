#include "shell/connection_choice.h"

#include <QCoreApplication>
#include <algorithm>

#include "shell/connect_checks.h"
#include "theme/palette.h"

namespace hookline::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ConnectionChoice", text); }

bool isSeen(QChar letter) {
  const auto category = letter.category();
  return category != QChar::Other_Control && category != QChar::Other_Format && category != QChar::Separator_Line &&
         category != QChar::Separator_Paragraph;
}

}  // namespace

QColor inkOf(ConnectionColour colour) {
  const auto& palette = theme::shownPalette();
  switch (colour) {
    case ConnectionColour::kGreen:
      return palette.good.ink;
    case ConnectionColour::kBlue:
      return palette.series[0];
    case ConnectionColour::kViolet:
      return palette.series[1];
    case ConnectionColour::kOrange:
      return palette.warn.ink;
    case ConnectionColour::kRed:
      break;
  }
  return palette.bad.ink;
}

QColor stripeOf(ConnectionColour colour) {
  const auto& palette = theme::shownPalette();
  return palette.dark ? theme::mixed(inkOf(colour), palette.bar, 0.6) : inkOf(colour);
}

QString wordOf(ConnectionColour colour) {
  switch (colour) {
    case ConnectionColour::kGreen:
      return tr("Green");
    case ConnectionColour::kBlue:
      return tr("Blue");
    case ConnectionColour::kViolet:
      return tr("Violet");
    case ConnectionColour::kOrange:
      return tr("Orange");
    case ConnectionColour::kRed:
      break;
  }
  return tr("Red");
}

QString wordOf(Environment environment) {
  switch (environment) {
    case Environment::kNone:
      break;
    case Environment::kDevelopment:
      return tr("Development");
    case Environment::kStaging:
      return tr("Staging");
    case Environment::kProduction:
      return tr("Production");
  }
  return tr("None");
}

ConnectionColour freeColour(const std::vector<ConnectionChoice>& all) {
  const auto isFree = [&all](ConnectionColour colour) {
    return std::none_of(all.begin(), all.end(), [colour](const auto& known) { return known.saved && known.colour == colour; });
  };
  // The last is that of this computer.
  const auto end = kConnectionColours.end() - 1;
  const auto free = std::find_if(kConnectionColours.begin(), end, isFree);
  return free != end ? *free : kConnectionColours[all.size() % (kConnectionColours.size() - 1)];
}

QString cleanName(const QString& typed) {
  auto name = typed.simplified();
  name.erase(std::remove_if(name.begin(), name.end(), [](QChar letter) { return !isSeen(letter); }), name.end());
  name.truncate(ConnectionLabel::kMaxLetters);
  // Half a letter is none.
  if (!name.isEmpty() && name.back().isHighSurrogate()) name.chop(1);
  return name.trimmed();
}

ConnectionLabel labelOf(const ConnectionChoice& choice) {
  return {choice.name == hostOf(choice.tokenFor) ? QString() : choice.name, choice.colour, choice.environment};
}

QString nameWithBadge(const ConnectionChoice& choice) {
  return choice.environment == Environment::kNone ? choice.name : tr("%1 [%2]").arg(choice.name, wordOf(choice.environment));
}

ConnectionChoice toldApart(ConnectionChoice choice, const std::vector<ConnectionChoice>& all) {
  const bool alone = std::none_of(all.begin(), all.end(), [&choice](const auto& other) {
    return other.id != choice.id && other.name.compare(choice.name, Qt::CaseInsensitive) == 0;
  });
  if (alone || choice.tokenFor.isEmpty()) return choice;
  auto address = daemonKey(choice.tokenFor);
  if (address.startsWith(QLatin1String("https://"))) address.remove(0, 8);
  choice.name = tr("%1 (%2)").arg(choice.name, address);
  return choice;
}

}  // namespace hookline::shell
