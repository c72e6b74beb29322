#include "hookline/demo_receivers.h"

namespace hookline::desktop {
namespace {

using System = DemoReceivers::System;

/// How long each takes to answer: a chart of equal bars would teach nobody anything.
base::Millis delayOf(System system) {
  switch (system) {
    case System::kCrm:
      return base::Millis{120};
    case System::kHelpdesk:
      return base::Millis{60};
    case System::kAnalytics:
      return base::Millis{20};
    case System::kArchive:
      break;
  }
  return base::Millis{5};
}

}  // namespace

base::Result<std::unique_ptr<DemoReceivers>> DemoReceivers::start(const base::Clock& clock) {
  std::unique_ptr<DemoReceivers> all(new DemoReceivers);
  for (const auto system : kSystems) {
    sandbox::ReceiverOptions options;
    options.port = 0;
    options.delay = delayOf(system);
    auto started = sandbox::Receiver::start(std::move(options), clock,
                                            [self = all.get()](const sandbox::ReceivedRequest& request) { self->count(request); });
    if (!started) return base::fail(started.error());
    all->receivers_[system] = std::move(*started);
  }
  return all;
}

void DemoReceivers::setSecret(System system, const std::string& secret) {
  sandbox::ReceiverChange change;
  change.secret = secret;
  // Any text is a secret.
  (void)receivers_.at(system)->change(change);
}

void DemoReceivers::answer(System system, std::vector<int> statuses) {
  sandbox::ReceiverChange change;
  change.statuses = std::move(statuses);
  // The script's statuses are within the receiver's limits.
  (void)receivers_.at(system)->change(change);
}

void DemoReceivers::count(const sandbox::ReceivedRequest& request) {
  std::scoped_lock lock(mutex_);
  auto& arrivals = arrivals_[std::string(request.header("X-Webhook-Event"))];
  ++arrivals.requests;
  if (request.signature.state == sandbox::SignatureVerdict::State::kVerified) ++arrivals.verified;
}

std::map<std::string, DemoReceivers::Arrivals> DemoReceivers::arrivals() const {
  std::scoped_lock lock(mutex_);
  return arrivals_;
}

}  // namespace hookline::desktop
