#include "api/health_calls.h"

#include <algorithm>
#include <map>

#include "api/calls.h"
#include "api/health_notices.h"
#include "api/query.h"
#include "api/webhook_calls.h"

namespace hookline::api::internal {

WebhookHealth healthNow(const Context& context, const model::Webhook& webhook, model::WebhookFigures figures, base::WallTime from,
                        base::WallTime to) {
  auto health = healthOf(webhook, context->services.config.snapshot()->allPaused, std::move(figures), from, to);
  const auto circuits = context->services.runner.circuits();
  if (const auto circuit = circuits.find(webhook.id); circuit != circuits.end()) health.circuit = circuit->second;
  return health;
}

namespace {

using model::Permission;

constexpr base::Millis kLeastWindow{60 * 1000};
constexpr base::Millis kLongestWindow{base::Millis{7LL * 24 * 3600 * 1000}};

using FiguresById = std::map<model::WebhookId, model::WebhookFigures>;

struct Window {
  base::WallTime from{};
  base::WallTime to{};
};

/// Reads the figures of the asked window and goes on with them. `webhooks`: of these; none: of all.
template <typename Then>
void withFigures(const Context& context, Call call, std::vector<model::WebhookId> webhooks, Then then) {
  if (auto fine = checkNames(call.request, {"window"}); !fine) return call.refuse(fine.error());
  const auto span = querySpan(call.request, "window", kLeastWindow, kLongestWindow);
  if (!span) return call.refuse(span.error());
  const auto now = context->now();
  const Window window{now - span->value_or(HealthNotices::kWindow), now};
  context->services.store.figures(
      {.since = window.from, .webhooks = std::move(webhooks)},
      base::Completion<std::vector<model::WebhookFigures>>(
          [context, call = std::move(call), then = std::move(then), window](base::Result<std::vector<model::WebhookFigures>> read) mutable {
            if (!read) return call.refuse(read.error());
            FiguresById figures;
            for (auto& one : *read) figures.emplace(one.webhookId, std::move(one));
            then(context, std::move(call), figures, window);
          }));
}

model::WebhookFigures figuresOf(const FiguresById& figures, model::WebhookId id) {
  const auto found = figures.find(id);
  if (found != figures.end()) return found->second;
  model::WebhookFigures none;
  none.webhookId = id;
  return none;
}

void listHealth(const Context& context, Call call) {
  withFigures(context, std::move(call), {}, [](const Context& shared, Call ready, const FiguresById& figures, const Window& window) {
    const auto config = shared->services.config.snapshot();
    OrderedJson items = OrderedJson::array();
    auto overall = HealthState::kIdle;
    const auto circuits = shared->services.runner.circuits();
    for (const auto& [id, webhook] : config->webhooks) {
      auto health = healthOf(*webhook, config->allPaused, figuresOf(figures, id), window.from, window.to);
      if (const auto circuit = circuits.find(id); circuit != circuits.end()) health.circuit = circuit->second;
      overall = std::max(overall, overallShare(health.state));
      items.push_back(toJson(health, window.to));
    }
    ready.answer(jsonAnswer(200, {{"overall", toText(overall)}, {"items", std::move(items)}, {"next", nullptr}}));
  });
}

void getHealth(const Context& context, Call call) {
  const auto found = findWebhook(context, call);
  if (!found) return call.refuse(webhookNotFound());
  withFigures(context, std::move(call), {found->id},
              [found](const Context& shared, Call ready, const FiguresById& figures, const Window& window) {
                const auto health = healthNow(shared, *found, figuresOf(figures, found->id), window.from, window.to);
                ready.answer(jsonAnswer(200, toJson(health, window.to)));
              });
}

}  // namespace

void addHealthCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/health", Permission::kRead, BodyKind::kNone, listHealth, {}});
  routes.push_back({"GET", "/api/health/{webhookId}", Permission::kRead, BodyKind::kNone, getHealth, {}});
}

}  // namespace hookline::api::internal
