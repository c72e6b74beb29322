#pragma once
#include <cstdlib>
#include <string_view>

namespace hookline::support {

/// How far a proof by many cases goes: `working` of them in a run while one works, `all` where HOOKLINE_THOROUGH is 1, as CI and
/// `./dev test --long` have it.
template <typename N>
N depth(N working, N all) {
  const char* thorough = std::getenv("HOOKLINE_THOROUGH");
  return thorough != nullptr && std::string_view(thorough) == "1" ? all : working;
}

}  // namespace hookline::support
