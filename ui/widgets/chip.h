#pragma once
#include <QMetaType>
#include <QRectF>
#include <QSize>
#include <QString>

class QPainter;

namespace hookline::widgets {

/// What a chip says by shape and colour; its word says it again.
enum class ChipKind {
  kGood,   ///< ✓ delivered, healthy
  kWarn,   ///< ↻ retrying, degraded
  kBad,    ///< ✕ failed, dead
  kHeld,   ///< ❙❙ held, paused, on hold
  kBusy,   ///< ▸ sending, step 2 of 3
  kQuiet,  ///< ● waiting, cancelled, idle, not matched
};

struct Chip {
  ChipKind kind = ChipKind::kQuiet;
  QString word;  ///< empty: the shape alone (beside a text that says it)
};

/// In device-independent pixels, from the application's font.
QSize chipSize(const Chip& chip);
/// Left and vertically centred in `place`; the word is elided when there is no room.
void paintChip(QPainter& painter, const QRectF& place, const Chip& chip);

}  // namespace hookline::widgets

Q_DECLARE_METATYPE(hookline::widgets::Chip)
