#include "simulator_page/event_sender.h"

#include <algorithm>

namespace hookline::simulator_page {
namespace {

constexpr int kShortestTickMs = 10;
constexpr int kLongestTickMs = 250;

}  // namespace

EventSender::EventSender(client::Client& client, Options options, QObject* parent)
    : QObject(parent), client_(client), options_(std::move(options)) {
  report_.count = std::min(options_.count, kMaxCount);
  timer_.setInterval(std::clamp(1000 / std::clamp(options_.perSecond, 1, kMaxPerSecond), kShortestTickMs, kLongestTickMs));
  timer_.setTimerType(Qt::PreciseTimer);
  busyPause_.setSingleShot(true);
  busyPause_.setInterval(kBusyPauseMs);
  connect(&timer_, &QTimer::timeout, this, &EventSender::tick);
}

void EventSender::start() {
  since_.start();
  credit_ = 1;
  timer_.start();
  tick();
}

void EventSender::tick() {
  const auto rate = static_cast<double>(std::clamp(options_.perSecond, 1, kMaxPerSecond));
  const auto elapsed = static_cast<double>(since_.nsecsElapsed()) / 1e9;
  since_.start();
  // What a slow core kept from being sent is not made up for in a burst.
  const auto most = std::max(1.0, rate * 2 * timer_.interval() / 1000);
  credit_ = std::min(credit_ + rate * elapsed, most);
  if (busyPause_.isActive()) return;
  while (!ending_ && credit_ >= 1 && unanswered_ < kMaxUnanswered && (!again_.empty() || next_ < report_.count)) {
    credit_ -= 1;
    if (again_.empty()) {
      post(next_++);
      continue;
    }
    const auto n = again_.front();
    again_.pop_front();
    post(n);
  }
}

void EventSender::post(std::uint64_t n) {
  ++unanswered_;
  client_.postEvent(this, options_.text(n), true, [this, n](base::Result<client::AcceptedEvent> event) { settle(n, std::move(event)); });
}

void EventSender::settle(std::uint64_t n, base::Result<client::AcceptedEvent> event) {
  --unanswered_;
  if (event) {
    ++report_.accepted;
    if (event->duplicate) ++report_.duplicates;
    emit accepted(*event);
  } else if (event.error().code == base::Errc::kBusy && !ending_) {
    again_.push_back(n);
    busyPause_.start();
  } else {
    ++(event.error().outcomeUnknown ? report_.unknown : report_.refused);
    if (report_.trouble.isEmpty()) {
      report_.trouble = QString::fromStdString(event.error().message);
      for (const auto& one : event.error().details)
        report_.trouble += QStringLiteral(" %1 %2.").arg(QString::fromStdString(one.path), QString::fromStdString(one.message));
    }
    ending_ = true;
  }
  emit progressed();
  finishWhenDone();
}

void EventSender::stop(const QString& trouble) {
  ending_ = true;
  report_.stopped = trouble.isEmpty();
  if (report_.trouble.isEmpty()) report_.trouble = trouble;
  finishWhenDone();
}

void EventSender::finishWhenDone() {
  const bool allSent = next_ == report_.count && again_.empty();
  if (finished_ || unanswered_ > 0 || (!ending_ && !allSent)) return;
  finished_ = true;
  timer_.stop();
  report_.left = report_.count - report_.accepted - report_.refused - report_.unknown;
  emit finished();
}

}  // namespace hookline::simulator_page
