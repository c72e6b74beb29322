#include "overview_page/figures.h"

#include <algorithm>

#include "overview_page/try_it_now.h"

namespace hookline::overview_page {
namespace {

/// 0: fine, or stopped by a person, who knows.
int urgency(const client::Health& health) {
  if (health.state == "on_hold") return 2;
  return health.state == "failing" ? 1 : 0;
}

}  // namespace

const client::Health* worstOf(const Figures& figures) {
  if (!figures.health) return nullptr;
  const client::Health* worst = nullptr;
  for (const auto& one : figures.health->items) {
    if (urgency(one) == 0) continue;
    if (worst == nullptr || std::pair(urgency(one), one.waiting) > std::pair(urgency(*worst), worst->waiting)) worst = &one;
  }
  return worst;
}

int needingAction(const Figures& figures) {
  if (!figures.health) return 0;
  const auto& items = figures.health->items;
  return static_cast<int>(std::count_if(items.begin(), items.end(), [](const auto& one) { return urgency(one) > 0; }));
}

const client::WebhookView* webhookOf(const Figures& figures, model::WebhookId id) {
  if (!figures.webhooks) return nullptr;
  const auto found =
      std::find_if(figures.webhooks->begin(), figures.webhooks->end(), [id](const auto& one) { return one.webhook.id == id; });
  return found == figures.webhooks->end() ? nullptr : &*found;
}

bool unused(const Figures& figures) {
  if (!figures.webhooks || !figures.all || figures.all->total > 0) return false;
  return std::all_of(figures.webhooks->begin(), figures.webhooks->end(), [](const auto& one) { return TryItNow::made(one.webhook); });
}

}  // namespace hookline::overview_page
