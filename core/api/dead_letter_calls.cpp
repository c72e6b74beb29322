#include <algorithm>

#include "api/calls.h"
#include "api/dead_letter_ids.h"
#include "api/delivery_lists.h"
#include "api/job_orders.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "api/rows.h"

namespace hookline::api::internal {
namespace {

using model::DeliveryId;
using model::DeliveryState;
using model::Permission;

base::Error deadLetterNotFound() { return notFound("Dead letter not found"); }

/// interfaces.md §6. The store keeps no copy of a webhook at the time of a death, so webhookConfig is the webhook as it is now,
/// without secrets, or null when it was deleted.
std::string deadLetterText(const model::ConfigSnapshot& config, const store::DeliveryDetail& detail) {
  const auto webhook = config.find(detail.row.webhookId);
  auto body = rowJson(config, detail.row, detail.attempts.empty() ? nullptr : &detail.attempts.back());
  body["webhookConfig"] = webhook ? OrderedJson(model::toJson(*webhook, false)) : OrderedJson(nullptr);
  body["error"] = body.contains("cause") ? body["cause"] : OrderedJson(model::causeText(detail.row.errorClass, detail.row.status));
  body["lastAttempt"] =
      detail.attempts.empty() ? OrderedJson(nullptr) : OrderedJson(model::toJson(detail.attempts.back(), detail.eventBody));
  body["diedAt"] = base::formatIso(detail.row.updatedAt);
  return dumpWithRaw(body, "event", detail.eventBody.empty() ? "null" : detail.eventBody);
}

/// Fills a page of dead letters with their events and attempts, one after the other: the readers stay free for others.
struct Filling {
  Call call;
  store::DeliveryPage page;
  std::size_t read = 0;
  std::vector<std::string> items;

  static void next(const Context& context, Filling self) {
    if (self.read == self.page.rows.size()) {
      const auto& last = self.page.next;
      return self.call.answer(textAnswer(200, listText(self.items, last ? std::optional(last->text()) : std::nullopt)));
    }
    const auto id = self.page.rows[self.read++].id;
    context->services.store.delivery(
        id, base::Completion<store::DeliveryDetail>([context, self = std::move(self)](base::Result<store::DeliveryDetail> detail) mutable {
          // One that was purged or retried meanwhile is no dead letter any more.
          if (!detail && detail.error().code != base::Errc::kNotFound) return self.call.refuse(detail.error());
          if (detail && detail->row.state == DeliveryState::kDead)
            self.items.push_back(deadLetterText(*context->services.config.snapshot(), *detail));
          next(context, std::move(self));
        }));
  }
};

void listCall(const Context& context, Call call) {
  auto filter = readFilter(call.request, false, true);
  if (!filter) return call.refuse(filter.error());
  filter->query.states = {DeliveryState::kDead};
  listDeliveries(context, {filter->query}, filter->page,
                 base::Completion<store::DeliveryPage>([context, call = std::move(call)](base::Result<store::DeliveryPage> page) mutable {
                   if (!page) return call.refuse(page.error());
                   Filling::next(context, {std::move(call), std::move(*page), 0, {}});
                 }));
}

/// Whether a webhook has delivered again since its last failure: what died for a passing cause can be retried.
bool isRecovered(const store::DeadGroup& group, const std::vector<model::WebhookFigures>& figures) {
  for (const auto& one : figures) {
    if (one.webhookId != group.webhookId) continue;
    return one.consecutiveFailures == 0 && one.lastSuccess && *one.lastSuccess > group.oldest;
  }
  return false;
}

OrderedJson groupJson(const store::DeadGroup& group, bool recovered) {
  return {{"webhookId", group.webhookId.text()},
          {"errorClass", model::toText(group.errorClass)},
          {"status", group.status ? OrderedJson(*group.status) : OrderedJson(nullptr)},
          {"cause", model::causeText(group.errorClass, group.status)},
          {"help", model::helpText(group.errorClass, group.status, model::NextTry::kNone)},
          {"count", group.count},
          {"conversations", group.conversations},
          {"oldest", base::formatIso(group.oldest)},
          {"recovered", recovered}};
}

void groupsCall(const Context& context, Call call) {
  context->services.store.deadGroups(base::Completion<std::vector<store::DeadGroup>>(
      [context, call = std::move(call)](base::Result<std::vector<store::DeadGroup>> groups) mutable {
        if (!groups) return call.refuse(groups.error());
        context->services.store.figures(
            {.since = context->now(), .webhooks = {}},
            base::Completion<std::vector<model::WebhookFigures>>(
                [call = std::move(call), groups = std::move(*groups)](base::Result<std::vector<model::WebhookFigures>> figures) mutable {
                  if (!figures) return call.refuse(figures.error());
                  std::vector<std::string> items;
                  for (const auto& group : groups) items.push_back(dump(groupJson(group, isRecovered(group, *figures))));
                  call.answer(textAnswer(200, listText(items, std::nullopt)));
                }));
      }));
}

base::Error refusedRetry(const model::ConfigSnapshot& config, const base::Result<store::DeliveryDetail>& detail) {
  if (!detail) return detail.error().code == base::Errc::kNotFound ? deadLetterNotFound() : detail.error();
  if (detail->row.state == DeliveryState::kDead && !config.find(detail->row.webhookId))
    return {base::Errc::kConflict, "The dead letter's webhook was deleted; there is nowhere to send it.", false, {}};
  return deadLetterNotFound();
}

void retryOne(const Context& context, Call call) {
  const auto id = DeliveryId::parse(call.parameters[0]);
  if (!id) return call.refuse(deadLetterNotFound());
  context->services.store.retryDead(
      {*id}, context->now(),
      base::Completion<store::RequeueOutcome>(
          [context, call = std::move(call), id = *id](base::Result<store::RequeueOutcome> outcome) mutable {
            if (!outcome) return call.refuse(outcome.error());
            if (!outcome->requeued.empty()) {
              context->services.store.audit(context->audit(call.who(), "dead_letter.retry", id.text()));
              return call.answer(jsonAnswer(200, {{"requeued", 1}, {"id", id.text()}}));
            }
            context->services.store.delivery(id, base::Completion<store::DeliveryDetail>(
                                                     [context, call = std::move(call)](base::Result<store::DeliveryDetail> detail) mutable {
                                                       call.refuse(refusedRetry(*context->services.config.snapshot(), detail));
                                                     }));
          }));
}

void retryMany(const Context& context, Call call) {
  if (isByFilter(call.body)) return workByFilter(context, std::move(call), model::JobKind::kRetry);
  auto chosen = readIds(call.body);
  if (!chosen) return call.refuse(chosen.error());
  if (chosen->dryRun) return countDead(context, std::move(call), std::move(chosen->ids));
  const auto target = std::to_string(chosen->ids.size()) + " ids";
  context->services.store.retryDead(std::move(chosen->ids), context->now(),
                                    base::Completion<store::RequeueOutcome>(
                                        [context, call = std::move(call), target](base::Result<store::RequeueOutcome> outcome) mutable {
                                          if (!outcome) return call.refuse(outcome.error());
                                          context->services.store.audit(context->audit(call.who(), "dead_letter.retry", target));
                                          call.answer(jsonAnswer(200, {{"requeued", outcome->requeued.size()}}));
                                        }));
}

/// Purges what was chosen in portions, one after the other, so that no other write waits for all of it.
struct Purging {
  Call call;
  std::vector<DeliveryId> ids;
  std::size_t asked = 0;
  std::uint64_t gone = 0;

