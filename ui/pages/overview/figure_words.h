#pragma once
#include <QString>

#include "overview_page/figures.h"
#include "widgets/chip.h"

namespace hookline::overview_page {

inline QString noData() { return QStringLiteral("–"); }

/// What a tile says.
struct TileWords {
  QString number = noData();
  QString hint;
  bool alarming = false;
};
TileWords deliveredTile(const Figures& figures);
TileWords waitingTile(const Figures& figures, base::WallTime now);
TileWords deadTile(const Figures& figures);
TileWords slowTile(const Figures& figures);

/// "61.4 %", cut and never rounded up: 100 % is said of all alone. No data: "–".
QString percentWord(const std::optional<double>& share);
/// What a strip of rates shows, in words: its worst part and its last. Nothing was tried: "–".
QString ratesWord(const std::vector<std::optional<double>>& rates);
QString countWord(std::uint64_t count);
/// "1,900": whole milliseconds.
QString millisWord(const std::optional<double>& millis);
/// A webhook's state by shape and word.
widgets::Chip healthChip(const std::string& state);

/// The banner over everything else.
struct ActionWords {
  model::WebhookId webhook;
  QString name;
  QString strong;
  QString text;
  std::uint64_t waiting = 0;
  bool onHold = false;
};
std::optional<ActionWords> actionWords(const Figures& figures, base::WallTime now);

}  // namespace hookline::overview_page
