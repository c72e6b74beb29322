#include "store_sqlite/resealer.h"

#include <array>
#include <vector>

#include "store_sqlite/startup.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kNext = "SELECT id, secret, previous_secret, headers FROM webhook WHERE id > ? ORDER BY id LIMIT ?";
constexpr const char* kPut = "UPDATE webhook SET secret = ?2, previous_secret = ?3, headers = ?4 WHERE id = ?1";
constexpr std::array<std::string_view, 3> kColumns{"secret", "previous_secret", "headers"};

struct SealedRow {
  std::int64_t id;
  std::array<std::string, kColumns.size()> values;
};

std::vector<SealedRow> nextRows(Connection& db, std::int64_t after) {
  std::vector<SealedRow> found;
  auto rows = db.statement(kNext).query(after, Resealer::kRowsAStep);
  std::size_t bytes = 0;
  while (bytes < Resealer::kBytesAStep && rows.next()) {
    auto& row = found.emplace_back(SealedRow{rows.integer(0), {}});
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      row.values[i] = rows.string(static_cast<int>(i) + 1);
      bytes += row.values[i].size();
    }
  }
  return found;
}

}  // namespace

void Resealer::step(Connection& db) {
  auto rows = nextRows(db, after_);
  if (db.failure()) return;
  if (rows.empty()) return finish(db);
  for (auto& row : rows) {
    bool changed = false;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      auto& value = row.values[i];
      if (value.empty() || vault_.isNewest(value)) continue;
      const crypto::SealContext where{"webhook", row.id, kColumns[i]};
      const auto plain = vault_.open(where, value);
      auto sealed = plain ? vault_.seal(where, *plain) : plain;
      if (!sealed) {
        leftSome_ = true;
        continue;
      }
      value = std::move(*sealed);
      changed = true;
    }
    if (changed) db.statement(kPut).execute(row.id, BytesOrNull{row.values[0]}, BytesOrNull{row.values[1]}, BytesOrNull{row.values[2]});
    after_ = row.id;
  }
}

void Resealer::finish(Connection& db) {
  waits_ = false;
  if (leftSome_) {
    log_.warning("a stored secret does not open, so the data keys before the newest are kept; its webhook says what helps");
    return;
  }
  keepWrappedKey(db, crypto::dropOldDataKeys(readWrappedKey(db)));
  if (!db.failure()) log_.info("all secrets are sealed with the newest data key, and the older ones are dropped");
}

void Resealer::startOver() {
  waits_ = vault_.hasOldKeys();
  after_ = INT64_MIN;
  leftSome_ = false;
}

}  // namespace hookline::store_sqlite::internal
