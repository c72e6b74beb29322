#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/query.h"
#include "api/router_state.h"
#include "sandbox/services.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

/// `kinds`: those that there is a stand-in for, whether it runs or not; `webhooks`: what sends to those that run.
OrderedJson sandboxJson(const BuiltInStandIns::Figures& figures) {
  const bool running = !figures.url.empty();
  return {{"running", running},
          {"url", running ? OrderedJson(figures.url) : OrderedJson()},
          {"kinds", sandbox::serviceNames()},
          {"webhooks", figures.examples}};
}

void getSandbox(const Context& context, Call call) { call.answer(jsonAnswer(200, sandboxJson(context->standIns.figures()))); }

void putSandbox(const Context& context, Call call) {
  FieldReader fields(call.body, {"running"});
  const auto running = fields.flag("running");
  if (!running) fields.refuse("/running", "must be true or false");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  if (auto done = context->standIns.run(*running); !done) return call.refuse(done.error());
  context->services.store.audit(context->audit(call.who(), *running ? "sandbox.start" : "sandbox.stop", ""));
  call.answer(jsonAnswer(200, sandboxJson(context->standIns.figures())));
}

/// `requests`: so many of the newest; who only wants to know what they brought about asks for none.
void getSeen(const Context& context, Call call) {
  if (auto fine = checkNames(call.request, {"requests"}); !fine) return call.refuse(fine.error());
  constexpr auto kMost = static_cast<std::int64_t>(sandbox::Sandbox::kMostRequests);
  const auto requests = queryInteger(call.request, "requests", 0, kMost);
  if (!requests) return call.refuse(requests.error());
  const auto& service = call.parameters.at(0);
  const auto seen = context->standIns.seen(service, static_cast<std::size_t>(requests->value_or(kMost)));
  if (!seen) return call.refuse(base::Error{base::Errc::kConflict, "The stand-ins do not run: start them first.", false, {}});
  if (seen->is_null()) return call.refuse(base::Error{base::Errc::kNotFound, "There is no stand-in of that name.", false, {}});
  call.answer(jsonAnswer(200, *seen));
}

}  // namespace

void addSandboxCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/sandbox", Permission::kRead, BodyKind::kNone, getSandbox, {}});
  routes.push_back({"PUT", "/api/sandbox", Permission::kOperate, BodyKind::kObject, putSandbox, {}});
  routes.push_back({"GET", "/api/sandbox/{service}", Permission::kRead, BodyKind::kNone, getSeen, {}});
}

}  // namespace hookline::api::internal
