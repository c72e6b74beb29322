#include "overview_page/chart_scale.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace hookline::overview_page {

QString shortNumber(double value) {
  const auto digits = [](double number) { return QLocale().toString(number, 'g', 3); };
  if (value >= 1e6) return digits(value / 1e6) + QLatin1Char('M');
  if (value >= 1e3) return digits(value / 1e3) + QLatin1Char('k');
  return digits(value);
}

Scale linearScale(double most) {
  constexpr int kSteps = 3;
  if (most <= 0) most = kSteps;
  const double decade = std::pow(10.0, std::floor(std::log10(most / kSteps)));
  double step = decade;
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    step = decade * factor;
    if (step * kSteps >= most) break;
  }
  Scale scale;
  for (int n = 0; n <= kSteps; ++n) scale.marks.emplace_back(n * step, shortNumber(n * step));
  return scale;
}

Scale logScale(double least, double most) {
  const int low = static_cast<int>(std::floor(std::log10(std::max(least, 1.0))));
  const int high = std::max(static_cast<int>(std::ceil(std::log10(std::max(most, 1.0)))), low + 1);
  Scale scale;
  for (int n = low; n <= high; ++n) scale.marks.emplace_back(n, shortNumber(std::pow(10.0, n)));
  return scale;
}

}  // namespace hookline::overview_page
