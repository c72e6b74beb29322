#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/query.h"
#include "api/router_state.h"
#include "model/alert_rule.h"

namespace hookline::api::internal {
namespace {

using model::Alert;
using model::AlertId;
using model::AlertRule;
using model::Permission;

constexpr std::chrono::hours kLongestSnooze{30 * 24};

base::Error alertNotFound() { return notFound("Alert not found"); }

std::string rulesText(const std::vector<AlertRule>& rules) {
  std::vector<std::string> items;
  for (const auto& rule : rules) items.push_back(dump(model::toJson(rule)));
  return listText(items, std::nullopt);
}

void getRules(const Context& context, Call call) { call.answer(textAnswer(200, rulesText(context->services.alerts.rules()))); }

/// The whole list or nothing of it.
void putRules(const Context& context, Call call) {
  FieldReader fields(call.body, {"items"});
  const auto* items = fields.find("items");
  if (!items) fields.refuse("/items", "is required: the whole list of rules");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto rules = model::readAlertRules(*items);
  if (!rules) return call.refuse(rules.error());
  const auto config = context->services.config.snapshot();
  for (std::size_t i = 0; i < rules->size(); ++i) {
    const auto webhook = (*rules)[i].webhookId;
    if (webhook && !config->find(webhook))
      fields.refuse("/items/" + std::to_string(i) + "/scope/webhookId", "is no webhook; remove the rule or choose another webhook");
  }
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto audit = context->audit(call.who(), "alert-rules.replace", std::to_string(rules->size()) + " rules");
  context->services.alerts.replaceRules(
      std::move(*rules), std::move(audit),
      base::Completion<std::vector<AlertRule>>([call = std::move(call)](base::Result<std::vector<AlertRule>> stored) mutable {
        if (!stored) return call.refuse(stored.error());
        call.answer(textAnswer(200, rulesText(*stored)));
      }));
}

base::Result<store::AlertQuery> readAlertQuery(const Request& request) {
  if (auto fine = checkNames(request, {"state", "webhookId", "cursor", "limit"}); !fine) return base::fail(fine.error());
  store::AlertQuery query;
  for (const auto& word : queryList(request, "state")) {
    const auto state = model::parseAlertState(word);
    if (!state) return base::fail(invalidQuery("state", "must be firing, acknowledged, snoozed or resolved"));
    query.states.push_back(*state);
  }
  if (request.hasQuery("webhookId")) {
    const auto webhook = readWebhookId(request.queryValue("webhookId"));
    if (!webhook) return base::fail(webhook.error());
    query.webhookId = *webhook;
  }
  if (request.hasQuery("cursor")) {
    const auto before = AlertId::parse(request.queryValue("cursor"));
    if (!before) return base::fail(unknownCursor());
    query.before = *before;
  }
  const auto limit = queryLimit(request);
  if (!limit) return base::fail(limit.error());
  query.limit = *limit;
  return query;
}

void listAlerts(const Context& context, Call call) {
  auto query = readAlertQuery(call.request);
  if (!query) return call.refuse(query.error());
  context->services.store.alerts(
      std::move(*query), base::Completion<store::AlertPage>([call = std::move(call)](base::Result<store::AlertPage> page) mutable {
        if (!page) return call.refuse(page.error());
        std::vector<std::string> items;
        for (const auto& alert : page->alerts) items.push_back(dump(model::toJson(alert)));
        call.answer(textAnswer(200, listText(items, page->next ? std::optional(page->next->text()) : std::nullopt)));
      }));
}

base::Completion<Alert> answerWithAlert(Call call) {
  return base::Completion<Alert>([call = std::move(call)](base::Result<Alert> alert) mutable {
    if (!alert) return call.refuse(alert.error());
    call.answer(jsonAnswer(200, model::toJson(*alert)));
  });
}

void acknowledgeAlert(const Context& context, Call call) {
  FieldReader fields(call.body, {});
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  const auto id = AlertId::parse(call.parameters[0]);
  if (!id) return call.refuse(alertNotFound());
  auto audit = context->audit(call.who(), "alert.acknowledge", id->text());
  context->services.alerts.acknowledge(*id, std::move(audit), answerWithAlert(std::move(call)));
}

void snoozeAlert(const Context& context, Call call) {
  FieldReader fields(call.body, {"until"});
  const auto until = fields.time("until");
  const auto now = context->now();
  if (!fields.find("until")) fields.refuse("/until", "is required: when the alert is to fire again");
  if (until && (*until <= now || *until > now + kLongestSnooze)) fields.refuse("/until", "must be a time to come, within 30 days");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  const auto id = AlertId::parse(call.parameters[0]);
  if (!id) return call.refuse(alertNotFound());
  auto audit = context->audit(call.who(), "alert.snooze", id->text());
  context->services.alerts.snooze(*id, *until, std::move(audit), answerWithAlert(std::move(call)));
}

}  // namespace

void addAlertCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/alerts", Permission::kRead, BodyKind::kNone, listAlerts, {}});
  routes.push_back({"POST", "/api/alerts/{id}/acknowledge", Permission::kOperate, BodyKind::kOptionalObject, acknowledgeAlert, {}});
  routes.push_back({"POST", "/api/alerts/{id}/snooze", Permission::kOperate, BodyKind::kObject, snoozeAlert, {}});
  routes.push_back({"GET", "/api/alert-rules", Permission::kRead, BodyKind::kNone, getRules, {}});
  routes.push_back({"PUT", "/api/alert-rules", Permission::kAdminister, BodyKind::kObject, putRules, {}});
}

}  // namespace hookline::api::internal
