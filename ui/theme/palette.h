#pragma once
#include <QColor>
#include <QPalette>

namespace hookline::theme {

/// Text and shapes of a state, and the ground they stand on.
struct Tone {
  QColor ink;
  QColor ground;
};

enum class ToneName { kAccent, kGood, kWarn, kBad, kIdle };

/// The colours of ui.md's table, by what they are for. All text is at least 4.5:1 on the grounds it may stand on.
struct Palette {
  bool dark = false;
  QColor window;     ///< behind everything
  QColor bar;        ///< side bar, top bar, status bar
  QColor surface;    ///< tables, cards, fields
  QColor header;     ///< table headers, code
  QColor line;       ///< borders
  QColor rowLine;    ///< between rows; also what is under the mouse
  QColor selection;  ///< selected rows and text
  QColor text, secondary, hint;
  Tone accent;       ///< links, focus, primary, in progress
  QColor accentInk;  ///< text on a primary button
  Tone good;         ///< delivered, healthy
  Tone warn;         ///< retrying, degraded
  Tone bad;          ///< failed, dead
  QColor badInk;     ///< text on a button that destroys
  Tone idle;         ///< held, paused
  QColor series[3];  ///< lines of charts; state colours are for states only

  const Tone& tone(ToneName name) const;
};

const Palette& lightPalette();
const Palette& darkPalette();

/// The one that is shown now: that of the application's QPalette. Widgets that paint ask anew in each paintEvent, and so follow a
/// switch by themselves. Thread: the GUI thread.
const Palette& shownPalette();

QPalette toQPalette(const Palette& palette);

/// `share` (0..1) of `over` laid on `under`, opaque.
QColor mixed(const QColor& over, const QColor& under, double share);

}  // namespace hookline::theme
