#pragma once
#include <utility>
#include <vector>

#include "base/completion.h"
#include "crypto/vault.h"
#include "store/store.h"
#include "store_sqlite/batch_figures.h"
#include "store_sqlite/connection.h"
#include "store_sqlite/conversation_index.h"
#include "store_sqlite/dedup_index.h"
#include "store_sqlite/job_book.h"
#include "store_sqlite/order_book.h"
#include "store_sqlite/webhook_set.h"

namespace hookline::store_sqlite::internal {

/// What a write works with. Thread: the writer.
struct WriteContext {
  Connection& db;
  BatchFigures& figures;
  WebhookSet& webhooks;
  DedupIndex& dedup;
  JobBook& jobs;
  OrderBook& orders;
  ConversationIndex& conversations;
  const crypto::Vault& vault;
  std::int64_t epoch;
  base::WallTime now;  ///< when the batch began
};

/// Hands what has just become due to the listener, in portions of at most Store::kMaxDueBytes of bodies.
class Fresh {
 public:
  explicit Fresh(const store::Store::FreshDeliveries& listener) : listener_(listener) {}
  Fresh(const Fresh&) = delete;
  Fresh& operator=(const Fresh&) = delete;
  ~Fresh() { flush(); }

  void add(store::DueDelivery due) {
    bytes_ += due.event && due.event->body ? due.event->body->size() : 0;
    items_.push_back(std::move(due));
    if (bytes_ >= store::Store::kMaxDueBytes) flush();
  }

 private:
  void flush() {
    if (!items_.empty() && listener_) listener_(std::exchange(items_, {}));
    bytes_ = 0;
  }

  const store::Store::FreshDeliveries& listener_;
  std::vector<store::DueDelivery> items_;
  std::size_t bytes_ = 0;
};

/// One write of the queue. A batch applies its operations in one transaction and answers them when its commit is on disk.
class WriteOperation {
 public:
  WriteOperation() = default;
  WriteOperation(const WriteOperation&) = delete;
  WriteOperation& operator=(const WriteOperation&) = delete;
  virtual ~WriteOperation() = default;

  /// Payload, for the limit of a batch.
  virtual std::size_t bytes() const { return 0; }
  /// Changes the database. An operation that is refused by what is stored looks before it writes, so it leaves nothing behind and does
  /// not hurt its batch. May be called again when its transaction failed: it starts from the same input. Database errors are kept by the
  /// connection and end the whole batch.
  virtual void apply(WriteContext& context) = 0;
  /// After apply and before the answer: whether it let things go, as one step of many between which others have their turn.
  virtual bool tidied() const { return false; }
  /// After the commit.
  virtual void answer() = 0;
  /// After the answers: what became due, for the listener. May read the database, never write.
  virtual void collectFresh(WriteContext&, Fresh&) {}
  virtual void fail(const base::Error& error) = 0;
};

template <typename T>
class AnsweredWrite : public WriteOperation {
 public:
  explicit AnsweredWrite(base::Completion<T> done) : done_(std::move(done)) {}
  void answer() override { std::move(done_)(std::move(outcome_)); }
  void fail(const base::Error& error) override { std::move(done_)(base::fail(error)); }

 protected:
  base::Result<T> outcome_;

 private:
  base::Completion<T> done_;
};

/// A write that nobody waits for.
class SilentWrite : public WriteOperation {
 public:
  void answer() override {}
  void fail(const base::Error&) override {}
};

}  // namespace hookline::store_sqlite::internal
