#include "client/open_calls.h"

#include <QPointer>
#include <QTimer>

namespace hookline::client::internal {

bool changes(const std::string& method) { return method != "GET" && method != "HEAD"; }

OpenCalls::OpenCalls(Abort abort, base::Millis deadline) : abort_(std::move(abort)), deadline_(deadline) {}

OpenCalls::~OpenCalls() {
  closeAll();
  // What was sent after the close answers for itself; out of the list first, because an answer may send once more.
  const auto dying = std::exchange(refused_, {});
}

std::uint64_t OpenCalls::add(Channel::Answer answer, bool changing) {
  if (closed_) {
    refuseLater(std::move(answer), {base::Errc::kCancelled, "The connection to the core is closed; nothing was sent.", false, {}});
    return 0;
  }
  if (waiting_.size() >= Channel::kMaxWaiting) {
    refuseLater(std::move(answer), {base::Errc::kBusy, "Too many calls wait for this core already; try again in a moment.", false, {}});
    return 0;
  }
  const auto call = next_++;
  auto timer = std::make_unique<QTimer>();
  timer->setSingleShot(true);
  connect(timer.get(), &QTimer::timeout, this, [this, call] { overdue(call); });
  timer->start(deadline_);
  waiting_.emplace(call, Waiting{std::move(answer), changing, std::move(timer)});
  return call;
}

void OpenCalls::overdue(std::uint64_t call) {
  const auto found = waiting_.find(call);
  if (found == waiting_.end()) return;
  const bool changing = found->second.changing;
  // The timer that calls this must outlive the call.
  found->second.deadline.release()->deleteLater();
  if (abort_) abort_(call);
  const auto* help = changing ? " Whether it did what was asked is not known: look before you repeat it."
                              : " Try again; if it stays silent, look at the machine that it runs on.";
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(deadline_).count();
  answer(call, base::fail(
                   {base::Errc::kTimeout, "The core did not answer within " + std::to_string(seconds) + " seconds." + help, changing, {}}));
}

bool OpenCalls::answer(std::uint64_t call, base::Result<api::Response> response) {
  const auto found = waiting_.find(call);
  if (found == waiting_.end()) return false;
  // Out of the list first: an answer may send again, or close.
  auto waiting = std::move(found->second);
  waiting_.erase(found);
  std::move(waiting.answer)(std::move(response));
  return true;
}

void OpenCalls::closeAll() {
  if (!std::exchange(closed_, true)) refusedBeforeClose_ = refused_.size();
  // One at a time and from the list itself: an answer that closes again finds the rest and answers it.
  const QPointer<OpenCalls> alive(this);
  while (alive && !waiting_.empty()) {
    const auto call = waiting_.begin()->first;
    const bool changing = waiting_.begin()->second.changing;
    if (abort_) abort_(call);
    answer(call, base::fail({base::Errc::kCancelled, "The connection was closed before the core answered.", changing, {}}));
  }
  while (alive && refusedBeforeClose_ > 0) answerRefused();
}

void OpenCalls::refuseLater(Channel::Answer answer, base::Error error) {
  refused_.push_back({std::move(answer), std::move(error)});
  QMetaObject::invokeMethod(this, &OpenCalls::answerRefused, Qt::QueuedConnection);
}

void OpenCalls::answerRefused() {
  if (refused_.empty()) return;
  auto refused = std::move(refused_.front());
  refused_.pop_front();
  if (refusedBeforeClose_ > 0) --refusedBeforeClose_;
  std::move(refused.answer)(base::fail(std::move(refused.error)));
}

}  // namespace hookline::client::internal
