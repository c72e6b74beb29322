#include "simulate/event_sender.h"

#include <algorithm>
#include <utility>

namespace hookline::simulate {
namespace {

constexpr base::Micros kPollAtMost{100000};

}  // namespace

std::uint64_t FeedReport::refusedTotal() const {
  std::uint64_t total = 0;
  for (const auto& [reason, count] : refused) total += count;
  return total;
}

EventSender::EventSender(EventPost& post, const base::Clock& clock, std::size_t maxInFlight)
    : post_(post), clock_(clock), maxInFlight_(maxInFlight) {}

FeedReport EventSender::run(const Source& source, const std::function<bool()>& stop,
                            const std::function<void(const FeedReport&)>& progress) {
  report_ = {};
  const auto stopped = [&stop] { return stop && stop(); };
  const auto start = clock_.now().mono;
  auto next = source();
  for (;;) {
    report_.elapsed = clock_.now().mono - start;
    if (next && stopped()) {
      report_.stopped = true;
      next.reset();
    }
    if (next && report_.elapsed - next->at > kMaxLag) {
      for (; next && !stopped(); next = source()) ++report_.notSent;
      continue;
    }
    while (next && next->at <= report_.elapsed && post_.underWay() < maxInFlight_) {
      ++report_.sent;
      post_.post(std::move(next->body));
      next = source();
    }
    if (!next && post_.underWay() == 0) return std::move(report_);
    const bool full = post_.underWay() >= maxInFlight_;
    collect(next && !full ? std::clamp(next->at - report_.elapsed, base::Micros{0}, kPollAtMost) : kPollAtMost);
    if (progress) progress(report_);
  }
}

void EventSender::collect(base::Micros patience) {
  for (auto& answer : post_.collect(patience)) {
    if (answer.took) report_.latencies.add(*answer.took);
    if (!answer.accepted) {
      refuse(std::move(answer.refusal));
      continue;
    }
    ++report_.accepted;
    if (answer.duplicate) ++report_.duplicates;
  }
}

void EventSender::refuse(std::string reason) {
  if (!report_.refused.contains(reason) && report_.refused.size() + 1 >= FeedReport::kMaxReasons) reason = "other reasons";
  ++report_.refused[std::move(reason)];
}

}  // namespace hookline::simulate
