#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "embedded_document.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

/// What this version can do, for a window that may be older or newer than the core.
constexpr const char* kFeatures[] = {"webhooks", "events",      "batch",    "explain",  "deliveries", "dead-letters",
                                     "health",   "event-types", "stats",    "tokens",   "receive",    "stream",
                                     "pause",    "idempotency", "settings", "receiver", "jobs"};

void me(const Context& context, Call call) {
  const auto& principal = *call.request.principal;
  OrderedJson features = OrderedJson::array();
  for (const auto* feature : kFeatures) features.push_back(feature);
  call.answer(jsonAnswer(200, {{"role", model::toText(principal.role)},
                               {"name", principal.name},
                               {"can", model::permissionsOf(principal.role)},
                               {"version", context->services.version},
                               {"epoch", context->services.store.epoch()},
                               {"features", std::move(features)}}));
}

void status(const Context& context, Call call) {
  const auto& services = context->services;
  const auto store = services.store.storeFigures();
  const auto runner = services.runner.figures();
  const auto config = services.config.snapshot();
  const auto rates = context->rates.read(runner.attempts, runner.delivered);
  OrderedJson body{{"rates", {{"attemptsPerSecond", rates.attemptsPerSecond}, {"deliveredPerSecond", rates.deliveredPerSecond}}},
                   {"waiting", store.waiting},
                   {"inFlight", runner.inFlight},
                   {"window", runner.window},
                   {"online", runner.online},
                   {"disk", {{"bytes", store.bytesOnDisk}, {"used", store.bytesUsed}, {"limit", services.limits.rules().maxDiskBytes}}},
                   {"dead", store.dead},
                   {"queuedWrites", store.queuedWrites},
                   {"allPaused", config->allPaused}};
  if (config->allPausedSince) body["allPausedSince"] = base::formatIso(*config->allPausedSince);
  if (config->allPausedUntil) body["allPausedUntil"] = base::formatIso(*config->allPausedUntil);
  if (store.stoppedBecause) body["stoppedBecause"] = *store.stoppedBecause;
  call.answer(jsonAnswer(200, body));
}

void version(const Context& context, Call call) { call.answer(jsonAnswer(200, {{"version", context->services.version}})); }

void healthz(const Context&, Call call) { call.answer(jsonAnswer(200, {{"status", "ok"}})); }

/// Whether events would be taken now.
void readyz(const Context& context, Call call) {
  const auto& services = context->services;
  if (services.stopping && services.stopping()) return call.answer(jsonAnswer(503, {{"status", "stopping"}}));
  if (const auto because = services.store.storeFigures().stoppedBecause)
    return call.answer(jsonAnswer(503, {{"status", "not writable"}, {"error", *because}}));
  call.answer(jsonAnswer(200, {{"status", "ready"}}));
}

/// The description of exactly this API, for clients and their generators.
void openApi(const Context&, Call call) { call.answer(textAnswer(200, std::string(document::files().front().bytes))); }

/// Answers when the core's own pause is stored, with what holds from now on.
void setAllPaused(const Context& context, Call call, bool paused, std::optional<base::WallTime> until) {
  auto entry = context->audit(call.who(), paused ? "pause.all" : "resume.all", "");
  context->services.config.pauseAll(
      paused, until, std::move(entry), base::Completion<void>([context, call = std::move(call), paused](base::Status stored) mutable {
        if (!stored) return call.refuse(stored.error());
        context->services.hub.webhook(model::WebhookId{}, paused ? "all sending is paused" : "sending goes on");
        const auto config = context->services.config.snapshot();
        call.answer(jsonAnswer(200, {{"allPaused", config->allPaused},
                                     {"since", timeOrNull(config->allPausedSince)},
                                     {"until", timeOrNull(config->allPausedUntil)}}));
      }));
}

void pauseAll(const Context& context, Call call) {
  FieldReader fields(call.body, {"until"});
  const auto until = fields.time("until");
  if (until && *until <= context->now()) fields.refuse("/until", "must be a time to come");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  setAllPaused(context, std::move(call), true, until);
}

void resumeAll(const Context& context, Call call) {
  FieldReader fields(call.body, {});
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  setAllPaused(context, std::move(call), false, std::nullopt);
}

/// The door carries the stream itself; here it is decided that the caller may listen.
void stream(const Context&, Call call) {
  Response response;
  response.contentType = "text/event-stream";
  call.answer(std::move(response));
}

}  // namespace

void addSystemCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/me", Permission::kRead, BodyKind::kNone, me, {}});
  routes.push_back({"GET", "/api/status", Permission::kRead, BodyKind::kNone, status, {}});
  routes.push_back({"GET", "/api/version", std::nullopt, BodyKind::kNone, version, {}});
  routes.push_back({"GET", "/api/openapi.json", Permission::kRead, BodyKind::kNone, openApi, {}});
  routes.push_back({"GET", "/healthz", std::nullopt, BodyKind::kNone, healthz, {}});
  routes.push_back({"GET", "/readyz", std::nullopt, BodyKind::kNone, readyz, {}});
  routes.push_back({"POST", "/api/pause", Permission::kOperate, BodyKind::kOptionalObject, pauseAll, {}});
  routes.push_back({"POST", "/api/resume", Permission::kOperate, BodyKind::kOptionalObject, resumeAll, {}});
  routes.push_back({"GET", "/api/stream", Permission::kRead, BodyKind::kNone, stream, {}});
}

}  // namespace hookline::api::internal
