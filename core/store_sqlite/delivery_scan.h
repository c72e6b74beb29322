#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store_sqlite/delivery_rows.h"
#include "store_sqlite/reader_pool.h"

namespace hookline::store_sqlite::internal {

/// Walks deliveries newest first along the index that fits the filters best and hands out those that pass all of them. It stops when
/// the taker has enough, when nothing is left, or when its budget is used up; then it knows where to go on.
class DeliveryScan {
 public:
  /// Rows looked at before the clock is asked again.
  static constexpr int kRowsBetweenChecks = 256;
  /// Up to so many waiting deliveries are collected and sorted, instead of looking for them among all.
  static constexpr std::int64_t kMaxSorted = 20000;

  /// `budget` counts from the beginning of the read.
  DeliveryScan(ReadContext& context, const store::DeliveryQuery& query, base::Micros budget);

  /// False: enough. Rows carry their event's fields.
  using Taker = std::function<bool(const model::DeliveryRow&)>;
  enum class End { kEnough, kExhausted, kBudget };
  /// Rows with an id below `before`; 0: from the newest.
  End run(model::DeliveryId before, const Taker& taker);
  /// Dead letters between the two ids, oldest first.
  End runDeadUp(model::DeliveryId after, model::DeliveryId below, const Taker& taker);
  /// Whether an event passes, as a row that carries its fields and when it was accepted.
  bool takes(const model::DeliveryRow& event) const { return passes(event) && eventPasses(event); }
  /// No row with a lower id can pass.
  std::int64_t leastId() const { return leastId_; }
  /// The last row that was looked at: to go on below it. 0: none was.
  model::DeliveryId reached() const { return reached_; }

 private:
  enum class Way { kNewest, kWebhook, kStopped, kSorted };
  Way chooseWay() const;
  End walk(Rows rows, const Taker& taker);
  End walkSorted(std::int64_t below, const Taker& taker);
  std::optional<End> look(model::DeliveryRow row, const Taker& taker);
  bool passes(const model::DeliveryRow& row) const;
  bool eventPasses(const model::DeliveryRow& row) const;
  bool textPasses(const model::DeliveryRow& row) const;
  std::int64_t waitingCount() const;

  ReadContext& context_;
  const store::DeliveryQuery& query_;
  const base::Micros budget_;
  std::set<model::DeliveryState> states_;
  std::set<std::int64_t> webhooks_;
  std::set<std::string, std::less<>> types_;
  std::string text_;  // lower case
  std::int64_t leastId_ = 0;
  std::optional<EventHead> head_;  // of the last row: deliveries of one event stand together
  int untilCheck_ = kRowsBetweenChecks;
  model::DeliveryId reached_;
};

}  // namespace hookline::store_sqlite::internal
