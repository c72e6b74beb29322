#include "support/store_contract.h"

namespace hookline::support {

using model::DeliveryState;

void StoreContract::SetUp() {
  ids_ = std::make_unique<base::TimeOrderedIds>(clock_, 0);
  home_ = GetParam().make();
  reopen();
}

void StoreContract::TearDown() {
  if (store_) store_->close();
}

void StoreContract::reopen() {
  if (store_) store_->close();
  store_.reset();
  auto opened = home_->open(clock_);
  ASSERT_TRUE(opened) << opened.error().message;
  store_ = std::move(*opened);
  store_->onFresh([this](std::vector<store::DueDelivery> due) {
    std::scoped_lock lock(mutex_);
    for (auto& one : due) fresh_.push_back(std::move(one));
  });
}

model::Webhook StoreContract::webhook(const std::string& name) {
  model::Webhook made;
  made.id.value = ids_->next();
  made.name = name;
  made.url = "https://example.com/hook";
  made.secret = "whsec_secret";
  made.events = {"*"};
  made.headers = {{"X-Team", "sales"}};
  made.createdAt = made.updatedAt = made.secretCreatedAt = now();
  return made;
}

model::WebhookId StoreContract::addWebhook(const std::string& name) {
  auto made = webhook(name);
  const auto id = made.id;
  const auto stored = await<void>([&](auto done) { store_->putWebhook(std::move(made), audit("webhook.create"), std::move(done)); });
  EXPECT_TRUE(stored) << stored.error().message;
  return id;
}

store::NewEvent StoreContract::event(const std::string& id, const std::vector<model::WebhookId>& webhooks, const std::string& data) {
  store::NewEvent made;
  made.seq.value = ids_->next();
  made.event.id = id;
  made.event.type = "lead.captured";
  made.event.timestamp = now();
  made.event.chatbotId = "bot_1";
  made.event.conversationId = "conv_1";
  made.event.person = {"ada@example.com", "Ada Lovelace", "v-17"};
  made.event.body = std::make_shared<const std::string>("{\"id\":\"" + id + "\",\"data\":" + data + "}");
  made.fingerprint = std::string(31, 'f') + (data.empty() ? ' ' : data.back());
  made.fingerprint.replace(0, std::min<std::size_t>(data.size(), 16), data.substr(0, 16));
  made.acceptedAt = now();
  for (const auto webhook : webhooks) made.deliveries.push_back({{ids_->next()}, webhook, now(), false});
  return made;
}

store::NewEvent StoreContract::generatedEvent(const std::vector<model::WebhookId>& webhooks) {
  auto made = event("", webhooks);
  made.event.id = made.seq.text();
  return made;
}

store::AcceptedEvent StoreContract::accept(store::NewEvent event) {
  std::vector<store::NewEvent> events;
  events.push_back(std::move(event));
  auto accepted = await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(events), std::move(done)); });
  EXPECT_TRUE(accepted) << accepted.error().message;
  return accepted && accepted->size() == 1 ? accepted->front() : store::AcceptedEvent{};
}

model::DeliveryId StoreContract::acceptOne(model::WebhookId webhook) {
  const auto accepted = accept(generatedEvent({webhook}));
  EXPECT_EQ(accepted.deliveries.size(), 1u);
  return accepted.deliveries.empty() ? model::DeliveryId{} : accepted.deliveries.front().id;
}

bool StoreContract::claim(model::DeliveryId id, base::WallTime due) {
  auto granted = await<std::vector<model::DeliveryId>>([&](auto done) { store_->claim({{id, due}}, std::move(done)); });
  EXPECT_TRUE(granted) << granted.error().message;
  return granted && granted->size() == 1 && granted->front() == id;
}

store::AttemptRecord StoreContract::result(model::DeliveryId id, model::WebhookId webhook, int n, DeliveryState next) {
  store::AttemptRecord made;
  made.deliveryId = id;
  made.webhookId = webhook;
  made.next = next;
  made.tries = made.counted = n;
  made.recordedAt = now();
  made.latency = base::Micros{12'500};
  made.attempt.n = made.attempt.tryNumber = n;
  made.attempt.startedAt = now();
  made.attempt.phase = model::Phase::kDone;
  made.attempt.times = {base::Micros{10}, base::Micros{200}, base::Micros{3000}, base::Micros{40000}, base::Micros{50000}};
  made.attempt.peer = "203.0.113.7:443";
  made.attempt.url = "https://example.com/hook";
  made.attempt.requestHeaders = {{"Content-Type", "application/json"}, {"X-Odd", "a: b\r\nc"}};
  made.attempt.responseHeaders = {{"Server", "nginx"}};
  made.attempt.responseBody = "ok";
  made.attempt.status = next == DeliveryState::kDelivered ? 200 : 503;
  if (next != DeliveryState::kDelivered) made.attempt.errorClass = model::ErrorClass::kServerError;
  if (next == DeliveryState::kRetrying) made.due = now() + base::Millis{5000};
  return made;
}

store::Recorded StoreContract::record(store::AttemptRecord record) {
  auto recorded = await<store::Recorded>(
      [&](auto done) { store_->record(std::make_shared<const store::AttemptRecord>(std::move(record)), std::move(done)); });
  EXPECT_TRUE(recorded) << recorded.error().message;
  return recorded.value_or(store::Recorded{false});
}

model::DeliveryId StoreContract::made(model::WebhookId webhook, DeliveryState state) {
  const auto id = acceptOne(webhook);
  if (state == DeliveryState::kPending) return id;
  if (state == DeliveryState::kCancelled) {
    EXPECT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel(id, now(), std::move(done)); }));
    return id;
  }
  EXPECT_TRUE(claim(id, now()));
  if (state != DeliveryState::kDelivering) EXPECT_TRUE(record(result(id, webhook, 1, state)).applied);
  return id;
}

store::DeliveryDetail StoreContract::detail(model::DeliveryId id) {
  auto found = await<store::DeliveryDetail>([&](auto done) { store_->delivery(id, std::move(done)); });
  EXPECT_TRUE(found) << found.error().message;
  return found.value_or(store::DeliveryDetail{});
}

store::DeliveryPage StoreContract::list(store::DeliveryQuery query, std::size_t limit, model::DeliveryId before) {
  auto page = await<store::DeliveryPage>([&](auto done) {
    store_->list(std::move(query), store::PageRequest{before, limit}, std::move(done));
  });
  EXPECT_TRUE(page) << page.error().message;
  return page.value_or(store::DeliveryPage{});
}

model::WebhookFigures StoreContract::figuresOf(model::WebhookId webhook) {
  auto all = await<std::vector<model::WebhookFigures>>([&](auto done) { store_->figures({}, std::move(done)); });
  EXPECT_TRUE(all);
  for (auto& one : all.value_or(std::vector<model::WebhookFigures>{})) {
    if (one.webhookId == webhook) return one;
  }
  return {};
}

std::vector<store::DueDelivery> StoreContract::takeFresh() {
  // Everything before this write has been announced when the next write is answered.
  EXPECT_TRUE(await<void>([&](auto done) { store_->putSetting("fence", "1", audit("fence"), std::move(done)); }));
  std::scoped_lock lock(mutex_);
  return std::exchange(fresh_, {});
}

bool StoreContract::eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    if (condition()) return true;
    EXPECT_TRUE(await<void>([&](auto done) { store_->putSetting("fence", "1", audit("fence"), std::move(done)); }));
  }
  return condition();
}

}  // namespace hookline::support
