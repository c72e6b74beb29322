#include "client/version_fit.h"

#include <charconv>
#include <utility>

namespace hookline::client::internal {
namespace {

using MajorMinor = std::pair<unsigned, unsigned>;

/// "3.2", and whatever follows it.
std::optional<MajorMinor> read(std::string_view text) {
  MajorMinor out;
  const auto* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, out.first);
  if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, out.second);
  if (minor.ec != std::errc{}) return std::nullopt;
  return out;
}

/// Made anew from the numbers: what else a core says its version is stands in no sentence.
std::string shown(const MajorMinor& version) { return std::to_string(version.first) + "." + std::to_string(version.second); }

}  // namespace

std::optional<std::string> misfit(std::string_view window, std::string_view core) {
  const auto ours = read(window);
  const auto theirs = read(core);
  if (!ours || !theirs) return std::nullopt;
  const bool fits = ours->first == theirs->first && (ours->first > 0 || ours->second == theirs->second);
  if (fits) return std::nullopt;
  return "This window is Hookline " + shown(*ours) + "; the daemon is " + shown(*theirs) + ". Update the older one.";
}

}  // namespace hookline::client::internal
