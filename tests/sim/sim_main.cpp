#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "sim_world.h"

namespace {

struct Wanted {
  std::uint64_t seed = 1;
  std::uint64_t seeds = 1;
  bool trace = false;
};

int usage() {
  std::fputs("usage: hookline-sim --seed N [--seeds K] [--trace]: N and K are whole numbers, K seeds are run from N on\n", stderr);
  return 2;
}

bool number(const char* text, std::uint64_t& value) {
  char* end = nullptr;
  value = std::strtoull(text, &end, 10);
  return *text >= '0' && *text <= '9' && *end == '\0';
}

bool read(int argc, char** argv, Wanted& wanted) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--trace") {
      wanted.trace = true;
    } else if (option == "--seed" && i + 1 < argc) {
      if (!number(argv[++i], wanted.seed)) return false;
    } else if (option == "--seeds" && i + 1 < argc) {
      if (!number(argv[++i], wanted.seeds)) return false;
    } else {
      return false;
    }
  }
  return argc > 1;
}

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  if (!read(argc, argv, wanted)) return usage();
  std::uint64_t broken = 0;
  std::uint64_t trace = 0;
  for (std::uint64_t seed = wanted.seed; seed < wanted.seed + wanted.seeds; ++seed) {
    hookline::sim::SimWorld world(seed, hookline::sim::Mutant::kNone);
    if (wanted.trace) world.oracle().speak();
    const auto report = world.run();
    trace = trace * 31 + report.trace;
    if (!report.violation) continue;
    ++broken;
    std::printf("seed %llu broke %s: %s\n", static_cast<unsigned long long>(seed), report.violation->name.c_str(),
                report.violation->sentence.c_str());
  }
  std::printf("%llu seeds, %llu broken, trace %016llx\n", static_cast<unsigned long long>(wanted.seeds),
              static_cast<unsigned long long>(broken), static_cast<unsigned long long>(trace));
  return broken == 0 ? 0 : 1;
}
