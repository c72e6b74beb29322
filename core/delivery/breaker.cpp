#include "delivery/breaker.h"

#include <algorithm>

namespace hookline::delivery {
namespace {

using model::ErrorClass;
using model::Verdict;

constexpr int kMostDoublings = 10;

}  // namespace

Sign signOf(Verdict verdict, ErrorClass errorClass) {
  if (verdict == Verdict::kOurs || verdict == Verdict::kForbidden) return Sign::kNone;
  if (verdict != Verdict::kRetry) return Sign::kAlive;
  switch (errorClass) {
    case ErrorClass::kNotFound:
    case ErrorClass::kConflict:
    case ErrorClass::kOtherStatus:
      return Sign::kAlive;
    case ErrorClass::kRefused:
    case ErrorClass::kConnectTimeout:
    case ErrorClass::kNoSuchName:
      return Sign::kUnreachable;
    case ErrorClass::kInternal:
      return Sign::kNone;
    default:
      return Sign::kFailed;
  }
}

void Breaker::took(Sign sign, base::MonoTime now, std::size_t usable, std::uint64_t chance) {
  if (sign == Sign::kNone) return;
  const bool failure = sign != Sign::kAlive;
  connectFailures_ = sign == Sign::kUnreachable ? connectFailures_ + 1 : 0;
  // What was under way when it opened says nothing new.
  if (opened_ && now < openUntil_) return;
  if (!opened_) {
    count(failure, now);
    if (failure && !failingSince_) failingSince_ = now;
    if (!failure) failingSince_.reset();
    if (connectFailures_ >= kConnectFailures || tooManyFail(now)) open(now, chance);
    return;
  }
  if (failure) return open(now, chance);
  opening_ = 0;
  ramp_ *= 2;
  if (ramp_ >= usable) close();
}

void Breaker::proven(base::MonoTime now) {
  if (opened_ && now < openUntil_) openUntil_ = now;
}

Breaker::State Breaker::state(base::MonoTime now) const {
  if (!opened_) return State::kClosed;
  return now < openUntil_ ? State::kOpen : State::kHalfOpen;
}

void Breaker::count(bool failure, base::MonoTime now) {
  const auto number = now.time_since_epoch() / (base::Micros{kWindow} / static_cast<int>(kParts));
  auto& part = parts_[static_cast<std::size_t>(number) % kParts];
  if (part.number != number) part = {number, 0, 0};
  ++part.results;
  if (failure) ++part.failures;
}

bool Breaker::tooManyFail(base::MonoTime now) const {
  const auto number = now.time_since_epoch() / (base::Micros{kWindow} / static_cast<int>(kParts));
  int results = 0;
  int failures = 0;
  for (const auto& part : parts_) {
    if (part.number < 0 || part.number + static_cast<std::int64_t>(kParts) <= number) continue;
    results += part.results;
    failures += part.failures;
  }
  return results >= kLeastResults && failures * 100 >= results * kOpensAtPercent;
}

void Breaker::open(base::MonoTime now, std::uint64_t chance) {
  opened_ = true;
  ramp_ = 1;
  connectFailures_ = 0;
  const auto plain = std::min(kLongestPause, kFirstPause * (1 << std::min(opening_, kMostDoublings)));
  ++opening_;
  const auto spread = plain * kJitterPercent / 100;
  openUntil_ = now + plain - spread + base::Millis{static_cast<std::int64_t>(chance % static_cast<std::uint64_t>(2 * spread.count() + 1))};
  if (!failingSince_) failingSince_ = now;
}

void Breaker::close() {
  opened_ = false;
  parts_ = {};
  failingSince_.reset();
}

}  // namespace hookline::delivery
