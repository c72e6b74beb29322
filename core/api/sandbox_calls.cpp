#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

OrderedJson sandboxJson(const BuiltInStandIns::Figures& figures) {
  const bool running = !figures.url.empty();
  return {{"running", running}, {"url", running ? OrderedJson(figures.url) : OrderedJson()}, {"webhooks", figures.examples}};
}

void getSandbox(const Context& context, Call call) { call.answer(jsonAnswer(200, sandboxJson(context->standIns.figures()))); }

void putSandbox(const Context& context, Call call) {
  FieldReader fields(call.body, {"running"});
  const auto running = fields.flag("running");
  if (!running) fields.refuse("/running", "must be true or false");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  if (auto done = context->standIns.run(*running); !done) return call.refuse(done.error());
  call.answer(jsonAnswer(200, sandboxJson(context->standIns.figures())));
}

void getSeen(const Context& context, Call call) {
  const auto& service = call.parameters.at(0);
  const auto seen = context->standIns.seen(service);
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
