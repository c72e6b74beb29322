#include "delivery_runner/configuration.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace hookline::delivery_runner {
namespace {

constexpr std::string_view kPauseSetting = "pause";

/// The core's own pause, as it is kept among the settings.
std::string pauseText(const model::ConfigSnapshot& config) {
  nlohmann::json text{{"paused", config.allPaused}};
  if (config.allPausedUntil) text["untilMs"] = base::toMs(*config.allPausedUntil);
  if (config.allPausedSince) text["sinceMs"] = base::toMs(*config.allPausedSince);
  if (config.allResumedAt) text["resumedMs"] = base::toMs(*config.allResumedAt);
  return text.dump();
}

void readPause(std::string_view text, model::ConfigSnapshot& config) {
  const auto read = nlohmann::json::parse(text, nullptr, false);
  if (!read.is_object()) return;
  config.allPaused = read.value("paused", false);
  if (read.contains("untilMs")) config.allPausedUntil = base::fromMs(read["untilMs"].get<std::int64_t>());
  if (read.contains("sinceMs")) config.allPausedSince = base::fromMs(read["sinceMs"].get<std::int64_t>());
  if (read.contains("resumedMs")) config.allResumedAt = base::fromMs(read["resumedMs"].get<std::int64_t>());
}

}  // namespace

std::pair<std::string, std::string> pausedSetting(base::WallTime since) {
  model::ConfigSnapshot config;
  config.allPaused = true;
  config.allPausedSince = since;
  return {std::string(kPauseSetting), pauseText(config)};
}

Configuration::Configuration(store::Store& store, const base::Clock& clock, const store::StoredConfig& stored)
    : store_(store), clock_(clock) {
  auto first = std::make_shared<model::ConfigSnapshot>();
  first->version = 1;
  for (const auto& webhook : stored.webhooks) first->webhooks.emplace(webhook.id, std::make_shared<model::Webhook>(webhook));
  for (const auto& [name, value] : stored.settings)
    if (name == kPauseSetting) readPause(value, *first);
  snapshot_ = std::move(first);
}

model::ConfigPtr Configuration::snapshot() const {
  std::scoped_lock lock(mutex_);
  return snapshot_;
}

void Configuration::onChange(std::function<void(model::ConfigPtr)> listener) {
  listener(snapshot());
  std::scoped_lock lock(mutex_);
  listeners_.push_back(std::move(listener));
}

/// One edit at a time: the next starts when the one before is stored, so each sees the result of the last.
void Configuration::enqueue(Job job) {
  {
    std::scoped_lock lock(mutex_);
    jobs_.push_back(std::move(job));
    if (std::exchange(running_, true)) return;
  }
  finished();
}

void Configuration::finished() {
  Job next;
  {
    std::scoped_lock lock(mutex_);
    if (jobs_.empty()) {
      running_ = false;
      return;
    }
    next = std::move(jobs_.front());
    jobs_.pop_front();
  }
  next();
}

void Configuration::publish(std::function<void(model::ConfigSnapshot&)> change) {
  std::vector<std::function<void(model::ConfigPtr)>> listeners;
  model::ConfigPtr present;
  {
    std::scoped_lock lock(mutex_);
    auto next = std::make_shared<model::ConfigSnapshot>(*snapshot_);
    ++next->version;
    change(*next);
    snapshot_ = std::move(next);
    present = snapshot_;
    listeners = listeners_;
  }
  for (const auto& listener : listeners) listener(present);
}

void Configuration::put(model::Webhook webhook, store::AuditEntry audit, base::Completion<model::Webhook> done) {
  auto stored = webhook;
  store_.putWebhook(std::move(stored), std::move(audit),
                    base::Completion<void>([this, webhook = std::move(webhook), done = std::move(done)](base::Status status) mutable {
                      if (status) {
                        auto shared = std::make_shared<model::Webhook>(webhook);
                        publish([&shared](model::ConfigSnapshot& config) { config.webhooks[shared->id] = shared; });
                      }
                      finished();
                      std::move(done)(status ? base::Result<model::Webhook>(std::move(webhook))
                                             : base::Result<model::Webhook>(base::fail(status.error())));
                    }));
}

