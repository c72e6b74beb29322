#include "theme/style_sheet.h"

#include <QFile>

#include "theme/fonts.h"
#include "theme/resources.h"

namespace hookline::theme {

QString styleSheet(const Palette& p) {
  loadResources();
  QFile file(QStringLiteral(":/hookline/look/style.qss"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  auto sheet = QString::fromUtf8(file.readAll());
  const auto put = [&sheet](const char* name, const QString& value) {
    sheet.replace(QLatin1Char('@') + QLatin1String(name) + QLatin1Char('@'), value);
  };
  const auto colour = [&put](const char* name, const QColor& value) { put(name, value.name()); };
  const auto size = [&put](const char* name, TextRole role) { put(name, QString::number(fontPixels(role)) + QStringLiteral("px")); };
  put("mode", p.dark ? QStringLiteral("dark") : QStringLiteral("light"));
  colour("window", p.window);
  colour("bar", p.bar);
  colour("surface", p.surface);
  colour("header", p.header);
  colour("line", p.line);
  colour("rowLine", p.rowLine);
  colour("selection", p.selection);
  colour("text", p.text);
  colour("secondary", p.secondary);
  colour("hint", p.hint);
  colour("accent", p.accent.ink);
  colour("accentGround", p.accent.ground);
  colour("accentInk", p.accentInk);
  colour("accentFaint", mixed(p.accent.ink, p.window, 0.5));
  colour("accentHover", mixed(p.text, p.accent.ink, 0.15));
  colour("good", p.good.ink);
  colour("goodGround", p.good.ground);
  colour("warn", p.warn.ink);
  colour("warnGround", p.warn.ground);
  colour("bad", p.bad.ink);
  colour("badGround", p.bad.ground);
  colour("badInk", p.badInk);
  colour("idle", p.idle.ink);
  colour("idleGround", p.idle.ground);
  colour("scroll", mixed(p.text, p.surface, 0.25));
  colour("scrollHover", mixed(p.text, p.surface, 0.45));
  size("bodySize", TextRole::kBody);
  size("hintSize", TextRole::kHint);
  size("titleSize", TextRole::kTitle);
  size("tileSize", TextRole::kTile);
  put("monoFamily", font(TextRole::kMono).families().constFirst());
  return sheet;
}

}  // namespace hookline::theme
