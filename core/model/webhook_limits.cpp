#include "model/webhook_words.h"

namespace hookline::model::internal {

nlohmann::ordered_json rateLimitJson(const RateLimit& limit) {
  // A whole number is shown as one.
  const auto whole = static_cast<std::int64_t>(limit.perSecond);
  const bool isWhole = static_cast<double>(whole) == limit.perSecond;
  return {{"perSecond", isWhole ? nlohmann::ordered_json(whole) : nlohmann::ordered_json(limit.perSecond)}, {"burst", limit.burst}};
}

}  // namespace hookline::model::internal
