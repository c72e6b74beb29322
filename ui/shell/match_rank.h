#pragma once
#include <QString>

namespace hookline::shell {

/// How well what was typed fits a name, either case: 4 it begins so, 3 a word of it does, 2 each typed word begins one of its words,
/// 1 the letters are beginnings of its words ("dl" for "Dead letters", "delet" likewise), 0 not at all. Nothing typed fits everything.
int matchRank(const QString& typed, const QString& name);

inline constexpr int kMaxTyped = 100;  ///< what goes beyond fits nothing

}  // namespace hookline::shell
