#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "api/answers.h"
#include "api/calls.h"
#include "api/metrics_text.h"
#include "api/router_state.h"
#include "platform/process.h"

namespace hookline::api::internal {
namespace {

using model::Permission;
using Type = MetricsText::Type;

/// Webhooks beyond so many have no series of their own: a store of thousands must not flood whoever collects.
constexpr std::size_t kMaxWebhookSeries = 200;
constexpr char kContentType[] = "text/plain; version=0.0.4; charset=utf-8";

double seconds(base::Micros time) { return std::chrono::duration<double>(time).count(); }

void counter(MetricsText& text, std::string_view name, std::string_view help, std::uint64_t value) {
  text.family(name, Type::kCounter, help);
  text.count(value);
}

void gauge(MetricsText& text, std::string_view name, std::string_view help, std::uint64_t value) {
  text.family(name, Type::kGauge, help);
  text.count(value);
}

void addIntake(MetricsText& text, const delivery_runner::IntakeCounters& counters) {
  using Refusal = delivery_runner::IntakeCounters::Refusal;
  counter(text, "hookline_events_accepted_total", "Events that were stored, since the start.", counters.accepted.load());
  counter(text, "hookline_events_duplicate_total", "Events that were known already, since the start.", counters.duplicates.load());
  text.family("hookline_events_refused_total", Type::kCounter, "Calls with events that were refused, since the start, by reason.");
  constexpr std::pair<Refusal, const char*> kReasons[] = {{Refusal::kBusy, "busy"},
                                                          {Refusal::kFull, "full"},
                                                          {Refusal::kInvalid, "invalid"},
                                                          {Refusal::kConflict, "conflict"},
                                                          {Refusal::kUnavailable, "unavailable"}};
  for (const auto& [reason, word] : kReasons) text.count(counters.refused.at(static_cast<std::size_t>(reason)).load(), {{"reason", word}});
}

void addDurations(MetricsText& text, const delivery_runner::AttemptFigures& figures) {
  using delivery_runner::AttemptFigures;
  text.family("hookline_attempt_duration_seconds", Type::kHistogram, "How long receivers took to answer an attempt.");
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < AttemptFigures::kBounds.size(); ++i) {
    below += figures.durations.at(i);
    std::array<char, 32> bound{};
    const auto end = std::to_chars(bound.data(), bound.data() + bound.size(), seconds(AttemptFigures::kBounds.at(i))).ptr;
    text.count(below, {{"le", std::string_view(bound.data(), static_cast<std::size_t>(end - bound.data()))}}, "_bucket");
  }
  text.count(figures.timed, {{"le", "+Inf"}}, "_bucket");
  text.measure(seconds(figures.durationSum), {}, "_sum");
  text.count(figures.timed, {}, "_count");
}

void addAttempts(MetricsText& text, const delivery_runner::AttemptFigures& figures) {
  text.family("hookline_deliveries_total", Type::kCounter, "Deliveries that an attempt ended, since the start, by how.");
  text.count(figures.delivered, {{"result", "delivered"}});
  text.count(figures.dead, {{"result", "dead"}});
  counter(text, "hookline_deliveries_retried_total", "Attempts after which another one is to come, since the start.", figures.retried);
  text.family("hookline_attempts_total", Type::kCounter,
              "Attempts that were stored, since the start, by class; none: the receiver took it.");
  for (std::size_t i = 0; i < figures.byClass.size(); ++i)
    text.count(figures.byClass.at(i), {{"class", model::toText(static_cast<model::ErrorClass>(i))}});
  addDurations(text, figures);
}

void addRunner(MetricsText& text, const Services& services) {
  const auto runner = services.runner.figures();
  const auto config = services.config.snapshot();
  gauge(text, "hookline_in_flight", "Deliveries that are being sent now.", runner.inFlight);
  gauge(text, "hookline_window_deliveries", "Waiting deliveries that are held in memory.", runner.window);
  gauge(text, "hookline_online", "1 while there is a network, 0 while nothing is sent because there is none.", runner.online ? 1 : 0);
  gauge(text, "hookline_paused", "1 while a person has paused all sending.", config->allPaused ? 1 : 0);
  gauge(text, "hookline_webhooks", "Webhooks that are configured.", config->webhooks.size());
  gauge(text, "hookline_circuits_open", "Webhooks whose breaker is not closed.", services.runner.circuits().size());
}

void addStore(MetricsText& text, const Services& services) {
  const auto store = services.store.storeFigures();
  gauge(text, "hookline_waiting_deliveries", "Deliveries that wait: pending, being sent, to be retried or held.", store.waiting);
  gauge(text, "hookline_dead_letters", "Deliveries that were given up and are kept.", store.dead);
  gauge(text, "hookline_store_bytes", "Size of the store on the disk, with its log.", store.bytesOnDisk);
  gauge(text, "hookline_store_used_bytes", "Of that what is in use.", store.bytesUsed);
  gauge(text, "hookline_store_limit_bytes", "What the store may use.", services.limits.rules().maxDiskBytes);
  gauge(text, "hookline_waiting_deliveries_limit", "So many deliveries may wait.", services.limits.rules().maxWaiting);
  gauge(text, "hookline_disk_free_bytes", "Free room of the disk that holds the store; 0: not known.", store.diskFreeBytes);
  gauge(text, "hookline_store_queued_writes", "Writes that wait for the disk.", store.queuedWrites);
  gauge(text, "hookline_store_stopped", "1 while commits fail and nothing is taken.", store.stoppedBecause ? 1 : 0);
  gauge(text, "hookline_disk_full", "1 while the disk is full and no new events are taken.", store.diskFull ? 1 : 0);
  counter(text, "hookline_store_commits_total", "Commits, since the start.", store.commits);
  counter(text, "hookline_store_operations_total", "Writes that those commits carried, since the start.", store.operations);
}

void addProcess(MetricsText& text, const RouterState& state) {
  text.family("hookline_build_info", Type::kGauge, "Always 1; the version is a label.");
  text.count(1, {{"version", state.services.version}});
  text.family("process_start_time_seconds", Type::kGauge, "When this process began to serve, in seconds since 1970.");
  text.measure(static_cast<double>(base::toMs(state.startedAt)) / 1000.0);
  const auto usage = platform::processUsage();
  if (!usage) return;
  text.family("process_cpu_seconds_total", Type::kCounter, "User and system time of this process.");
  text.measure(seconds(usage->cpuTime));
  gauge(text, "process_resident_memory_bytes", "Memory of this process that is in RAM.", usage->residentBytes);
}

using Figures = std::vector<model::WebhookFigures>;

void addWebhooks(MetricsText& text, const Services& services, const Figures& read) {
  const auto config = services.config.snapshot();
  Figures figures;
  for (const auto& one : read)
    if (config->webhooks.contains(one.webhookId)) figures.push_back(one);
  // By id, so that a webhook keeps its series as long as it lives.
  std::sort(figures.begin(), figures.end(), [](const auto& a, const auto& b) { return a.webhookId < b.webhookId; });
  if (figures.size() > kMaxWebhookSeries) figures.resize(kMaxWebhookSeries);
  text.family("hookline_webhook_waiting_deliveries", Type::kGauge, "Deliveries that wait, by webhook; the first 200 webhooks.");
  for (const auto& one : figures) text.count(one.waiting, {{"webhook", one.webhookId.text()}});
  text.family("hookline_webhook_dead_letters", Type::kGauge, "Dead letters that are kept, by webhook; the first 200 webhooks.");
  for (const auto& one : figures) text.count(one.dead, {{"webhook", one.webhookId.text()}});
}

void metrics(const Context& context, Call call) {
  context->services.store.figures({.since = context->now(), .webhooks = {}},
                                  base::Completion<Figures>([context, call = std::move(call)](base::Result<Figures> read) mutable {
                                    MetricsText text;
                                    addProcess(text, *context);
                                    addIntake(text, context->services.intake.counters());
                                    addAttempts(text, context->services.runner.attemptFigures());
                                    addRunner(text, context->services);
                                    addStore(text, context->services);
                                    // A store that cannot read now is told by the others; they must come all the same.
                                    if (read) addWebhooks(text, context->services, *read);
                                    Response response;
                                    response.contentType = kContentType;
                                    response.body = text.text();
                                    call.answer(std::move(response));
                                  }));
}

}  // namespace

void addMetricsCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/metrics", Permission::kRead, BodyKind::kNone, metrics, {}});
}

}  // namespace hookline::api::internal
