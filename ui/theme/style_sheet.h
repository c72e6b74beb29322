#pragma once
#include <QString>

#include "theme/palette.h"

namespace hookline::theme {

/// resources/look/style.qss with the palette's colours and the font's sizes put in.
QString styleSheet(const Palette& palette);

}  // namespace hookline::theme
