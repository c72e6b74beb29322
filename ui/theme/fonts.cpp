#include "theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

namespace hookline::theme {
namespace {

constexpr int kBodyPixels = 13;

/// Names that are no choice of a desktop but what Qt says when there is none.
bool chosenByDesktop(const QString& family) {
  if (QGuiApplication::platformName() == QLatin1String("offscreen") || QGuiApplication::platformName() == QLatin1String("minimal"))
    return false;
  for (const auto* generic : {"", "Sans Serif", "Sans", "sans-serif", "Helvetica", "Monospace", "Mono", "Courier", "Courier New"})
    if (family.compare(QLatin1String(generic), Qt::CaseInsensitive) == 0) return false;
  return true;
}

/// The first that is installed is used; the rest stand in for single glyphs it lacks.
QStringList withFallbacks(const QString& first, const QString& generic) {
  return {first, QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Color Emoji"), generic};
}

double scaled(TextRole role) {
  switch (role) {
    case TextRole::kHint:
    case TextRole::kMono:
      return 12.0 / kBodyPixels;
    case TextRole::kTitle:
      return 17.0 / kBodyPixels;
    case TextRole::kTile:
      return 26.0 / kBodyPixels;
    case TextRole::kBody:
    case TextRole::kStrong:
    case TextRole::kHeading:
      break;
  }
  return 1;
}

}  // namespace

QFont desktopFont() {
  auto font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
  if (chosenByDesktop(font.family())) return font;
  font.setFamilies(withFallbacks(QStringLiteral("Inter"), QStringLiteral("sans-serif")));
  font.setPixelSize(kBodyPixels);
  return font;
}

QFont font(TextRole role) {
  auto font = QGuiApplication::font();
  if (role == TextRole::kMono) {
    const auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (chosenByDesktop(fixed.family()))
      font.setFamilies({fixed.family()});
    else
      font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
  }
  font.setPixelSize(fontPixels(role));
  if (role == TextRole::kStrong) font.setWeight(QFont::Medium);
  if (role == TextRole::kHeading || role == TextRole::kTitle) font.setWeight(QFont::DemiBold);
  if (role == TextRole::kTile) font.setWeight(QFont::Bold);
  return font;
}

int fontPixels(TextRole role) { return std::max(1, qRound(QFontInfo(QGuiApplication::font()).pixelSize() * scaled(role))); }

}  // namespace hookline::theme
