#include <array>
#include <utility>

#include "model/webhook_words.h"

namespace hookline::model::internal {
namespace {

constexpr auto kOrderBys = std::to_array<std::pair<Ordering::By, std::string_view>>(
    {{Ordering::By::kNone, "none"}, {Ordering::By::kConversation, "conversation"}});
constexpr auto kOnDeads =
    std::to_array<std::pair<Ordering::OnDead, std::string_view>>({{Ordering::OnDead::kBlock, "block"}, {Ordering::OnDead::kSkip, "skip"}});

template <typename Words>
std::string_view wordOf(const Words& words, typename Words::value_type::first_type value) {
  for (const auto& [known, word] : words)
    if (known == value) return word;
  return words.front().second;
}

template <typename Words>
std::optional<typename Words::value_type::first_type> meantBy(const Words& words, std::string_view text) {
  for (const auto& [known, word] : words)
    if (word == text) return known;
  return std::nullopt;
}

}  // namespace

std::optional<Ordering::By> parseOrderBy(std::string_view text) { return meantBy(kOrderBys, text); }
std::optional<Ordering::OnDead> parseOnDead(std::string_view text) { return meantBy(kOnDeads, text); }

nlohmann::ordered_json rateLimitJson(const RateLimit& limit) {
  // A whole number is shown as one.
  const auto whole = static_cast<std::int64_t>(limit.perSecond);
  const bool isWhole = static_cast<double>(whole) == limit.perSecond;
  return {{"perSecond", isWhole ? nlohmann::ordered_json(whole) : nlohmann::ordered_json(limit.perSecond)}, {"burst", limit.burst}};
}

nlohmann::ordered_json orderingJson(const Ordering& ordering) {
  return {{"by", wordOf(kOrderBys, ordering.by)}, {"onDead", wordOf(kOnDeads, ordering.onDead)}};
}

}  // namespace hookline::model::internal
