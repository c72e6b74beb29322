#pragma once
#include <string_view>

#include "api/message.h"
#include "base/result.h"
#include "model/http_exchange.h"

namespace hookline::core_api::internal {

/// Why a call to a daemon has no answer, as a sentence with a remedy. `origin` is "http://127.0.0.1:8787".
/// Codes: kUnavailable (nobody there), kTimeout, kForbidden (address guard, plain http), kInvalid (URL), kIo (all others).
base::Error faultOf(const model::HttpResult& result, std::string_view origin);

/// What an answer other than 2xx says: the daemon's own sentence with its field details where it gave them, a 401 and a 403 with
/// what to do about the token. The code is that of interfaces.md §5's status.
base::Error refusalOf(int status, std::string_view body, std::string_view origin);

/// `base` without a slash at its end, and `target` ("/api/events?simulated=1") after it.
std::string callUrl(std::string_view base, std::string_view target);

}  // namespace hookline::core_api::internal
