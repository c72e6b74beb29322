#include "hooklined/near_name.h"

#include <algorithm>

namespace hookline::hooklined {
namespace {

constexpr std::size_t kMaxLength = 64;
constexpr std::size_t kMostChanges = 2;
constexpr std::size_t kShortestBeginning = 3;

/// Damerau-Levenshtein distance, each pair of neighbours swapped at most once.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::optional<std::string_view> nearName(std::string_view typed, const std::vector<std::string_view>& known) {
  if (typed.empty() || typed.size() > kMaxLength) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t least = kMostChanges + 1;
  for (const auto name : known) {
    const std::size_t changes = distance(typed, name);
    if (changes < least && changes * 2 < name.size()) {
      least = changes;
      best = name;
    }
  }
  if (best || typed.size() < kShortestBeginning) return best;
  const auto begun = std::find_if(known.begin(), known.end(), [&](std::string_view name) { return name.starts_with(typed); });
  return begun == known.end() ? std::nullopt : std::optional(*begun);
}

}  // namespace hookline::hooklined
