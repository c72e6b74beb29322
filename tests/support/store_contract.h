#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "store/store.h"

namespace hookline::support {

/// A clock that a test sets.
class HandClock final : public base::Clock {
 public:
  base::Now now() const override {
    const base::MonoTime mono{base::Micros{base::Millis{ms_.load()}}};
    return {base::fromMs(ms_.load() + set_.load()), mono, mono};
  }
  void advance(base::Millis by) { ms_ += by.count(); }
  /// As who sets the clock does; and a suspended machine, as far as wall and monotonic time tell.
  void setBy(base::Millis by) { set_ += by.count(); }

 private:
  std::atomic<std::int64_t> ms_{1'790'000'000'000};
  std::atomic<std::int64_t> set_{0};
};

/// One data set that can be opened again and again, as by a process that ends and starts.
class StoreHome {
 public:
  StoreHome() = default;
  StoreHome(const StoreHome&) = delete;
  StoreHome& operator=(const StoreHome&) = delete;
  virtual ~StoreHome() = default;
  virtual base::Result<std::unique_ptr<store::Store>> open(const base::Clock& clock) = 0;
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StoreHome>()> make;
};
inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

/// Waits for the answer of one call; a store that does not answer within half a minute has lost it.
template <typename T, typename Call>
base::Result<T> await(Call&& call) {
  auto promise = std::make_shared<std::promise<base::Result<T>>>();
  auto future = promise->get_future();
  call(base::Completion<T>([promise](base::Result<T> result) { promise->set_value(std::move(result)); }));
  if (future.wait_for(std::chrono::seconds(30)) != std::future_status::ready) {
    return base::fail(base::Errc::kTimeout, "the store gave no answer");
  }
  return future.get();
}

/// What every Store does, whatever it keeps things in (store/store.h). Instantiate it with INSTANTIATE_TEST_SUITE_P.
class StoreContract : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override;
  void TearDown() override;
  void reopen();

  base::WallTime now() const { return clock_.now().wall; }
  store::AuditEntry audit(const std::string& what) const { return {now(), "owner", what, "x"}; }
  model::Webhook webhook(const std::string& name);
  /// Stores a new webhook and answers its id.
  model::WebhookId addWebhook(const std::string& name = "Sales");
  /// An event with one delivery for each of the webhooks, due now.
  store::NewEvent event(const std::string& id, const std::vector<model::WebhookId>& webhooks, const std::string& data = "{}");
  /// The same with the id its place in the store gives it.
  store::NewEvent generatedEvent(const std::vector<model::WebhookId>& webhooks);
  store::AcceptedEvent accept(store::NewEvent event);
  model::DeliveryId acceptOne(model::WebhookId webhook);
  bool claim(model::DeliveryId id, base::WallTime due);
  store::AttemptRecord result(model::DeliveryId id, model::WebhookId webhook, int n, model::DeliveryState next);
  store::Recorded record(store::AttemptRecord record);
  /// Accepted, claimed and recorded as `state`.
  model::DeliveryId made(model::WebhookId webhook, model::DeliveryState state);
  store::DeliveryDetail detail(model::DeliveryId id);
  model::DeliveryState stateOf(model::DeliveryId id) { return detail(id).row.state; }
  store::DeliveryPage list(store::DeliveryQuery query, std::size_t limit = 500, model::DeliveryId before = {});
  model::WebhookFigures figuresOf(model::WebhookId webhook);
  std::vector<store::DueDelivery> takeFresh();
  /// Asks again and again until `condition` holds: for what the store does behind its answers.
  bool eventually(const std::function<bool()>& condition);

  HandClock clock_;
  std::unique_ptr<base::TimeOrderedIds> ids_;
  std::unique_ptr<StoreHome> home_;
  std::unique_ptr<store::Store> store_;
  std::mutex mutex_;
  std::vector<store::DueDelivery> fresh_;  // guarded by mutex_
};

}  // namespace hookline::support
