#include "health/alert_book.h"

#include <algorithm>

namespace hookline::health {
namespace {

model::Alert resolved(model::Alert alert, base::WallTime now) {
  alert.state = model::AlertState::kResolved;
  alert.until = now;
  return alert;
}

}  // namespace

AlertBook::AlertBook(const std::vector<model::Alert>& open) {
  for (const auto& alert : open) open_.emplace(Key{alert.ruleId, alert.webhookId}, Open{alert, std::nullopt});
}

std::optional<model::Alert> AlertBook::next(const model::AlertRule& rule, model::WebhookId webhook, const std::optional<Finding>& finding,
                                            const base::Now& now, base::Ids& ids) {
  const Key key{rule.id, webhook};
  const auto open = open_.find(key);
  if (!finding) {
    holding_.erase(key);
    if (open == open_.end()) return std::nullopt;
    return resolved(open->second.alert, now.wall);
  }
  if (open != open_.end()) return follow(open->second, *finding, now);
  if (rule.holds.count() > 0 && now.mono < holding_.try_emplace(key, now.mono + rule.holds).first->second) return std::nullopt;
  model::Alert alert;
  alert.id.value = ids.next();
  alert.ruleId = rule.id;
  alert.type = rule.type;
  alert.webhookId = webhook;
  alert.message = finding->message;
  alert.since = now.wall;
  alert.value = finding->value;
  return alert;
}

std::optional<model::Alert> AlertBook::follow(const Open& open, const Finding& finding, const base::Now& now) {
  auto alert = open.alert;
  const bool wakes = alert.state == model::AlertState::kSnoozed && alert.until && *alert.until <= now.wall;
  const bool stale = !open.refreshed || now.mono - *open.refreshed >= kRefreshEvery;
  if (!wakes && (!stale || alert.message == finding.message)) return std::nullopt;
  alert.value = finding.value;
  alert.message = finding.message;
  if (!wakes) return alert;
  alert.state = model::AlertState::kFiring;
  alert.until.reset();
  return alert;
}

std::vector<model::Alert> AlertBook::orphans(model::WebhookId webhook, const std::vector<model::AlertRule>& rules,
                                             base::WallTime now) const {
  std::vector<model::Alert> found;
  for (const auto& [key, open] : open_) {
    const bool ruled = std::any_of(rules.begin(), rules.end(), [id = key.first](const auto& rule) { return rule.id == id; });
    if (key.second == webhook && !ruled) found.push_back(resolved(open.alert, now));
  }
  return found;
}

void AlertBook::keep(const model::Alert& alert, const base::Now& now) {
  const Key key{alert.ruleId, alert.webhookId};
  holding_.erase(key);
  if (model::isOpen(alert.state))
    open_.insert_or_assign(key, Open{alert, now.mono});
  else
    open_.erase(key);
}

std::optional<model::Alert> AlertBook::find(model::AlertId id) const {
  for (const auto& [key, open] : open_)
    if (open.alert.id == id) return open.alert;
  return std::nullopt;
}

std::set<model::WebhookId> AlertBook::webhooks() const {
  std::set<model::WebhookId> all;
  for (const auto& [key, open] : open_) all.insert(key.second);
  return all;
}

template <typename See>
void AlertBook::eachWait(const base::Now& now, See see) const {
  for (const auto& [key, until] : holding_) see(until, key.second);
  for (const auto& [key, open] : open_)
    if (open.alert.state == model::AlertState::kSnoozed && open.alert.until) see(now.mono + (*open.alert.until - now.wall), key.second);
}

std::set<model::WebhookId> AlertBook::ripe(const base::Now& now) const {
  std::set<model::WebhookId> found;
  eachWait(now, [&](base::MonoTime at, model::WebhookId webhook) {
    if (at <= now.mono) found.insert(webhook);
  });
  return found;
}

std::optional<base::MonoTime> AlertBook::wakeAt(const base::Now& now) const {
  std::optional<base::MonoTime> first;
  eachWait(now, [&](base::MonoTime at, model::WebhookId) {
    if (!first || at < *first) first = at;
  });
  return first;
}

}  // namespace hookline::health
