#include "store_sqlite/dedup_index.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kFind = "SELECT fingerprint, seq FROM dedup WHERE key = ?";
constexpr const char* kInsert = "INSERT INTO dedup(key, fingerprint, seq) VALUES(?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kAppend = "INSERT INTO dedup_recent(n, key, fingerprint, seq) VALUES(?, ?, ?, ?)";
constexpr const char* kAllRecent = "SELECT n, key, fingerprint, seq FROM dedup_recent ORDER BY n";
constexpr const char* kFirstRecent = "SELECT min(n) FROM dedup_recent";
constexpr const char* kDeleteRecent = "DELETE FROM dedup_recent WHERE n <= ?";
constexpr const char* kFindSeq = "SELECT seq FROM dedup WHERE key = ?";
constexpr const char* kHighestRising = "SELECT max(key) FROM dedup WHERE key < x'02'";
constexpr const char* kFindRecent = "SELECT seq FROM dedup_recent WHERE key = ?";

std::string_view bytesOf(const DedupFingerprint& fingerprint) { return {fingerprint.data(), fingerprint.size()}; }

}  // namespace

std::optional<DedupIndex::Known> DedupIndex::find(Connection& db, const std::string& key) const {
  if (isRisingKey(key) && key > highestRising_) return std::nullopt;
  const auto recent = recent_.find(key);
  if (recent != recent_.end()) return recent->second;
  auto rows = db.statement(kFind).query(Bytes{key});
  if (!rows.next()) return std::nullopt;
  return Known{dedupFingerprint(rows.text(0)), {rows.integer(1)}};
}

void DedupIndex::insert(Connection& db, const std::string& key, const DedupFingerprint& fingerprint, model::EventSeq seq) {
  if (isRisingKey(key)) {
    db.statement(kInsert).execute(Bytes{key}, Bytes{bytesOf(fingerprint)}, seq.value);
    highestRising_ = std::max(highestRising_, key);
    return;
  }
  db.statement(kAppend).execute(++lastN_, Bytes{key}, Bytes{bytesOf(fingerprint)}, seq.value);
  recent_.emplace(key, Known{fingerprint, seq});
  ++appended_;
}

void DedupIndex::carryOver(Connection& db) {
  const auto appended = std::exchange(appended_, 0);
  if (moving_.empty() && movedUpTo_ == 0 && recent_.size() >= gather_) beginCarryingOver();
  if (!moving_.empty()) {
    auto& insert = db.statement(kInsert);
    const auto share = std::max(kMovedAtOnce, 2 * appended);
    for (std::size_t i = 0; i < share && !moving_.empty(); ++i) {
      const auto found = recent_.find(moving_.back());
      insert.execute(Bytes{found->first}, Bytes{bytesOf(found->second.fingerprint)}, found->second.seq.value);
      recent_.erase(found);
      moving_.pop_back();
    }
    return;
  }
  if (movedUpTo_ == 0) return;
  std::int64_t first = 0;
  {
    auto rows = db.statement(kFirstRecent).query();
    if (rows.next()) first = rows.isNull(0) ? movedUpTo_ : rows.integer(0);
  }
  const auto share = std::max(kDeletedAtOnce, static_cast<std::int64_t>(4 * appended));
  const auto upTo = std::min(movedUpTo_, first + share);
  db.statement(kDeleteRecent).execute(upTo);
  if (upTo == movedUpTo_) movedUpTo_ = 0;
}

void DedupIndex::beginCarryingOver() {
  moving_.reserve(recent_.size());
  for (const auto& [key, known] : recent_) moving_.push_back(key);
  std::sort(moving_.begin(), moving_.end(), std::greater<>());
  movedUpTo_ = lastN_;
}

bool DedupIndex::load(Connection& db) {
  recent_.clear();
  moving_.clear();
  lastN_ = movedUpTo_ = 0;
  appended_ = 0;
  {
    auto highest = db.statement(kHighestRising).query();
    highestRising_ = highest.next() ? highest.string(0) : std::string();
  }
  auto rows = db.statement(kAllRecent).query();
  while (rows.next()) {
    lastN_ = rows.integer(0);
    recent_.emplace(rows.string(1), Known{dedupFingerprint(rows.text(2)), {rows.integer(3)}});
  }
  loaded_ = !db.failure();
  return loaded_;
}

std::optional<model::EventSeq> findEventSeq(Connection& db, const std::string& key) {
  for (const auto* sql : {kFindSeq, kFindRecent}) {
    auto rows = db.statement(sql).query(Bytes{key});
    if (rows.next()) return model::EventSeq{rows.integer(0)};
    if (isRisingKey(key)) break;
  }
  return std::nullopt;
}

}  // namespace hookline::store_sqlite::internal
