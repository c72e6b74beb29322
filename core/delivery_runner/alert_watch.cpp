#include "delivery_runner/alert_watch.h"

#include <algorithm>
#include <utility>

#include "base/await.h"
#include "health/alert_decision.h"

namespace hookline::delivery_runner {
namespace {

using model::Alert;
using model::AlertRule;

/// A result that may change a webhook's figures.
bool isResult(model::DeliveryState state) {
  return state == model::DeliveryState::kDelivered || state == model::DeliveryState::kRetrying || state == model::DeliveryState::kDead;
}

}  // namespace

AlertWatch::AlertWatch(Seams seams, const store::StoredConfig& stored)
    : seams_(std::move(seams)),
      rules_(stored.alertRules.value_or(model::guideRules())),
      rulesStored_(stored.alertRules.has_value()),
      book_(stored.openAlerts),
      config_(std::make_shared<model::ConfigSnapshot>()) {
  for (auto& rule : rules_)
    if (!rule.id) rule.id.value = seams_.ids.next();
  seams_.config.onChange([inbox = inbox_](model::ConfigPtr present) {
    {
      std::scoped_lock lock(inbox->mutex);
      inbox->config = std::move(present);
      if (inbox->resting) return;
    }
    inbox->rung.notify_one();
  });
}

void AlertWatch::start() {
  thread_ = std::thread([this] { run(); });
}

void AlertWatch::stop() {
  std::deque<Order> dropped;
  {
    std::scoped_lock lock(inbox_->mutex);
    inbox_->closed = true;
  }
  inbox_->rung.notify_one();
  if (thread_.joinable()) thread_.join();
  std::scoped_lock lock(inbox_->mutex);
  dropped = std::exchange(inbox_->orders, {});
}

void AlertWatch::run() {
  for (;;) {
    const auto next = pass();
    const auto now = seams_.clock.now().mono;
    const bool rests = now < nextJudgement_;
    // While it rests nobody wakes it for what is new, so it looks by itself.
    const auto sleep = std::clamp((rests ? nextJudgement_ : next) - now, base::Micros{0}, base::Micros{kSweepEvery});
    std::unique_lock lock(inbox_->mutex);
    inbox_->resting = rests;
    const auto called = [this] { return inbox_->closed || !inbox_->orders.empty(); };
    inbox_->rung.wait_for(lock, sleep, [&] { return called() || (!inbox_->resting && (!inbox_->fresh.empty() || inbox_->config)); });
    if (inbox_->closed) return;
    inbox_->resting = false;
  }
}

void AlertWatch::delivery(const model::DeliveryChange& change) {
  if (!isResult(change.state)) return;
  bool first = false;
  {
    std::scoped_lock lock(inbox_->mutex);
    first = inbox_->fresh.empty() && !inbox_->resting;
    inbox_->fresh.insert(change.webhookId);
  }
  if (first) inbox_->rung.notify_one();
}

std::vector<AlertRule> AlertWatch::rules() const {
  std::scoped_lock lock(rulesMutex_);
  return rules_;
}

template <typename T, typename Do>
void AlertWatch::order(base::Completion<T> done, Do work) {
  const auto admit = [this]() -> base::Status {
    if (inbox_->closed) return base::fail(base::Errc::kUnavailable, "Hookline is stopping; try again when it runs.");
    if (inbox_->orders.size() < kMaxOrders) return {};
    return base::fail(base::Errc::kBusy, "Too many changes of alerts wait for the disk; try again soon.");
  };
  std::unique_lock lock(inbox_->mutex);
  if (auto room = admit(); !room) {
    lock.unlock();
    return std::move(done)(base::fail(room.error()));
  }
  inbox_->orders.emplace_back([done = std::move(done), work = std::move(work)]() mutable { std::move(done)(work()); });
  lock.unlock();
  inbox_->rung.notify_one();
}

void AlertWatch::replaceRules(std::vector<AlertRule> rules, store::AuditEntry audit, base::Completion<std::vector<AlertRule>> done) {
  order(std::move(done), [this, rules = std::move(rules), audit = std::move(audit)]() mutable -> base::Result<std::vector<AlertRule>> {
    auto given = named(std::move(rules));
    if (!given) return given;
    if (auto stored = storeRules(*given, std::move(audit)); !stored) return base::fail(stored.error());
    book_.rulesChanged();
    // Soon, not with the next results: a rule may have been disabled because of its alerts.
    nextSweep_ = {};
    return given;
  });
}

/// Rules keep their ids and types; new ones get an id. In the order in which they are stored.
base::Result<std::vector<AlertRule>> AlertWatch::named(std::vector<AlertRule> rules) {
  std::vector<base::FieldError> faults;
  const auto present = this->rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto& rule = rules[i];
    const auto path = "/items/" + std::to_string(i);
    const auto old = std::find_if(present.begin(), present.end(), [&](const AlertRule& one) { return one.id == rule.id; });
    if (!rule.id)
      rule.id.value = seams_.ids.next();
    else if (old == present.end())
      faults.push_back({path + "/id", "is no rule's; leave it out for a new rule"});
    else if (old->type != rule.type)
      faults.push_back({path + "/type", "cannot change; leave the id out for a new rule"});
  }
  if (!faults.empty())
    return base::fail(base::Error{base::Errc::kInvalid, "The list of alert rules is not valid.", false, std::move(faults)});
  std::sort(rules.begin(), rules.end(), [](const AlertRule& a, const AlertRule& b) { return a.id < b.id; });
  return rules;
}

