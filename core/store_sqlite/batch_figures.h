#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "model/delivery.h"
#include "model/due_delivery.h"
#include "model/stats.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// What one batch of writes changes in the counters and the minutes, added up in memory and written once before the commit: one row a
/// webhook and one a webhook and minute, however many results the batch holds. Only differences are kept, so nothing here can drift
/// from the database: a batch that fails is forgotten whole.
class BatchFigures {
 public:
  /// One delivery of this type is new (`from` empty), gone (`to` empty) or changed its state.
  void moved(model::WebhookId webhook, std::optional<model::DeliveryState> from, std::optional<model::DeliveryState> to);
  void typeCount(std::string_view type, std::int64_t difference);
  /// A result that was applied and counts in the statistics.
  void result(const model::AttemptRecord& record);

  /// One that died of waiting, without an attempt.
  void expired(model::WebhookId webhook, base::WallTime at);

  void write(Connection& db);
  void clear();

  std::int64_t waitingDifference() const;
  std::int64_t deadDifference() const;

 private:
  struct Difference {
    std::array<std::int64_t, 7> states{};
    std::optional<std::int64_t> lastSuccessMs;
    std::optional<std::int64_t> lastFailureMs;
    bool streakBroken = false;
    std::int64_t failuresSince = 0;
  };
  void writeMinutes(Connection& db);

  std::unordered_map<std::int64_t, Difference> webhooks_;
  std::map<std::pair<std::int64_t, std::int64_t>, model::MinuteStats> minutes_;  // by webhook and minute
  std::map<std::string, std::int64_t, std::less<>> types_;
};

}  // namespace hookline::store_sqlite::internal
