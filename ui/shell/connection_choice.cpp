#include "shell/connection_choice.h"

#include "theme/palette.h"

namespace hookline::shell {

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

}  // namespace hookline::shell
