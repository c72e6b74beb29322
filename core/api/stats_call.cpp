#include <algorithm>
#include <map>

#include "api/answers.h"
#include "api/calls.h"
#include "api/query.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

using model::MinuteStats;
using model::Permission;

constexpr base::Millis kMinute{60 * 1000};
constexpr base::Millis kDefaultWindow{3600 * 1000};
constexpr base::Millis kLongestWindow{base::Millis{31LL * 24 * 3600 * 1000}};
constexpr std::int64_t kMaxItems = 1500;

struct Window {
  base::WallTime from{};  ///< on a multiple of `step`
  base::WallTime to{};
  base::Millis step{};
  std::optional<model::WebhookId> webhook;
};

base::Result<Window> readWindow(const Request& request, base::WallTime now) {
  if (auto fine = checkNames(request, {"from", "to", "step", "webhookId"}); !fine) return base::fail(fine.error());
  const auto from = queryTime(request, "from");
  if (!from) return base::fail(from.error());
  const auto to = queryTime(request, "to");
  if (!to) return base::fail(to.error());
  const auto step = querySpan(request, "step", kMinute, base::Millis{24 * 3600 * 1000});
  if (!step) return base::fail(step.error());
  Window window;
  window.step = step->value_or(kMinute);
  if (window.step % kMinute != base::Millis{0}) return base::fail(invalidQuery("step", "must be whole minutes, like 1m or 1h"));
  window.to = to->value_or(now);
  const auto begin = from->value_or(window.to - kDefaultWindow);
  if (begin >= window.to) return base::fail(invalidQuery("from", "must lie before \"to\""));
  if (window.to - begin > kLongestWindow) return base::fail(invalidQuery("from", "must lie at most 31 days before \"to\""));
  window.from = base::WallTime{begin.time_since_epoch() / window.step * window.step};
  if ((window.to - window.from) / window.step > kMaxItems)
    return base::fail(invalidQuery("step", "is too short for that span: at most " + std::to_string(kMaxItems) + " items are answered"));
  if (request.hasQuery("webhookId")) {
    const auto id = readWebhookId(request.queryValue("webhookId"));
    if (!id) return base::fail(id.error());
    window.webhook = *id;
  }
  return window;
}

void add(MinuteStats& sum, const MinuteStats& minute) {
  sum.delivered += minute.delivered;
  sum.failed += minute.failed;
  sum.dead += minute.dead;
  sum.retried += minute.retried;
  sum.latency.merge(minute.latency);
}

/// One item a step, also where nothing happened, so that a chart needs no rule of its own for gaps.
OrderedJson itemsOf(const Window& window, const std::vector<model::WebhookFigures>& figures) {
  std::map<std::int64_t, MinuteStats> steps;
  for (const auto& one : figures) {
    if (window.webhook && one.webhookId != *window.webhook) continue;
    for (const auto& minute : one.minutes) {
      const base::WallTime at{std::chrono::duration_cast<base::Millis>(std::chrono::minutes{minute.minute})};
      if (at >= window.from && at < window.to) add(steps[(at - window.from) / window.step], minute);
    }
  }
  OrderedJson items = OrderedJson::array();
  for (std::int64_t n = 0; window.from + n * window.step < window.to; ++n) {
    const auto& stats = steps[n];
    items.push_back({{"at", base::formatIso(window.from + n * window.step)},
                     {"delivered", stats.delivered},
                     {"failed", stats.failed},
                     {"dead", stats.dead},
                     {"retried", stats.retried},
                     {"p50Ms", millisOrNull(stats.latency.percentile(0.50))},
                     {"p95Ms", millisOrNull(stats.latency.percentile(0.95))},
                     {"p99Ms", millisOrNull(stats.latency.percentile(0.99))}});
  }
  return items;
}

void stats(const Context& context, Call call) {
  auto window = readWindow(call.request, context->now());
  if (!window) return call.refuse(window.error());
  context->services.store.figures(
      {.since = window->from, .webhooks = {}},
      base::Completion<std::vector<model::WebhookFigures>>(
          [call = std::move(call), window = *window](base::Result<std::vector<model::WebhookFigures>> read) mutable {
            if (!read) return call.refuse(read.error());
            call.answer(jsonAnswer(200, {{"items", itemsOf(window, *read)}}));
          }));
}

}  // namespace

void addStatsCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/stats", Permission::kRead, BodyKind::kNone, stats, {}});
}

}  // namespace hookline::api::internal
