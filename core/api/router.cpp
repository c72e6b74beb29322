#include "api/router.h"

#include <exception>

#include "api/answers.h"
#include "api/calls.h"
#include "api/http_door.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "base/encoding.h"

namespace hookline::api {

using namespace internal;

namespace {

RouteTable makeTable() {
  std::vector<RouteEntry> routes;
  addSystemCalls(routes);
  addSettingsCalls(routes);
  addStatsCall(routes);
  addEventTypeCalls(routes);
  addWebhookCalls(routes);
  addWebhookStateCalls(routes);
  addWebhookTestCall(routes);
  addWebhookChoicesCall(routes);
  addIntegrationCalls(routes);
  addPreviewCall(routes);
  addWhatIfCall(routes);
  addEventCalls(routes);
  addDeliveryCalls(routes);
  addDeadLetterCalls(routes);
  addAlertCalls(routes);
  addJobCalls(routes);
  addResendCall(routes);
  addCaseCall(routes);
  addConversationCalls(routes);
  addReplayCall(routes);
  addHealthCalls(routes);
  addAuditCall(routes);
  addViewCalls(routes);
  addTokenCalls(routes);
  addReceiveCall(routes);
  addReceiverCalls(routes);
  addSimulateCalls(routes);
  addSandboxCalls(routes);
  addMetricsCall(routes);
  addBackupCalls(routes);
  return RouteTable(std::move(routes));
}

std::string_view toText(model::Permission permission) {
  switch (permission) {
    case model::Permission::kPostEvents:
      return "post events";
    case model::Permission::kRead:
      return "read";
    case model::Permission::kOperate:
      return "operate (retry, cancel, test, pause)";
    case model::Permission::kAdminister:
      return "administer (webhooks, secrets, tokens, purges)";
  }
  return "";
}

base::Status checkRights(const RouteEntry& route, const Request& request) {
  if (!route.permission) return {};
  if (!request.principal) return base::fail(base::Errc::kUnauthorized, "Send a token: Authorization: Bearer hl_…");
  if (model::allows(request.principal->role, *route.permission)) return {};
  return base::fail(base::Errc::kForbidden, "The role " + std::string(model::toText(request.principal->role)) + " may not " +
                                                std::string(toText(*route.permission)) + "; use a token of a higher role.");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

void carryOut(const Context& context, Call call) {
  const auto& route = *call.route;
  if (route.body == BodyKind::kObject || route.body == BodyKind::kOptionalObject) {
    if (call.request.body.empty() && route.body == BodyKind::kObject)
      return call.refuse({base::Errc::kMalformed, "This call takes a JSON object as its body; there is none.", false, {}});
    auto body = call.request.body.empty() ? base::Result<nlohmann::json>(nlohmann::json::object()) : parseObject(call.request.body);
    if (!body) return call.refuse(body.error());
    call.body = std::move(*body);
  }
  try {
    route.handler(context, std::move(call));
  } catch (const std::exception& error) {
    // Memory is out, or our own bug: the call's completion has answered when it was unwound.
    context->services.log.error("a call failed", {{"route", route.pattern}, {"error", error.what()}});
  }
}

}  // namespace

struct Router::Impl {
  explicit Impl(Services services) : context(std::make_shared<RouterState>(std::move(services), makeTable())) {}
  const Context context;
};

Router::Router(Services services) : impl_(std::make_unique<Impl>(std::move(services))) {}
Router::~Router() {
  impl_->context->closed.store(true);
  impl_->context->simulations.close();
}

void Router::handle(Request request, base::Completion<Response> done) {
  auto match = impl_->context->table.match(request.method, request.path);
  if (!match.route && match.allowed.empty())
    return std::move(done)(errorAnswer(404, "There is no " + base::printable(request.path) + " here."));
  if (!match.route) {
    auto response = errorAnswer(
        405, request.path + " does not take " + base::printable(request.method, 20) + "; it takes " + joined(match.allowed) + ".");
    response.headers.push_back({"Allow", joined(match.allowed)});
    return std::move(done)(std::move(response));
  }
  const auto& route = *match.route;
  if (auto rights = checkRights(route, request); !rights) return std::move(done)(errorAnswer(rights.error()));
  if (request.body.size() > HttpDoor::bodyLimitFor(request.method, request.path))
    return std::move(done)(errorAnswer(413, "The body is larger than this call takes (1 MiB; 16 MiB for /api/events/batch)."));
  Call call{std::move(request), std::move(match.parameters), nlohmann::json::object(), std::move(done), &route};
  const bool once = route.method != "GET" && call.request.principal && !call.request.header("Idempotency-Key").empty();
  if (!once) return carryOut(impl_->context, std::move(call));
  KeptAnswers::run(impl_->context, std::move(call), [context = impl_->context](Call ready) { carryOut(context, std::move(ready)); });
}

std::vector<Router::Route> Router::routes() const {
  std::vector<Route> routes;
  for (const auto& entry : impl_->context->table.entries())
    routes.push_back({entry.method, entry.pattern, entry.permission, entry.body != BodyKind::kNone});
  return routes;
}

}  // namespace hookline::api
