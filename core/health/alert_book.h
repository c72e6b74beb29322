#pragma once
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "health/alert_decision.h"
#include "model/alert.h"
#include "model/alert_rule.h"

namespace hookline::health {

/// The open alerts, and what of each becomes of a finding. It only proposes: an alert changes here when it was stored and is kept. How long
/// something holds already (a rule's `holds`) is not stored: after a restart it holds from then on. Thread: one.
class AlertBook {
 public:
  explicit AlertBook(const std::vector<model::Alert>& open);

  /// How often the value and the message of an open alert follow what is found.
  static constexpr base::Millis kRefreshEvery{60000};

  /// What the alert of a rule and a webhook becomes by a finding; nothing: it stays as it is.
  std::optional<model::Alert> next(const model::AlertRule& rule, model::WebhookId webhook, const std::optional<Finding>& finding,
                                   const base::Now& now, base::Ids& ids);
  /// Those of the webhook whose rule is not among `rules`, resolved.
  std::vector<model::Alert> orphans(model::WebhookId webhook, const std::vector<model::AlertRule>& rules, base::WallTime now) const;
  /// It is stored: here it is so from now on.
  void keep(const model::Alert& alert, const base::Now& now);

  /// The open alert. A person does something about it: what it becomes is stored and kept by the caller.
  std::optional<model::Alert> find(model::AlertId id) const;
  /// Whether any alert of the webhook is open.
  std::set<model::WebhookId> webhooks() const;
  /// Webhooks that are to be judged again at this time, because something held long enough or was snoozed long enough.
  std::set<model::WebhookId> ripe(const base::Now& now) const;
  /// When the next one is ripe.
  std::optional<base::MonoTime> wakeAt(const base::Now& now) const;
  /// The rules are others: what holds for them holds from now on.
  void rulesChanged() { holding_.clear(); }

 private:
  using Key = std::pair<model::AlertRuleId, model::WebhookId>;
  struct Open {
    model::Alert alert;
    std::optional<base::MonoTime> refreshed;
  };
  static std::optional<model::Alert> follow(const Open& open, const Finding& finding, const base::Now& now);
  /// Each time of something that waits, with its webhook.
  template <typename See>
  void eachWait(const base::Now& now, See see) const;

  std::map<Key, Open> open_;
  std::map<Key, base::MonoTime> holding_;  ///< until when it must hold on, to fire
};

}  // namespace hookline::health
