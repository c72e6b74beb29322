#pragma once
#include <QColor>
#include <QIcon>
#include <QRectF>

class QPainter;

namespace hookline::theme {

/// Our own strokes on a 24-pixel grid (resources/icons), drawn at any size and resolution in a colour of the palette.
enum class Icon {
  kOverview,
  kDeliveries,
  kDeadLetters,
  kWebhooks,
  kSimulator,
  kSettings,
  kSearch,
  kCopy,
  kPause,
  kPlay,
  kRetry,
  kCheck,
  kCross,
  kBars,
  kDot,
  kChevronDown,
  kPlus,
  kTrash,
  kPencil,
  kClose,
  kExternal,
  kMore,
  kInfo,
  kCount
};

inline constexpr double kIconStroke = 1.7;  ///< on the 24-pixel grid
inline constexpr double kBoldStroke = 3.2;  ///< for shapes of 12 pixels and less

/// For buttons and actions: the secondary colour, the text colour when on or selected; follows a switch of the theme.
QIcon icon(Icon name);
/// The same in the ink of a primary button.
QIcon primaryIcon(Icon name);

void paintIcon(QPainter& painter, Icon name, const QRectF& place, const QColor& ink, double stroke = kIconStroke);

}  // namespace hookline::theme
