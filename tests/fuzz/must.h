#pragma once
#include <cstdio>
#include <cstdlib>

namespace hookline::fuzz {

/// A property of what is fuzzed: where it does not hold the program ends, which is a finding.
inline void must(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", property);
  std::abort();
}

}  // namespace hookline::fuzz
