#pragma once
#include <algorithm>
#include <cstdio>
#include <vector>

namespace hookline::bench {

/// Prints whether a figure reaches what is wanted of it, and answers that.
inline bool aim(const char* what, double value, double wanted) {
  std::printf("%s %s: %.2f, aim %.2f\n", value >= wanted ? "met   " : "NOT met", what, value, wanted);
  std::fflush(stdout);
  return value >= wanted;
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace hookline::bench
