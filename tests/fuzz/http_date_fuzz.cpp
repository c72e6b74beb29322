// Retry-After and HTTP dates. The input: values of Retry-After, each on a line; a line that begins with a colon is the Date.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "delivery/retry_after.h"
#include "fuzz/must.h"
#include "model/retry_policy.h"

using hookline::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr hookline::base::WallTime kNow{std::chrono::hours{500000}};
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<hookline::model::HttpHeader> headers;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.starts_with(':'))
      headers.push_back({"Date", std::string(line.substr(1))});
    else
      headers.push_back({"Retry-After", std::string(line)});
    if (const auto date = hookline::delivery::parseHttpDate(line, kNow)) {
      const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(*date)};
      must(day.year() >= std::chrono::year{1970} && day.year() <= std::chrono::year{10000}, "a date lies in years that have four digits");
      must(date->time_since_epoch() % std::chrono::seconds{1} == std::chrono::seconds{0}, "a date has whole seconds");
    }
  }
  const auto wait = hookline::delivery::retryAfter(headers, kNow);
  must(!wait || (wait->count() > 0 && *wait <= hookline::model::RetryPolicy::kMaxDelay), "a wait has its bounds");
  auto more = headers;
  more.push_back({"Retry-After", "86400"});
  must(hookline::delivery::retryAfter(more, kNow) == hookline::model::RetryPolicy::kMaxDelay, "the longest of several holds");
  return 0;
}
