#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// The data key of the vault as the store keeps it; empty: there is none yet.
std::string readWrappedKey(Connection& db);
/// Inside a transaction.
void keepWrappedKey(Connection& db, std::string_view wrappedKey);

struct Started {
  std::int64_t epoch = 0;
  std::int64_t highestId = 0;
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  std::size_t interrupted = 0;  ///< deliveries that an older epoch had in flight
};

/// Crashes in a row that cut an attempt off before its delivery is given up as poison (delivery.md §1).
inline constexpr int kMaxInterruptions = 3;

/// The first transaction: raises the epoch, makes due what an older one had in flight, keeps a new data key.
/// Errors: kIo, kFull, kCorrupt; nothing is changed then.
base::Result<Started> startEpoch(Connection& db, base::WallTime now, std::string_view newWrappedKey);

}  // namespace hookline::store_sqlite::internal
