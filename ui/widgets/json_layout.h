#pragma once
#include <QString>
#include <optional>

namespace hookline::widgets {

/// The JSON text with line ends and two-space indents, every token as it was written (numbers keep their digits). Nothing when it is no
/// JSON, or nested deeper than kMaxJsonDepth.
std::optional<QString> laidOutJson(const QString& text);

inline constexpr int kMaxJsonDepth = 200;

}  // namespace hookline::widgets
