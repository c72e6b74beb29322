#pragma once

namespace hookline::theme {

// Distances in device-independent pixels (ui.md, visual system). Nothing is spaced otherwise.
inline constexpr int kSpaceTiny = 4;
inline constexpr int kSpaceSmall = 8;
inline constexpr int kSpace = 12;
inline constexpr int kSpaceWide = 16;
inline constexpr int kSpaceSection = 24;

inline constexpr int kControlHeight = 30;
inline constexpr int kRowHeight = 29;
inline constexpr int kCompactRowHeight = 24;
inline constexpr int kCornerRadius = 6;
inline constexpr int kCardRadius = 8;
inline constexpr int kPageMargin = 18;  ///< left and right of a page's content
inline constexpr int kSideBarWidth = 208;
inline constexpr int kTopBarHeight = 41;
inline constexpr int kStatusBarHeight = 26;
inline constexpr int kPageHeaderHeight = 55;

}  // namespace hookline::theme
