#include "api/built_in_receiver.h"

namespace hookline::api::internal {

BuiltInReceiver::Figures BuiltInReceiver::figures() const {
  std::scoped_lock changing(changing_);
  std::scoped_lock lock(mutex_);
  return {receiver_ != nullptr, receiver_ ? receiver_->url() : std::string(), statuses_, delay_, received_};
}

base::Status BuiltInReceiver::change(std::optional<bool> running, const sandbox::ReceiverChange& change) {
  std::scoped_lock changing(changing_);
  const bool wanted = running.value_or(receiver_ != nullptr);
  if (!wanted) {
    receiver_.reset();
    return {};
  }
  auto done = receiver_ ? receiver_->change(change) : start(change);
  if (!done) return done;
  if (change.statuses) statuses_ = *change.statuses;
  if (change.delay) delay_ = *change.delay;
  return {};
}

base::Status BuiltInReceiver::start(const sandbox::ReceiverChange& change) {
  sandbox::ReceiverOptions options;
  options.port = kPort;
  options.secret = change.secret.value_or("");
  options.statuses = change.statuses.value_or(statuses_);
  options.delay = change.delay.value_or(delay_);
  options.bodyLimitBytes = kBodyLimitBytes;
  options.log = log_;
  {
    std::scoped_lock lock(mutex_);
    received_ = 0;
  }
  const auto listener = [this](const sandbox::ReceivedRequest& request) { keep(request); };
  auto started = sandbox::Receiver::start(options, clock_, listener);
  if (!started && started.error().code == base::Errc::kInUse) {
    options.port = 0;
    started = sandbox::Receiver::start(options, clock_, listener);
  }
  if (!started) return base::fail(started.error());
  receiver_ = std::move(*started);
  return {};
}

void BuiltInReceiver::keep(const sandbox::ReceivedRequest& request) {
  std::scoped_lock lock(mutex_);
  ++received_;
  kept_.push_front(request);
  if (kept_.size() > kKept) kept_.pop_back();
}

std::vector<sandbox::ReceivedRequest> BuiltInReceiver::requests() const {
  std::scoped_lock lock(mutex_);
  return {kept_.begin(), kept_.end()};
}

}  // namespace hookline::api::internal