  static void next(const Context& context, Purging self) {
    const auto rest = self.ids.size() - self.asked;
    if (rest == 0) {
      self.note(context);
      return self.call.answer(jsonAnswer(200, {{"purged", self.gone}}));
    }
    const auto from = self.ids.begin() + static_cast<std::ptrdiff_t>(self.asked);
    const auto count = std::min(rest, store::Store::kMaxStepItems);
    std::vector<DeliveryId> portion(from, from + static_cast<std::ptrdiff_t>(count));
    self.asked += count;
    context->services.store.purgeDead(
        std::move(portion), base::Completion<std::uint64_t>([context, self = std::move(self)](base::Result<std::uint64_t> purged) mutable {
          if (purged) {
            self.gone += *purged;
            return next(context, std::move(self));
          }
          if (self.gone > 0) self.note(context);
          self.call.refuse(purged.error());
        }));
  }
  void note(const Context& context) const {
    context->services.store.audit(context->audit(call.who(), "dead_letter.purge", std::to_string(ids.size()) + " ids"));
  }
};

void purgeMany(const Context& context, Call call) {
  if (isByFilter(call.body)) return workByFilter(context, std::move(call), model::JobKind::kPurge);
  auto chosen = readIds(call.body);
  if (!chosen) return call.refuse(chosen.error());
  if (chosen->dryRun) return countDead(context, std::move(call), std::move(chosen->ids));
  Purging::next(context, {std::move(call), std::move(chosen->ids)});
}

}  // namespace

void addDeadLetterCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/dead-letters", Permission::kRead, BodyKind::kNone, listCall, {}});
  routes.push_back({"GET", "/api/dead-letters/groups", Permission::kRead, BodyKind::kNone, groupsCall, {}});
  routes.push_back({"POST", "/api/dead-letters/{id}/retry", Permission::kOperate, BodyKind::kNone, retryOne, {}});
  routes.push_back({"POST", "/api/dead-letters/retry", Permission::kOperate, BodyKind::kObject, retryMany, {}});
  routes.push_back({"DELETE", "/api/dead-letters", Permission::kAdminister, BodyKind::kObject, purgeMany, {}});
}

}  // namespace hookline::api::internal
