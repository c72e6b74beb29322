#include "api/simulations.h"

#include <algorithm>
#include <utility>

#include "api/intake_post.h"

namespace hookline::api::internal {
namespace {

/// Which webhooks the events must not reach, by the configuration of a moment.
std::vector<std::string> unsafeTargets(const model::ConfigSnapshot& config, const SimulatedEvents& events) {
  std::vector<std::string> found;
  for (const auto& [id, webhook] : config.webhooks)
    if (isUnsafeTarget(*webhook, events)) found.push_back(targetText(*webhook));
  return found;
}

base::Error noSafeTargets(const std::vector<std::string>& targets) {
  return {base::Errc::kConflict, unsafeTargetsText(targets, "chatbotId", "\"real\": true"), false, {}};
}

}  // namespace

struct Simulations::Run {
  model::Principal by;     // constant after construction
  SimulatedEvents events;  // constant after construction
  std::atomic<bool> stop{false};
  mutable std::mutex mutex;
  SimulationSight sight;  // guarded by mutex
  std::thread thread;     // guarded by Simulations::mutex_

  SimulationSight look() const {
    const std::scoped_lock lock(mutex);
    return sight;
  }
  bool isOver() const { return look().endedAt.has_value(); }
  void stopBecause(const std::string& why) {
    const std::scoped_lock lock(mutex);
    if (sight.stoppedBecause.empty()) sight.stoppedBecause = why;
    stop.store(true);
  }
};

base::Result<SimulationSight> Simulations::start(SimulationOrder order) {
  const bool scenario = order.feed.scenario.has_value();
  auto type = order.feed.type;
  auto feed = simulate::makeFeed(std::move(order.feed), order.seed);
  auto run = std::make_shared<Run>();
  run->by = order.by;
  run->events = {feed.chatbotId, feed.types};
  if (!order.real) {
    if (const auto targets = unsafeTargets(*services_.config.snapshot(), run->events); !targets.empty())
      return base::fail(noSafeTargets(targets));
  }
  auto& sight = run->sight;
  sight.id = SimulationId{services_.ids.next()};
  if (!scenario) sight.type = std::move(type);
  sight.chatbotId = feed.chatbotId;
  sight.seed = order.seed;
  sight.real = order.real;
  sight.by = order.by.name;
  sight.startedAt = services_.clock.now().wall;
  const auto before = sight;

  const std::scoped_lock lock(mutex_);
  if (closed_) return base::fail(base::Errc::kUnavailable, "Hookline is stopping; simulate once it runs again.");
  reap();
  const auto running = std::count_if(runs_.begin(), runs_.end(), [](const auto& one) { return !one->isOver(); });
  if (static_cast<std::size_t>(running) >= kMaxRunning)
    return base::fail(base::Errc::kConflict, std::to_string(kMaxRunning) + " simulations run already; wait for one to end, or stop it.");
  run->thread = std::thread([this, run = run.get(), feed = std::move(feed)] { play(*run, feed); });
  runs_.push_back(std::move(run));
  return before;
}

std::optional<SimulationSight> Simulations::look(SimulationId id) const {
  const auto run = find(id);
  return run ? std::optional(run->look()) : std::nullopt;
}

std::optional<SimulationSight> Simulations::stop(SimulationId id) {
  const auto run = find(id);
  if (!run) return std::nullopt;
  run->stop.store(true);
  return run->look();
}

void Simulations::close() {
  std::deque<std::shared_ptr<Run>> runs;
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    runs = runs_;
  }
  for (const auto& run : runs) run->stop.store(true);
  for (const auto& run : runs)
    if (run->thread.joinable()) run->thread.join();
}

/// On the run's own thread.
void Simulations::play(Run& run, const simulate::Feed& feed) const {
  const bool real = run.look().real;
  std::shared_ptr<const model::ConfigSnapshot> judged;
  // A webhook that comes, or changes, while a simulation runs must not get made-up events either.
  const auto mayPost = [&]() -> std::string {
    if (!services_.tokens.stillValid(run.by)) {
      run.stopBecause("the token that started it was revoked");
      return "The token was revoked.";
    }
    if (!services_.tokens.admitEvents(run.by, 1)) return "This token's eventsPerSecond is used up.";
    auto config = services_.config.snapshot();
    if (real || config == judged) return {};
    if (const auto targets = unsafeTargets(*config, run.events); !targets.empty()) {
      auto why = noSafeTargets(targets).message;
      run.stopBecause(why);
      return why;
    }
    judged = std::move(config);
    return {};
  };
  IntakePost post(services_.intake, services_.clock, !real, mayPost);
  simulate::EventSender sender(post, services_.clock, kMaxInFlight);
  auto report = sender.run(
      feed.next, [&run] { return run.stop.load(); },
      [&run](const simulate::FeedReport& soFar) {
        const std::scoped_lock lock(run.mutex);
        run.sight.report = soFar;
      });
  const std::scoped_lock lock(run.mutex);
  run.sight.state = report.stopped || !run.sight.stoppedBecause.empty() ? SimulationState::kStopped : SimulationState::kDone;
  run.sight.endedAt = services_.clock.now().wall;
  run.sight.report = std::move(report);
}

/// Forgets the oldest that are over. With mutex_ held.
void Simulations::reap() {
  for (auto at = runs_.begin(); at != runs_.end();) {
    auto& run = **at;
    if (!run.isOver()) {
      ++at;
      continue;
    }
    if (run.thread.joinable()) run.thread.join();
    at = runs_.size() >= kKept ? runs_.erase(at) : at + 1;
  }
}

std::shared_ptr<Simulations::Run> Simulations::find(SimulationId id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = std::find_if(runs_.begin(), runs_.end(), [&](const auto& run) { return run->look().id == id; });
  return found == runs_.end() ? nullptr : *found;
}

}  // namespace hookline::api::internal