base::Status AlertWatch::storeRules(std::vector<AlertRule> rules, store::AuditEntry audit) {
  auto stored = base::await<void>([&](auto done) { seams_.store.putAlertRules(rules, std::move(audit), std::move(done)); });
  if (!stored) return stored;
  rulesStored_ = true;
  std::scoped_lock lock(rulesMutex_);
  rules_ = std::move(rules);
  return {};
}

void AlertWatch::acknowledge(model::AlertId id, store::AuditEntry audit, base::Completion<Alert> done) {
  order(std::move(done), [this, id, audit = std::move(audit)]() mutable {
    return change(id, std::move(audit), [](Alert& alert) {
      alert.state = model::AlertState::kAcknowledged;
      alert.until.reset();
    });
  });
}

void AlertWatch::snooze(model::AlertId id, base::WallTime until, store::AuditEntry audit, base::Completion<Alert> done) {
  order(std::move(done), [this, id, until, audit = std::move(audit)]() mutable {
    return change(id, std::move(audit), [until](Alert& alert) {
      alert.state = model::AlertState::kSnoozed;
      alert.until = until;
    });
  });
}

base::Result<Alert> AlertWatch::change(model::AlertId id, store::AuditEntry audit, const std::function<void(Alert&)>& edit) {
  // What goes again would undo it.
  if (!unsaved_.empty()) return base::fail(base::Errc::kIo, "The store cannot be written to at the moment; try again soon.");
  auto found = book_.find(id);
  if (!found) {
    store::AlertQuery query;
    query.before.value = id.value + 1;
    query.limit = 1;
    const auto page = base::await<store::AlertPage>([&](auto done) { seams_.store.alerts(query, std::move(done)); });
    if (!page) return base::fail(page.error());
    const bool known = !page->alerts.empty() && page->alerts.front().id == id;
    if (!known) return base::fail(base::Errc::kNotFound, "Alert not found");
    return base::fail(base::Errc::kConflict, "The alert " + id.text() + " is resolved: there is nothing left to do about it.");
  }
  edit(*found);
  auto stored = base::await<void>([&](auto done) { seams_.store.putAlerts({*found}, std::optional(std::move(audit)), std::move(done)); });
  if (!stored) return base::fail(stored.error());
  book_.keep(*found, seams_.clock.now());
  seams_.changed(*found);
  return *found;
}

