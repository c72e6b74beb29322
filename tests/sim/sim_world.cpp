// A world's life: storm, calm, end.
#include "sim_world.h"

#include <algorithm>

namespace hookline::sim {
namespace {

constexpr std::chrono::hours kLongestCalm{24 * 30};
constexpr base::Micros kFirstCalm{std::chrono::seconds{60}};

}  // namespace

SimWorld::SimWorld(std::uint64_t seed, Mutant mutant)
    : scenario_(drawScenario(seed, mutant)),
      random_(seed ^ 0x3013d),
      oracle_(agenda_, scenario_),
      store_(agenda_, scenario_, oracle_),
      network_(agenda_, scenario_, oracle_) {
  oracle_.watch(store_, network_);
}

SimWorld::~SimWorld() { endProcess(); }

Report SimWorld::run() {
  startProcess();
  for (int i = 0; i < scenario_.webhooks; ++i) createWebhook();
  goOnUntil(agenda_.now().mono + std::chrono::seconds{1});
  planStorm();
  const auto calmAt = agenda_.now().mono + scenario_.storm;
  goOnUntil(calmAt);
  bringCalm();
  // Right after the storm much happens at once; later, retries are hours apart.
  const auto end = agenda_.now().mono + kLongestCalm;
  base::Micros pause = kFirstCalm;
  while (!oracle_.violation() && !atRest() && agenda_.now().mono < end) {
    goOnUntil(agenda_.now().mono + pause);
    mend();
    oracle_.look();
    pause = std::min<base::Micros>(pause * 5 / 4, std::chrono::minutes{20});
  }
  if (!oracle_.violation()) oracle_.judgeTheEnd();
  Report report{oracle_.violation(), oracle_.trace(), store_.rows().size(), 0, 0, 0, 0, agenda_.now().mono.time_since_epoch()};
  countJobs(report);
  return report;
}

bool SimWorld::goOnUntil(base::MonoTime until) {
  while (!oracle_.violation()) {
    if (!agenda_.runNext(until)) return true;
  }
  return false;
}

void SimWorld::startProcess() {
  store_.open();
  oracle_.started();
  process_ = std::make_unique<SimProcess>(agenda_, scenario_, store_, network_, oracle_, ids_,
                                          scenario_.seed + static_cast<std::uint64_t>(lives_++));
}

void SimWorld::endProcess() {
  if (!process_) return;
  // The store first: its last answers still find the process.
  store_.crash();
  network_.crash();
  process_.reset();
}

// ---- calm

void SimWorld::bringCalm() {
  stormy_ = false;
  store_.stopFaults();
  network_.heal();
  offline_ = false;
  network_.goOffline(false);
  if (process_ && process_->stopping()) endProcess(), oracle_.stopped();
  if (!process_) startProcess();
  oracle_.calm(setBack_);
  mend();
}

/// People put right what holds a webhook.
void SimWorld::mend() {
  if (!process_) return;
  const auto config = process_->configuration().snapshot();
  if (config->allPaused) process_->configuration().pauseAll(false, std::nullopt, {}, {});
  resumeJobs();
  for (const auto& [id, webhook] : config->webhooks) {
    if (webhook->enabled && webhook->stop.kind == model::WebhookStop::Kind::kNone) continue;
    edit(id, [](model::Webhook& mended) {
      mended.enabled = true;
      mended.stop = {};
    });
  }
}

bool SimWorld::atRest() const {
  if (store_.busy() || network_.inFlight() > 0) return false;
  // A job ends with its deliveries; one that waits for the held ones has nothing else to do.
  for (const auto& [id, job] : store_.storedJobs())
    if (((job.state == model::JobState::kRunning || job.state == model::JobState::kPaused) && !job.listed) ||
        job.undo == model::UndoState::kUnderWay)
      return false;
  return std::all_of(store_.rows().begin(), store_.rows().end(), [](const auto& row) {
    return model::isTerminal(row.second.state) || row.second.state == model::DeliveryState::kHeld;
  });
}

}  // namespace hookline::sim
