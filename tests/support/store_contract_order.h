#pragma once
#include <map>
#include <string>
#include <vector>

#include "support/store_contract.h"

namespace hookline::support {

/// A store with webhooks that keep an order.
class EngineDone2Ordering : public StoreContract {
 protected:
  model::WebhookId ordered(model::Ordering ordering) {
    auto made = webhook("Ordered");
    made.ordering = ordering;
    return put(made);
  }
  model::WebhookId put(const model::Webhook& webhook) {
    const auto stored = await<void>([&](auto done) { store_->putWebhook(webhook, audit("put"), std::move(done)); });
    EXPECT_TRUE(stored) << stored.error().message;
    hooks_[webhook.id] = webhook;
    return webhook.id;
  }
  void setOrdering(model::WebhookId id, model::Ordering ordering) {
    auto changed = hooks_.at(id);
    changed.ordering = ordering;
    put(changed);
  }
  model::DeliveryId say(model::WebhookId hook, const std::string& conversation = "conv_1") {
    clock_.advance(base::Millis{1});
    auto made = event("evt_" + std::to_string(++said_), {hook});
    made.event.conversationId = conversation;
    const auto accepted = accept(std::move(made));
    return accepted.deliveries.at(0).id;
  }
  bool take(model::DeliveryId id) { return claim(id, detail(id).row.due); }
  void end(model::WebhookId hook, model::DeliveryId id, model::DeliveryState state) {
    clock_.advance(base::Millis{1});
    auto done = result(id, hook, detail(id).row.tries + 1, state);
    if (state == model::DeliveryState::kRetrying) done.due = now() + base::Millis{1000};
    ASSERT_TRUE(record(std::move(done)).applied);
  }
  void takeAndEnd(model::WebhookId hook, model::DeliveryId id, model::DeliveryState state) {
    ASSERT_TRUE(take(id));
    end(hook, id, state);
  }
  bool parked(model::DeliveryId id) {
    const auto row = detail(id).row;
    return row.state == model::DeliveryState::kHeld && row.errorClass == model::ErrorClass::kWaitsItsTurn;
  }
  bool waits(model::DeliveryId id) { return stateOf(id) == model::DeliveryState::kPending; }
  std::vector<model::DeliveryId> freshIds() {
    std::vector<model::DeliveryId> ids;
    for (const auto& one : takeFresh()) ids.push_back(one.id);
    return ids;
  }
  store::RequeueOutcome retry(model::DeliveryId id) {
    clock_.advance(base::Millis{1});
    return *await<store::RequeueOutcome>([&](auto done) { store_->requeue({id}, now(), std::move(done)); });
  }
  bool purge(model::DeliveryId id) {
    return *await<std::uint64_t>([&](auto done) { store_->purgeDead({id}, std::move(done)); }) == 1;
  }
  bool cancel(model::DeliveryId id) {
    return await<model::DeliveryRow>([&](auto done) { store_->cancel(id, now(), std::move(done)); }).has_value();
  }
  std::vector<model::DeliveryId> dueIds(model::WebhookId hook) {
    std::vector<model::DeliveryId> ids;
    const auto page = await<store::DuePage>([&](auto done) { store_->due(hook, 100, std::move(done)); });
    for (const auto& one : page->items) ids.push_back(one.id);
    return ids;
  }

  int said_ = 0;
  std::map<model::WebhookId, model::Webhook> hooks_;
};

}  // namespace hookline::support