base::MonoTime AlertWatch::pass() {
  std::deque<Order> orders;
  model::ConfigPtr config;
  {
    std::scoped_lock lock(inbox_->mutex);
    orders = std::exchange(inbox_->orders, {});
    waiting_.merge(std::exchange(inbox_->fresh, {}));
    config = std::exchange(inbox_->config, nullptr);
  }
  if (config) takeConfig(config);
  if (!rulesStored_) (void)storeRules(rules(), {seams_.clock.now().wall, "hookline", "alert-rules.default", "all"});
  if (!unsaved_.empty()) (void)save(std::exchange(unsaved_, {}));
  for (auto& one : orders) one();
  const auto now = seams_.clock.now();
  if (!unsaved_.empty()) nextJudgement_ = now.mono + kRest;
  if (now.mono < nextJudgement_) return nextJudgement_;
  if (now.mono >= nextSweep_) sweep(now);
  waiting_.merge(book_.ripe(now));
  if (const auto chosen = choose(); !chosen.empty()) {
    nextJudgement_ = now.mono + kRest;
    judge(chosen, now);
  }
  if (!waiting_.empty() || !unsaved_.empty()) return nextJudgement_;
  const auto wake = book_.wakeAt(now);
  return wake ? std::max(nextJudgement_, std::min(*wake, nextSweep_)) : nextSweep_;
}

/// What changed is judged: a pause, a new scope, a webhook that is gone.
void AlertWatch::takeConfig(const model::ConfigPtr& config) {
  const bool all = config->allPaused != config_->allPaused;
  for (const auto& [id, webhook] : config->webhooks)
    if (all || config_->find(id) != webhook) waiting_.insert(id);
  for (const auto& [id, webhook] : config_->webhooks)
    if (!config->find(id)) waiting_.insert(id);
  config_ = config;
}

void AlertWatch::sweep(const base::Now& now) {
  nextSweep_ = now.mono + kSweepEvery;
  for (const auto& [id, webhook] : config_->webhooks) waiting_.insert(id);
  waiting_.merge(book_.webhooks());
}

/// The next of those that wait, after the last one that had its turn.
std::vector<model::WebhookId> AlertWatch::choose() {
  std::vector<model::WebhookId> chosen;
  while (!waiting_.empty() && chosen.size() < kMaxJudged) {
    auto next = waiting_.upper_bound(cursor_);
    if (next == waiting_.end()) next = waiting_.begin();
    cursor_ = *next;
    chosen.push_back(cursor_);
    waiting_.erase(next);
  }
  return chosen;
}

void AlertWatch::judge(const std::vector<model::WebhookId>& chosen, const base::Now& now) {
  auto window = seams_.figuresWindow;
  for (const auto& rule : rules()) window = std::max<base::Millis>(window, rule.window);
  auto read = base::await<std::vector<model::WebhookFigures>>(
      [&](auto done) { seams_.store.figures({.since = now.wall - window, .webhooks = chosen}, std::move(done)); });
  if (!read) {
    waiting_.insert(chosen.begin(), chosen.end());
    return;
  }
  std::vector<Alert> changes;
  for (const auto id : chosen) {
    model::WebhookFigures figures;
    figures.webhookId = id;
    const auto found = std::find_if(read->begin(), read->end(), [id](const auto& one) { return one.webhookId == id; });
    if (found != read->end()) figures = std::move(*found);
    for (auto& change : judgeOne(figures, now)) changes.push_back(std::move(change));
    seams_.judged(*config_, figures, now.wall);
  }
  if (!changes.empty()) (void)save(std::move(changes));
}

std::vector<Alert> AlertWatch::judgeOne(const model::WebhookFigures& figures, const base::Now& now) {
  const auto present = rules();
  auto changes = book_.orphans(figures.webhookId, present, now.wall);
  for (const auto& rule : present) {
    const auto finding = health::judge(rule, *config_, figures, now.wall);
    if (auto change = book_.next(rule, figures.webhookId, finding, now, seams_.ids)) changes.push_back(std::move(*change));
  }
  return changes;
}

/// What may have been stored or not is stored again, under the same ids.
base::Status AlertWatch::save(std::vector<Alert> alerts) {
  const auto stored = base::await<void>([&](auto done) { seams_.store.putAlerts(alerts, std::nullopt, std::move(done)); });
  const auto now = seams_.clock.now();
  if (!stored && stored.error().code != base::Errc::kConflict) {
    seams_.log.warning("alerts could not be stored; that is tried again", {{"reason", stored.error().message}});
    unsaved_ = std::move(alerts);
    return stored;
  }
  if (!stored) {
    seams_.log.error("alerts were not stored", {{"reason", stored.error().message}});
    return stored;
  }
  for (const auto& alert : alerts) {
    book_.keep(alert, now);
    seams_.changed(alert);
  }
  return {};
}

}  // namespace hookline::delivery_runner
