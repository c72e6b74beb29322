#pragma once
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "base/log.h"
#include "base/time.h"
#include "store_sqlite/backup.h"
#include "store_sqlite/ballast.h"
#include "store_sqlite/resealer.h"
#include "store_sqlite/wal_keeper.h"
#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

struct WriterOptions {
  std::filesystem::path folder;
  ConnectionOptions connection;
  std::string synchronous;
  std::size_t cacheBytes = 0;
  std::size_t dedupGather = 0;
  std::size_t checkpointBytes = 0;
};

/// The thread that alone writes and checkpoints. What waits in its queue when a commit ends becomes the next batch: one transaction, one
/// flush, then all its answers. No timer: a lone write goes at once, and a crowd shares the flush.
class Writer {
 public:
  /// More than the engine's slots and what an intake keeps open, so that results never queue behind a second batch.
  static constexpr std::size_t kMaxBatchOperations = 1024;
  static constexpr std::size_t kMaxBatchBytes = 1024 * 1024;
  /// Commits that fail in a row before writes are refused without trying (delivery.md §1).
  static constexpr int kFailuresUntilStop = 3;

  struct Counters {
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
  };

  /// `db` is migrated and its epoch raised. References outlive the writer.
  Writer(std::unique_ptr<Connection> db, WriterOptions options, const crypto::Vault& vault, const base::Clock& clock, const base::Log& log,
         std::int64_t epoch, Counters counters, std::unique_ptr<Ballast> ballast);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  /// Before the first write.
  void listen(store::Store::FreshDeliveries listener) { listener_ = std::move(listener); }
  void listenToJobs(store::Store::JobsChanged listener) { jobsListener_ = std::move(listener); }
  /// Thread: any. A full or closed queue fails the operation at once: kBusy, kUnavailable.
  void submit(std::unique_ptr<WriteOperation> operation);
  /// For results of work that was admitted before: refused only when closed.
  void submitAlways(std::unique_ptr<WriteOperation> operation);

  /// See Store::backup. Thread: any.
  void backup(const std::filesystem::path& file, base::Completion<std::uint64_t> done);
  void stopBackup() { backup_.askToStop(); }

  /// Thread: any.
  void fill(store::StoreFigures& figures) const;

  /// Answers what waits and ends the thread.
  void drain();
  /// Empties the log and closes the connection; after drain, when no reader is left.
  void closeDatabase();

 private:
  using Batch = std::vector<std::unique_ptr<WriteOperation>>;
  using Slice = std::span<std::unique_ptr<WriteOperation>>;

  void run();
  Batch takeBatch();
  void process(Batch batch);
  void processSlice(Slice slice);
  bool transact(Slice slice, base::Error& error, bool& constraint);
  bool applyAll(Slice slice, WriteContext& context);
  WriteContext context();
  bool loadMirrors();
  bool sweepWaits() const { return resealer_.waits() || orders_.unblockWaits() || (webhooksKnown_ && !webhooks_.toCancel().empty()); }
  void sweep(WriteContext& context);
  /// Lists that are filled behind the writer: nothing that anybody waits for.
  bool mayIndex() const { return conversations_.waits() && failures_ == 0 && !ballast_->released(); }
  void answer(Slice slice);
  void announceJobs();
  void recover();
  bool reopen();
  void failed(const base::Error& error);
  void succeeded(std::size_t operations, bool wrote);
  bool probe();
  void idle();
  void tendBallast();
  void measure();

  // constant after construction
  const WriterOptions options_;
  const crypto::Vault& vault_;
  const base::Clock& clock_;
  const base::Log& log_;
  const std::int64_t epoch_;
  store::Store::FreshDeliveries listener_;  // constant after the first write
  store::Store::JobsChanged jobsListener_;  // constant after the first write

  base::BoundedQueue<std::unique_ptr<WriteOperation>> queue_;

  // the writer's own
  std::unique_ptr<Connection> db_;
  WalKeeper wal_;
  std::unique_ptr<Ballast> ballast_;
  BatchFigures figures_;
  WebhookSet webhooks_;
  DedupIndex dedup_;
  JobBook jobs_;
  OrderBook orders_;
  ConversationIndex conversations_;
  Resealer resealer_;
  Backup backup_;
  bool webhooksKnown_ = false;
  int failures_ = 0;

  std::atomic<std::int64_t> waiting_;
  std::atomic<std::int64_t> dead_;
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> operations_{0};
  std::atomic<std::int64_t> bytesOnDisk_{0};
  std::atomic<std::int64_t> bytesUsed_{0};
  std::atomic<bool> diskFull_{false};
  std::atomic<std::uint64_t> diskFree_{0};
  mutable std::mutex mutex_;
  std::optional<std::string> stoppedBecause_;  // guarded by mutex_
  base::Errc stoppedCode_ = base::Errc::kIo;   // guarded by mutex_

  std::thread thread_;
};

}  // namespace hookline::store_sqlite::internal
