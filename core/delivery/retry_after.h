#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/http_exchange.h"

namespace hookline::delivery {

/// However long a receiver asks us to wait, it is tried again after that (delivery.md §2).
inline constexpr base::Millis kLongestWait{24LL * 3600 * 1000};

/// The wait an answer asks for (RFC 9110 §10.2.3): seconds, or any of the three HTTP-date forms measured against the answer's own
/// Date header (without one, against `now`). At most 24 h; what cannot be read, or lies in the past, is ignored.
/// Of several the longest holds.
std::optional<base::Millis> retryAfter(const std::vector<model::HttpHeader>& headers, base::WallTime now);

/// IMF-fixdate, RFC 850 and asctime dates (RFC 9110 §5.6.7). Two-digit years over 50 years ahead of `now` are in the past.
std::optional<base::WallTime> parseHttpDate(std::string_view text, base::WallTime now);

}  // namespace hookline::delivery
