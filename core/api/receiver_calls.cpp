#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "model/masked.h"
#include "model/webhook.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

constexpr std::size_t kMaxStatuses = 100;

OrderedJson receiverJson(const BuiltInReceiver::Figures& figures) {
  return {{"running", figures.running},
          {"url", figures.running ? OrderedJson(figures.url) : OrderedJson()},
          {"statuses", figures.statuses},
          {"delayMs", figures.delay.count()},
          {"received", figures.received}};
}

OrderedJson requestJson(const sandbox::ReceivedRequest& request) {
  OrderedJson headers = OrderedJson::array();
  for (const auto& header : request.headers)
    headers.push_back(
        {{"name", header.name}, {"value", model::isSensitiveHeader(header.name) ? std::string(model::kMasked) : header.value}});
  return {{"at", base::formatIso(request.at)},
          {"method", request.method},
          {"path", request.path},
          {"deliveryId", request.header("X-Webhook-Delivery")},
          {"headers", std::move(headers)},
          {"body", request.body},
          {"status", request.status ? OrderedJson(*request.status) : OrderedJson()},
          {"signature", request.signature.text()}};
}

/// The script of answers; its limits are the receiver's own (200..599).
std::optional<std::vector<int>> readStatuses(FieldReader& fields) {
  const auto* list = fields.find("statuses");
  if (list == nullptr) return std::nullopt;
  std::vector<int> statuses;
  const bool fits = list->is_array() && !list->empty() && list->size() <= kMaxStatuses;
  for (const auto& one : *list)
    if (fits && one.is_number_integer()) statuses.push_back(one.get<int>());
  if (fits && statuses.size() == list->size()) return statuses;
  fields.refuse("/statuses", "must be a list of 1 to 100 statuses from 200 to 599");
  return std::nullopt;
}

void getReceiver(const Context& context, Call call) { call.answer(jsonAnswer(200, receiverJson(context->receiver.figures()))); }

void putReceiver(const Context& context, Call call) {
  FieldReader fields(call.body, {"running", "secret", "statuses", "delayMs"});
  const auto running = fields.flag("running");
  sandbox::ReceiverChange change;
  change.secret = fields.text("secret");
  change.statuses = readStatuses(fields);
  if (const auto delay = fields.integer("delayMs", 0, sandbox::ReceiverOptions::kMaxDelay.count())) change.delay = base::Millis{*delay};
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  if (auto changed = context->receiver.change(running, change); !changed) return call.refuse(changed.error());
  context->services.store.audit(context->audit(call.who(), "receiver.change", ""));
  call.answer(jsonAnswer(200, receiverJson(context->receiver.figures())));
}

void listRequests(const Context& context, Call call) {
  std::vector<std::string> items;
  for (const auto& request : context->receiver.requests()) items.push_back(dump(requestJson(request)));
  call.answer(textAnswer(200, listText(items, std::nullopt)));
}

}  // namespace

void addReceiverCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/receiver", Permission::kRead, BodyKind::kNone, getReceiver, {}});
  routes.push_back({"PUT", "/api/receiver", Permission::kOperate, BodyKind::kObject, putReceiver, {}});
  routes.push_back({"GET", "/api/receiver/requests", Permission::kRead, BodyKind::kNone, listRequests, {}});
}

}  // namespace hookline::api::internal
