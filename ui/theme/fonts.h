#pragma once
#include <QFont>

namespace hookline::theme {

/// What a text is; its size follows the application's font, so that a larger desktop font makes all of them larger.
enum class TextRole { kBody, kStrong, kHint, kHeading, kTitle, kTile, kMono };

/// What the application should use: the desktop's font, or Inter at 13 px where there is no desktop to ask.
QFont desktopFont();
/// From QApplication::font(). Thread: the GUI thread.
QFont font(TextRole role);
/// In pixels, for style sheets.
int fontPixels(TextRole role);

}  // namespace hookline::theme
