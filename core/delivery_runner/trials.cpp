#include "delivery_runner/trials.h"

#include <utility>

#include "delivery/classify.h"
#include "destinations/destination.h"

namespace hookline::delivery_runner::internal {
namespace {

Trial outcomeOf(const model::Webhook& webhook, model::HttpResult result, const base::Now& now) {
  const auto classified = delivery::classify(webhook, result, now.wall);
  return {classified.verdict == model::Verdict::kDelivered, result.status, classified.errorClass, std::move(result.faultText),
          result.times.total};
}

}  // namespace

bool Trials::start(model::Webhook webhook, model::Event event, model::DeliveryId id, base::Completion<Trial> done) {
  std::unique_lock lock(mutex_);
  const bool closed = closed_;
  if (closed || open_.size() >= Runner::kMaxTrials) {
    lock.unlock();
    std::move(done)(closed ? base::fail(base::Errc::kUnavailable, "Hookline is stopping; test again later.")
                           : base::fail(base::Errc::kBusy, "Too many tests are under way; test again in a moment."));
    return false;
  }
  const auto transfer = static_cast<net::TransferId>(id.value) | kMark;
  open_.emplace(transfer, Open{std::move(webhook), std::move(event), id, std::move(done)});
  waiting_.push_back(transfer);
  return true;
}

void Trials::send(net::Transport& transport, const base::Now& now) {
  std::unique_lock lock(mutex_);
  for (const auto transfer : std::exchange(waiting_, {})) {
    const auto& open = open_.at(transfer);
    auto request = destinations::requestFor({open.event, open.webhook, open.id, 1, now.wall, false});
    if (request) {
      // It has one attempt, which must not be lost to an idle connection that died.
      request->freshConnection = true;
      transport.send(transfer, std::move(*request));
      continue;
    }
    lock.unlock();
    takeOut(transfer)(base::fail(request.error()));
    lock.lock();
  }
}

void Trials::ended(net::Finished finished, const base::Now& now) {
  std::unique_lock lock(mutex_);
  const auto found = open_.find(finished.id);
  if (found == open_.end()) return;
  auto open = std::move(found->second);
  open_.erase(found);
  lock.unlock();
  std::move(open.done)(outcomeOf(open.webhook, std::move(finished.result), now));
}

base::Completion<Trial> Trials::takeOut(net::TransferId id) {
  std::scoped_lock lock(mutex_);
  auto done = std::move(open_.at(id).done);
  open_.erase(id);
  return done;
}

void Trials::close() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  waiting_.clear();
  auto open = std::exchange(open_, {});
  lock.unlock();
  for (auto& [id, one] : open) std::move(one.done)(base::fail(base::Errc::kUnavailable, "Hookline stopped before the test had ended."));
}

}  // namespace hookline::delivery_runner::internal
