#pragma once
#include <QString>
#include <optional>
#include <vector>

#include "base/time.h"

namespace hookline::webhooks_page {

/// A length of time as a person types it: "10 s", "1.5 h", "1 min 30 s", "250 ms", "2 d", "0". Nothing when it is none, has no unit, or
/// is longer than kLongestSpan.
std::optional<base::Millis> readSpan(const QString& text);
/// Exact and short, so that readSpan gives the same back: "10 s", "1 h 30 min".
QString writeSpan(base::Millis span);

/// Lengths of time with commas between them (so a fraction has a point here). Nothing when one of them is none; an empty text is an empty
/// list.
std::optional<std::vector<base::Millis>> readSpans(const QString& text);
QString writeSpans(const std::vector<base::Millis>& spans);

inline constexpr base::Millis kLongestSpan{std::chrono::hours{24 * 366}};

}  // namespace hookline::webhooks_page
