#include "core_api/event_feed.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core_api/call_fault.h"

namespace hookline::core_api {
namespace {

constexpr base::Micros kPollAtMost{100000};

}  // namespace

std::uint64_t FeedReport::refusedTotal() const {
  std::uint64_t total = 0;
  for (const auto& [reason, count] : refused) total += count;
  return total;
}

EventFeed::EventFeed(net::Transport& transport, const base::Clock& clock, EventFeedOptions options)
    : transport_(transport),
      clock_(clock),
      options_(std::move(options)),
      callUrl_(internal::callUrl(options_.url, options_.simulated ? "/api/events?simulated=1" : "/api/events")) {}

FeedReport EventFeed::run(const Source& source, const std::function<bool()>& stop, const std::function<void(const FeedReport&)>& progress) {
  report_ = {};
  const auto start = clock_.now().mono;
  auto next = source();
  for (;;) {
    report_.elapsed = clock_.now().mono - start;
    if (next && stop && stop()) {
      report_.stopped = true;
      next.reset();
    }
    if (next && report_.elapsed - next->at > kMaxLag) {
      for (; next; next = source()) ++report_.notSent;
    }
    while (next && next->at <= report_.elapsed && transport_.inFlight() < options_.maxInFlight) {
      send(std::move(*next));
      next = source();
    }
    if (!next && transport_.inFlight() == 0) return std::move(report_);
    const bool full = transport_.inFlight() >= options_.maxInFlight;
    collect(next && !full ? std::clamp(next->at - report_.elapsed, base::Micros{0}, kPollAtMost) : kPollAtMost);
    if (progress) progress(report_);
  }
}

void EventFeed::send(FeedItem item) {
  model::HttpRequest request;
  request.url = callUrl_;
  request.timeout = options_.timeout;
  request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
  if (!options_.token.empty()) request.headers.push_back({"Authorization", "Bearer " + options_.token});
  request.body = std::make_shared<const std::string>(std::move(item.body));
  transport_.send(++report_.sent, std::move(request));
}

void EventFeed::collect(base::Micros patience) {
  for (const auto& finished : transport_.poll(patience)) {
    const auto& result = finished.result;
    if (!result.status) {
      refuse(internal::faultOf(result, options_.url).message);
      continue;
    }
    report_.latencies.add(result.times.total);
    if (*result.status == 202 || *result.status == 200) {
      ++report_.accepted;
      if (*result.status == 200) ++report_.duplicates;
      continue;
    }
    refuse(std::to_string(*result.status) + " " + internal::refusalOf(*result.status, result.body, options_.url).message);
  }
}

void EventFeed::refuse(std::string reason) {
  if (!report_.refused.contains(reason) && report_.refused.size() + 1 >= FeedReport::kMaxReasons) reason = "other reasons";
  ++report_.refused[std::move(reason)];
}

}  // namespace hookline::core_api
