#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/time.h"
#include "model/delivery.h"
#include "model/webhook.h"
#include "store_sqlite/batch_figures.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// Order by conversation (delivery.md §1.7), kept by the store alone: of a line only the first delivery is stored as waiting, the others
/// are held (kWaitsItsTurn), and the transaction in which the first one ends makes the next one due. So the engine knows nothing of it,
/// and no crash can leave a line without its first.
///
/// Next is always the delivery that was made earliest. One that is retried after it died and was skipped goes back to its place: behind
/// the one that is under way, before all that wait. One that was cancelled while it was sent no longer holds up its line.
/// Which webhooks keep an order and which have lines is a mirror, so that without them nothing is looked up. A batch that failed is
/// forgotten whole. Thread: the writer.
class OrderBook {
 public:
  void load(Connection& db);
  bool loaded() const { return loaded_; }
  void forget();

  void configured(const model::Webhook& webhook);
  void removed(model::WebhookId webhook);

  /// A delivery is about to wait, new or again. True: an earlier one stands before it, so it has to be stored as held.
  bool mustWait(Connection& db, model::WebhookId webhook, std::string_view conversation, model::DeliveryId delivery);
  /// The same for a delivery that is stored: its conversation is looked up when its webhook keeps an order.
  bool mustWait(Connection& db, model::WebhookId webhook, model::EventSeq event, model::DeliveryId delivery);
  /// Whether it waits for another one, so that nobody but that one can make it due.
  bool isParked(Connection& db, model::WebhookId webhook, model::DeliveryId delivery);

  /// How a delivery came to its end.
  struct End {
    model::WebhookId webhook;
    model::DeliveryId delivery;
    model::DeliveryState state = model::DeliveryState::kDelivered;  ///< kDead blocks the line of a webhook that says so
    base::WallTime now{};
    base::WallTime due{};  ///< of the next one
  };
  /// Whoever moves a delivery to a terminal state, or removes a dead one (as kCancelled), calls this.
  void ended(Connection& db, BatchFigures& figures, const End& end);
  /// Its webhook is deleted and the whole line is being cancelled: nobody is next.
  void dropped(Connection& db, model::WebhookId webhook, model::DeliveryId delivery);

  /// A webhook no longer blocks, and dead letters still stand before others: one step of letting them by.
  bool unblockWaits() const { return !toUnblock_.empty(); }
  void unblock(Connection& db, BatchFigures& figures, base::WallTime now);

  /// What became due, for the listener after the commit.
  std::vector<model::DeliveryId> takeReleased() { return std::exchange(released_, {}); }

  static constexpr std::size_t kMaxStep = 256;

 private:
  bool keepsOrder(model::WebhookId webhook) const { return onDead_.contains(webhook.value); }
  bool blocks(model::WebhookId webhook) const;
  bool hasLines(model::WebhookId webhook) const;
  void counted(model::WebhookId webhook, std::int64_t difference);
  void releaseNext(Connection& db, BatchFigures& figures, const End& end, std::string_view conversation);

  bool loaded_ = false;
  std::unordered_map<std::int64_t, model::Ordering::OnDead> onDead_;  // of the webhooks that keep an order
  std::unordered_map<std::int64_t, std::int64_t> rows_;               // in lines, by webhook
  std::unordered_set<std::int64_t> toUnblock_;
  std::vector<model::DeliveryId> released_;
};

}  // namespace hookline::store_sqlite::internal
