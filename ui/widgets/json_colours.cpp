#include "widgets/json_colours.h"

#include "theme/palette.h"

namespace hookline::widgets::internal {

void JsonColours::highlightBlock(const QString& line) {
  if (!active_) return;
  const auto& palette = theme::shownPalette();
  for (qsizetype at = line.indexOf(QLatin1Char('"')); at >= 0; at = line.indexOf(QLatin1Char('"'), at)) {
    auto end = at + 1;
    while (end < line.size() && line.at(end) != QLatin1Char('"')) end += line.at(end) == QLatin1Char('\\') ? 2 : 1;
    const auto after = std::min(end + 1, line.size());
    const bool key = after < line.size() && line.at(after) == QLatin1Char(':');
    setFormat(static_cast<int>(at), static_cast<int>(after - at), key ? palette.accent.ink : palette.good.ink);
    at = after;
  }
}

}  // namespace hookline::widgets::internal
