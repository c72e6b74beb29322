#include "delivery_runner/trials.h"

#include <utility>

#include "destinations/known_answers.h"

namespace hookline::delivery_runner::internal {
namespace {

Trial outcomeOf(const delivery::Classified& classified, model::HttpResult result) {
  const auto detail = classified.says.empty() ? std::move(result.faultText) : model::serviceDetail(classified.says, classified.helps);
  return {classified.verdict == model::Verdict::kDelivered, result.status, classified.errorClass, detail, result.times.total};
}

}  // namespace

bool Trials::start(TrialOrder order, model::DeliveryId id, base::Completion<Trial> done) {
  std::unique_lock lock(mutex_);
  const bool closed = closed_;
  if (closed || open_.size() >= Runner::kMaxTrials) {
    lock.unlock();
    std::move(done)(closed ? base::fail(base::Errc::kUnavailable, "Hookline is stopping; test again later.")
                           : base::fail(base::Errc::kBusy, "Too many tests are under way; test again in a moment."));
    return false;
  }
  const auto transfer = static_cast<net::TransferId>(id.value) | kMark;
  open_.emplace(transfer, Open{std::move(order), id, std::move(done)});
  waiting_.push_back(transfer);
  return true;
}

void Trials::send(net::Transport& transport, const base::Now& now) {
  std::unique_lock lock(mutex_);
  const auto waiting = std::exchange(waiting_, {});
  lock.unlock();
  for (const auto transfer : waiting) sendNext(transfer, transport, now);
}

destinations::Occasion Trials::occasionOf(const Open& open, const base::Now& now) {
  destinations::Occasion occasion{open.order.event, open.order.webhook, open.id, 1, now.wall, false};
  occasion.test = open.order.field.empty();
  occasion.checkpoint = open.checkpoint;
  occasion.step = open.step;
  occasion.stepName = open.stepName;
  if (open.token) occasion.token = &*open.token;
  return occasion;
}

base::Result<model::HttpRequest> Trials::nextRequest(Open& open, const base::Now& now) {
  const auto& webhook = open.order.webhook;
  const auto* destination = destinations::destinationFor(webhook.kind);
  if (destination && !open.token && !model::isLocked(webhook)) {
    if (auto signIn = destination->signIn(webhook, now.wall)) {
      open.signingIn = true;
      return std::move(*signIn);
    }
  }
  ++open.step;
  auto request = open.order.field.empty() ? destinations::requestFor(occasionOf(open, now)) : lookUpRequest(open, now);
  if (request) open.stepName = request->step;
  return request;
}

base::Result<model::HttpRequest> Trials::lookUpRequest(Open& open, const base::Now& now) {
  auto lookUp = destinations::lookUpFor(occasionOf(open, now), open.order.field);
  if (!lookUp) return base::fail(lookUp.error());
  open.read = std::move(lookUp->read);
  return std::move(lookUp->request);
}

/// Of an answer that says success.
Trial Trials::lookedUp(const Reader& read, const model::HttpResult& result) {
  Trial trial{false, result.status, model::ErrorClass::kNone, {}, result.times.total};
  if (auto found = read(result)) {
    trial.delivered = true;
    trial.found = std::move(*found);
    return trial;
  }
  trial.errorClass = model::ErrorClass::kOtherStatus;
  trial.detail = model::serviceDetail("the answer is not the list that was asked for.",
                                      "Check that the address is the service's and that nothing stands between, then look again.");
  return trial;
}

void Trials::sendNext(net::TransferId id, net::Transport& transport, const base::Now& now) {
  std::unique_lock lock(mutex_);
  const auto found = open_.find(id);
  if (found == open_.end()) return;
  auto request = nextRequest(found->second, now);
  lock.unlock();
  if (!request) return takeOut(id)(base::fail(request.error()));
  // It has one attempt, which must not be lost to an idle connection that died.
  request->freshConnection = true;
  transport.send(id, std::move(*request));
}

/// Whether another request follows; then what this one came to is kept for it.
bool Trials::goesOn(Open& open, delivery::Classified& classified) {
  if (!classified.more) return false;
  if (classified.signInAgain) open.token.reset();
  if (classified.checkpoint) open.checkpoint = std::move(*classified.checkpoint);
  return true;
}

void Trials::ended(net::Finished finished, net::Transport& transport, const base::Now& now) {
  std::unique_lock lock(mutex_);
  const auto found = open_.find(finished.id);
  if (found == open_.end()) return;
  auto& open = found->second;
  if (open.read && !open.signingIn && destinations::isSuccess(finished.result)) {
    const auto read = std::move(open.read);
    lock.unlock();
    return takeOut(finished.id)(lookedUp(read, finished.result));
  }
  delivery::Classified classified;
  bool more = false;
  if (std::exchange(open.signingIn, false)) {
    auto read = delivery::classifySignIn(open.order.webhook, finished.result, now.wall);
    if (auto* token = std::get_if<destinations::Token>(&read)) {
      open.token = std::move(*token);
      more = true;
    } else {
      classified = std::get<delivery::Classified>(std::move(read));
    }
  } else {
    classified = delivery::classify(occasionOf(open, now), finished.result);
    more = goesOn(open, classified);
  }
  lock.unlock();
  if (more) return sendNext(finished.id, transport, now);
  takeOut(finished.id)(outcomeOf(classified, std::move(finished.result)));
}

base::Completion<Trial> Trials::takeOut(net::TransferId id) {
  std::scoped_lock lock(mutex_);
  const auto found = open_.find(id);
  if (found == open_.end()) return {};
  auto done = std::move(found->second.done);
  open_.erase(found);
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
