#include "store_sqlite/conversation_index.h"

#include <algorithm>

#include "store/store.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kTo = "SELECT value FROM meta WHERE name = 'conversations_to'";
constexpr const char* kMoveTo = "INSERT INTO meta(name, value) VALUES('conversations_to', ?1) ON CONFLICT(name) DO UPDATE SET value = ?1";
constexpr const char* kNewestEvent = "SELECT max(seq) FROM event";
constexpr const char* kToIndex = "SELECT seq, conversation, chatbot, accepted_ms FROM event WHERE seq > ? ORDER BY seq LIMIT ?";
constexpr const char* kPut = "INSERT INTO conversation_event(conversation, seq) VALUES(?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kPutChatbot =
    "INSERT INTO chatbot(id, seen_ms) VALUES(?1, ?2) ON CONFLICT(id) DO UPDATE SET seen_ms = max(seen_ms, ?2)";
constexpr const char* kDropChatbots =
    "DELETE FROM chatbot WHERE id IN (SELECT id FROM chatbot ORDER BY seen_ms DESC, id LIMIT -1 OFFSET ?)";
constexpr int kPutBetweenChecks = 32;

}  // namespace

void ConversationIndex::load(Connection& db) {
  to_ = 0;
  newest_ = 0;
  {
    auto rows = db.statement(kTo).query();
    if (rows.next()) to_ = rows.integer(0);
  }
  auto rows = db.statement(kNewestEvent).query();
  if (rows.next()) newest_ = rows.integer(0);
  loaded_ = !db.failure();
}

void ConversationIndex::moveTo(Connection& db, std::int64_t to) {
  to_ = to;
  db.statement(kMoveTo).execute(to);
}

void ConversationIndex::accepted(Connection& db, model::EventSeq seq) {
  newest_ = std::max(newest_, seq.value);
  if (seq.value <= to_) moveTo(db, seq.value - 1);
}

void ConversationIndex::step(Connection& db, const base::Clock& clock) {
  const auto began = lastStep_ = clock.now().mono;
  std::map<std::string, std::int64_t> seen;
  std::int64_t reached = to_;
  int looked = 0;
  int put = 0;
  bool enough = false;
  {
    auto rows = db.statement(kToIndex).query(to_, kMaxLooked);
    while (!enough && rows.next()) {
      reached = rows.integer(0);
      ++looked;
      if (!rows.isNull(1)) {
        db.statement(kPut).execute(Text{rows.text(1)}, reached);
        ++put;
        enough = put == kMaxPut || (put % kPutBetweenChecks == 0 && clock.now().mono - began >= kStepTime);
      }
      if (rows.isNull(2)) continue;
      auto& at = seen[rows.string(2)];
      at = std::max(at, rows.integer(3));
    }
  }
  if (db.failure()) return;
  keepChatbots(db, seen);
  // Nothing lies between the last one that is stored and the highest that ever was: retention took it.
  moveTo(db, enough || looked == kMaxLooked ? reached : std::max(reached, newest_));
}

void ConversationIndex::keepChatbots(Connection& db, const std::map<std::string, std::int64_t>& seen) {
  for (const auto& [id, at] : seen) db.statement(kPutChatbot).execute(Text{id}, at);
  if (!seen.empty()) db.statement(kDropChatbots).execute(store::Store::kMaxChatbots);
}

}  // namespace hookline::store_sqlite::internal
