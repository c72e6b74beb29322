#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "base/time.h"
#include "model/ids.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// Fills the tables by which the events of a conversation and the chatbots that were seen are found, behind the writer: writing them with
/// each event would cost the write path a page of its own for every event. The events above `meta.conversations_to` are not in them yet;
/// who reads looks through those as well (ConversationScan). Small steps go when nothing else is to be written, and, so that a busy
/// store does not fall behind for ever, one with a batch now and then.
/// Thread: the writer.
class ConversationIndex {
 public:
  static constexpr int kMaxLooked = 1024;  ///< events a step looks at
  static constexpr int kMaxPut = 256;      ///< of them those that go into the table, most of a step's cost
  static constexpr base::Micros kStepTime{10'000};
  /// How often a batch takes a step with it: with kMaxPut about a thousand events a second, at some hundredths of the writer's time.
  static constexpr base::Micros kWithBatchEvery{250'000};

  void load(Connection& db);
  bool loaded() const { return loaded_; }
  void forget() { loaded_ = false; }

  /// An event was stored. Ids are given before events are stored, so one may come below those that are done: they are done again.
  void accepted(Connection& db, model::EventSeq seq);
  /// Whether events are not in the tables yet.
  bool waits() const { return loaded_ && newest_ > to_; }
  bool isDue(base::MonoTime now) const { return waits() && now - lastStep_ >= kWithBatchEvery; }
  /// Does some of it inside the running transaction. Failures are kept by the connection.
  void step(Connection& db, const base::Clock& clock);

 private:
  void moveTo(Connection& db, std::int64_t to);
  static void keepChatbots(Connection& db, const std::map<std::string, std::int64_t>& seen);

  bool loaded_ = false;
  std::int64_t to_ = 0;      // a mirror of meta.conversations_to
  std::int64_t newest_ = 0;  // the highest stored
  base::MonoTime lastStep_{};
};

}  // namespace hookline::store_sqlite::internal
