#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/store_sqlite/sqlite_home.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/storage_limits.h"

namespace hookline::delivery_runner {

/// A real store and its configuration, with the clock in the test's hand; nothing is sent.
class RunnerRig {
 public:
  RunnerRig() { open(); }

  void open() {
    auto opened = home.open(clock);
    if (!opened) throw std::runtime_error(opened.error().message);
    store = std::move(*opened);
    ids.emplace(clock, store->highestId());
    auto stored = support::await<store::StoredConfig>([&](auto done) { store->config(std::move(done)); });
    if (!stored) throw std::runtime_error(stored.error().message);
    config.emplace(*store, clock, *stored);
  }

  model::WebhookId addWebhook(const std::function<void(model::Webhook&)>& set = {}) {
    model::Webhook webhook;
    webhook.id = model::WebhookId{ids->next()};
    webhook.name = "Sales";
    webhook.url = "https://example.com/hook";
    webhook.secret = "secret";
    webhook.events = {"*"};
    if (set) set(webhook);
    auto made = support::await<model::Webhook>([&](auto done) { config->createWebhook(std::move(webhook), {}, std::move(done)); });
    EXPECT_TRUE(made);
    return made->id;
  }
  void edit(model::WebhookId id, std::function<void(model::Webhook&)> change) {
    const auto edited = support::await<model::Webhook>([&](auto done) {
      config->editWebhook(
          id,
          [change](const model::Webhook& current) -> base::Result<model::Webhook> {
            auto next = current;
            change(next);
            return next;
          },
          {}, std::move(done));
    });
    EXPECT_TRUE(edited);
  }

  model::DeliveryId accept(model::WebhookId webhook, std::size_t bodyBytes = 2) {
    store::NewEvent event;
    event.seq = model::EventSeq{ids->next()};
    event.acceptedAt = clock.now().wall;
    event.event.id = event.seq.text();
    event.event.type = "lead.captured";
    event.event.chatbotId = "bot";
    event.event.body = std::make_shared<const std::string>(std::string(bodyBytes, ' '));
    event.fingerprint = std::string(32, 'f');
    const model::DeliveryId id{ids->next()};
    event.deliveries.push_back({id, webhook, event.acceptedAt, false});
    std::vector<store::NewEvent> one;
    one.push_back(std::move(event));
    EXPECT_TRUE(support::await<std::vector<store::AcceptedEvent>>([&](auto done) { store->accept(std::move(one), std::move(done)); }));
    return id;
  }
  void deliver(model::DeliveryId id, model::WebhookId webhook, model::DeliveryState end = model::DeliveryState::kDelivered) {
    const auto row = stateOf(id);
    ASSERT_TRUE(row);
    EXPECT_TRUE(support::await<std::vector<model::DeliveryId>>([&](auto done) { store->claim({{id, row->due}}, std::move(done)); }));
    store::AttemptRecord record;
    record.deliveryId = id;
    record.webhookId = webhook;
    record.next = end;
    record.tries = record.counted = record.attempt.n = 1;
    record.recordedAt = clock.now().wall;
    record.attempt.status = 200;
    EXPECT_TRUE(support::await<store::Recorded>(
        [&](auto done) { store->record(std::make_shared<const store::AttemptRecord>(std::move(record)), std::move(done)); }));
  }
  std::optional<model::DeliveryRow> stateOf(model::DeliveryId id) {
    auto found = support::await<store::DeliveryDetail>([&](auto done) { store->delivery(id, std::move(done)); });
    if (!found) return std::nullopt;
    return found->row;
  }

  store_sqlite::DiskHome home;
  support::HandClock clock;
  std::unique_ptr<store::Store> store;
  std::optional<base::TimeOrderedIds> ids;
  std::optional<Configuration> config;
};

}  // namespace hookline::delivery_runner
