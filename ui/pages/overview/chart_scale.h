#pragma once
#include <QString>
#include <utility>
#include <vector>

namespace hookline::overview_page {

/// Where the marks of an axis stand and what they say, lowest first.
struct Scale {
  std::vector<std::pair<double, QString>> marks;
  double low() const { return marks.front().first; }
  double high() const { return marks.back().first; }
};

/// From 0 to a round number that is not under `most`, in three or four steps.
Scale linearScale(double most);
/// Whole powers of ten around `least` and `most` (both > 0); marks stand at the exponents.
Scale logScale(double least, double most);
/// "950", "1.5k", "20k", "3M".
QString shortNumber(double value);

}  // namespace hookline::overview_page
