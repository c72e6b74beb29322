#include <condition_variable>
#include <future>
#include <mutex>

#include "base/ids.h"
#include "crypto/signature.h"
#include "model/event.h"
#include "runs.h"
#include "store_sqlite/sqlite_store.h"

namespace hookline::bench {
namespace {

constexpr std::uint64_t kChunk = 64;
constexpr std::uint64_t kOpenChunks = 64;

/// Counts operations under way, so that the store's queue stays short.
class Gate {
 public:
  void enter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return open_ < kOpenChunks; });
    ++open_;
  }
  void leave() {
    std::scoped_lock lock(mutex_);
    --open_;
    changed_.notify_all();
  }
  void drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return open_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t open_ = 0;
};

model::AttemptRecord deliveredRecord(const store::NewEvent& event) {
  model::AttemptRecord record;
  record.deliveryId = event.deliveries.front().id;
  record.webhookId = event.deliveries.front().webhookId;
  record.tries = record.counted = 1;
  record.recordedAt = event.acceptedAt;
  record.latency = base::Micros{900};
  record.attempt.startedAt = event.acceptedAt;
  record.attempt.phase = model::Phase::kDone;
  record.attempt.status = 200;
  record.attempt.peer = "127.0.0.1:9000";
  record.attempt.url = "http://127.0.0.1:9000/";
  record.attempt.requestHeaders = {{"Content-Type", "application/json"}, {"X-Webhook-Event", event.event.type}};
  record.attempt.responseHeaders = {{"Content-Length", "0"}};
  return record;
}

}  // namespace

std::string fillStore(const std::filesystem::path& folder, std::uint64_t deliveries) {
  const base::SystemClock clock;
  store_sqlite::SqliteOptions options;
  options.folder = folder;
  options.masterKeyFile = folder.parent_path() / "bench-master.key";
  auto opened = store_sqlite::openSqliteStore(std::move(options), clock, base::Log());
  if (!opened) return opened.error().message;
  auto& store = **opened;
  store.onFresh([](std::vector<store::DueDelivery>) {});
  base::TimeOrderedIds ids(clock, store.highestId());
  model::Webhook webhook;
  webhook.id = model::WebhookId{ids.next()};
  webhook.name = "Stored";
  webhook.chatbotId = "stored";
  webhook.url = "http://127.0.0.1:9000/";
  webhook.events = {"*"};
  webhook.secret = crypto::generateSecret();
  webhook.createdAt = webhook.updatedAt = webhook.secretCreatedAt = clock.now().wall;
  std::promise<base::Status> put;
  store.putWebhook(webhook, {clock.now().wall, "bench", "webhook.create", webhook.id.text()},
                   base::Completion<void>([&put](base::Status status) { put.set_value(std::move(status)); }));
  if (auto status = put.get_future().get(); !status) return status.error().message;

  Gate gate;
  std::mutex errorMutex;
  std::string error;
  for (std::uint64_t n = 0; n < deliveries; n += kChunk) {
    std::vector<store::NewEvent> events;
    std::vector<store::Claim> claims;
    std::vector<model::AttemptRecord> records;
    for (std::uint64_t i = 0; i < kChunk; ++i) {
      store::NewEvent event;
      event.seq = model::EventSeq{ids.next()};
      event.acceptedAt = clock.now().wall;
      auto parsed = model::parseEvent(eventBody((1ULL << 40U) + n + i, EventIds::kUuid), {"none", event.acceptedAt});
      if (!parsed) return parsed.error().message;
      event.event = std::move(parsed->event);
      event.fingerprint = crypto::sha256(parsed->comparable);
      event.deliveries.push_back({model::DeliveryId{ids.next()}, webhook.id, event.acceptedAt, false});
      claims.push_back({event.deliveries.front().id, event.acceptedAt});
      records.push_back(deliveredRecord(event));
      events.push_back(std::move(event));
    }
    gate.enter();
    const auto note = [&errorMutex, &error](const base::Error& failed) {
      std::scoped_lock lock(errorMutex);
      if (error.empty()) error = failed.message;
    };
    store.accept(std::move(events), base::Completion<std::vector<store::AcceptedEvent>>([note](auto accepted) {
                   if (!accepted) note(accepted.error());
                 }));
    store.claim(std::move(claims), base::Completion<std::vector<model::DeliveryId>>([note](auto granted) {
                  if (!granted) note(granted.error());
                }));
    for (std::size_t i = 0; i + 1 < records.size(); ++i)
      store.record(std::make_shared<const store::AttemptRecord>(std::move(records[i])),
                   base::Completion<store::Recorded>([note](auto recorded) {
                     if (!recorded) note(recorded.error());
                   }));
    store.record(std::make_shared<const store::AttemptRecord>(std::move(records.back())),
                 base::Completion<store::Recorded>([note, &gate](auto recorded) {
                   if (!recorded) note(recorded.error());
                   gate.leave();
                 }));
  }
  gate.drain();
  store.close();
  return error;
}

}  // namespace hookline::bench
