#include "base/ids.h"

#include <algorithm>

namespace hookline::base {
namespace {

constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kCharacters = 13;
constexpr int kTailBits = 21;

int valueOf(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return 0;
  if (c == 'I' || c == 'L') return 1;
  const std::string_view alphabet{kAlphabet, 32};
  const auto at = alphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string crockford(std::int64_t value) {
  std::string text(kCharacters, '0');
  auto rest = static_cast<std::uint64_t>(value);
  for (int i = kCharacters - 1; i >= 0; --i, rest >>= 5) text[static_cast<std::size_t>(i)] = kAlphabet[rest & 31U];
  return text;
}

std::optional<std::int64_t> parseCrockford(std::string_view text) {
  if (text.size() != kCharacters) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = valueOf(c);
    if (digit < 0 || (value >> 58U) != 0) return std::nullopt;
    value = (value << 5U) | static_cast<std::uint64_t>(digit);
  }
  if ((value >> 63U) != 0) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::int64_t TimeOrderedIds::next() {
  const std::int64_t fresh = toMs(clock_.now().wall) << kTailBits;
  std::int64_t last = last_.load(std::memory_order_relaxed);
  std::int64_t given = 0;
  do {
    given = std::max(fresh, last + 1);
  } while (!last_.compare_exchange_weak(last, given, std::memory_order_relaxed));
  return given;
}

}  // namespace hookline::base