void Configuration::createWebhook(model::Webhook webhook, store::AuditEntry audit, base::Completion<model::Webhook> done) {
  enqueue([this, webhook = std::move(webhook), audit = std::move(audit), done = std::move(done)]() mutable {
    webhook.createdAt = webhook.updatedAt = clock_.now().wall;
    webhook.secretCreatedAt = webhook.createdAt;
    put(std::move(webhook), std::move(audit), std::move(done));
  });
}

void Configuration::editWebhook(model::WebhookId id, Edit edit, store::AuditEntry audit, base::Completion<model::Webhook> done) {
  enqueue([this, id, edit = std::move(edit), audit = std::move(audit), done = std::move(done)]() mutable {
    const auto current = snapshot()->find(id);
    auto changed = current ? edit(*current) : base::Result<model::Webhook>(base::fail(base::Errc::kNotFound, "Webhook not found"));
    if (!changed) {
      finished();
      std::move(done)(std::move(changed));
      return;
    }
    const auto now = clock_.now().wall;
    // While it was disabled a hold kept nothing back, so how long it has held anything counts from here.
    if (!current->enabled && changed->enabled && changed->stop.kind == model::WebhookStop::Kind::kOnHold) changed->stop.since = now;
    changed->updatedAt = std::max(now, current->updatedAt + base::Millis{1});
    put(std::move(*changed), std::move(audit), std::move(done));
  });
}

void Configuration::deleteWebhook(model::WebhookId id, store::AuditEntry audit, base::Completion<void> done) {
  enqueue([this, id, audit = std::move(audit), done = std::move(done)]() mutable {
    if (!snapshot()->find(id)) {
      finished();
      std::move(done)(base::fail(base::Errc::kNotFound, "Webhook not found"));
      return;
    }
    store_.deleteWebhook(id, std::move(audit), base::Completion<void>([this, id, done = std::move(done)](base::Status status) mutable {
                           if (status) publish([id](model::ConfigSnapshot& config) { config.webhooks.erase(id); });
                           finished();
                           std::move(done)(std::move(status));
                         }));
  });
}

void Configuration::pauseAll(bool paused, std::optional<base::WallTime> until, store::AuditEntry audit, base::Completion<void> done) {
  enqueue([this, paused, until, audit = std::move(audit), done = std::move(done)]() mutable {
    model::ConfigSnapshot next;
    const auto present = snapshot();
    next.allPaused = paused;
    next.allResumedAt = present->allResumedAt;
    if (paused) {
      next.allPausedUntil = until;
      next.allPausedSince = clock_.now().wall;
    } else if (present->allPaused) {
      next.allResumedAt = clock_.now().wall;
    }
    putPause(next, std::move(audit), std::move(done));
  });
}

void Configuration::endPauseOfAll(store::AuditEntry audit, base::Completion<void> done) {
  enqueue([this, audit = std::move(audit), done = std::move(done)]() mutable {
    const auto present = snapshot();
    if (!present->allPaused || !present->allPausedUntil || *present->allPausedUntil > clock_.now().wall) {
      finished();
      std::move(done)(base::fail(base::Errc::kConflict, "No pause of all sending is over"));
      return;
    }
    model::ConfigSnapshot next;
    next.allResumedAt = clock_.now().wall;
    putPause(next, std::move(audit), std::move(done));
  });
}

void Configuration::putPause(const model::ConfigSnapshot& next, store::AuditEntry audit, base::Completion<void> done) {
  store_.putSetting(std::string(kPauseSetting), pauseText(next), std::move(audit),
                    base::Completion<void>([this, next, done = std::move(done)](base::Status status) mutable {
                      if (status) {
                        publish([&next](model::ConfigSnapshot& config) {
                          config.allPaused = next.allPaused;
                          config.allPausedUntil = next.allPausedUntil;
                          config.allPausedSince = next.allPausedSince;
                          config.allResumedAt = next.allResumedAt;
                        });
                      }
                      finished();
                      std::move(done)(std::move(status));
                    }));
}

}  // namespace hookline::delivery_runner
