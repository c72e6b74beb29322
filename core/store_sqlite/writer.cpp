#include "store_sqlite/writer.h"

#include <algorithm>

#include "platform/disk_space.h"
#include "platform/path_text.h"
#include "store_sqlite/job_rows.h"
#include "store_sqlite/schema.h"
#include "store_sqlite/state_writes.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kBegin = "BEGIN IMMEDIATE";
constexpr const char* kCommit = "COMMIT";
constexpr const char* kProbe = "UPDATE meta SET value = value + 1 WHERE name = 'probe'";

/// Quiet for so long: time to tidy up.
constexpr base::Millis kIdleAfter{300};
/// Quiet for so long: time for what is done behind the writer.
constexpr base::Millis kPauseAfter{20};
/// How often a stopped writer tries on its own whether commits work again.
constexpr base::Millis kProbeEvery{250};
constexpr base::Millis kNothingToDo{60 * 1000};
constexpr std::int64_t kVacuumPages = 1024;

/// Takes its place in the queue, so that the copy begins between two commits.
class BackupOrder final : public WriteOperation {
 public:
  BackupOrder(std::function<void(base::Completion<std::uint64_t>)> begin, base::Completion<std::uint64_t> done)
      : begin_(std::move(begin)), done_(std::move(done)) {}
  void apply(WriteContext&) override {}
  void answer() override { begin_(std::move(done_)); }
  void fail(const base::Error& error) override { std::move(done_)(base::fail(error)); }

 private:
  std::function<void(base::Completion<std::uint64_t>)> begin_;
  base::Completion<std::uint64_t> done_;
};

}  // namespace

Writer::Writer(std::unique_ptr<Connection> db, WriterOptions options, const crypto::Vault& vault, const base::Clock& clock,
               const base::Log& log, std::int64_t epoch, Counters counters, std::unique_ptr<Ballast> ballast)
    : options_(std::move(options)),
      vault_(vault),
      clock_(clock),
      log_(log),
      epoch_(epoch),
      queue_(store::Store::kMaxQueuedWrites),
      db_(std::move(db)),
      wal_(log, options_.checkpointBytes),
      ballast_(std::move(ballast)),
      dedup_(options_.dedupGather),
      resealer_(vault_, log_),
      waiting_(counters.waiting),
      dead_(counters.dead) {
  wal_.attach(*db_);
  measure();
  diskFull_ = ballast_->released();
  thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
  drain();
  closeDatabase();
}

void Writer::submit(std::unique_ptr<WriteOperation> operation) {
  // A push that is refused leaves its item untouched.
  if (queue_.tryPush(std::move(operation))) return;
  if (queue_.closed()) {
    operation->fail({base::Errc::kUnavailable, "The store is closed.", false, {}});  // NOLINT(bugprone-use-after-move)
  } else {
    operation->fail({base::Errc::kBusy, "Too many writes wait for the disk: try again in a moment.", false, {}});
  }
}

void Writer::submitAlways(std::unique_ptr<WriteOperation> operation) {
  if (!queue_.push(std::move(operation)))
    operation->fail({base::Errc::kUnavailable, "The store is closed.", false, {}});  // NOLINT(bugprone-use-after-move)
}

void Writer::backup(const std::filesystem::path& file, base::Completion<std::uint64_t> done) {
  auto begin = [this, to = ConnectionOptions{platform::utf8Text(file), options_.connection.vfs, false}](auto answer) {
    backup_.begin(*db_, to, std::move(answer));
  };
  submit(std::make_unique<BackupOrder>(std::move(begin), std::move(done)));
}

void Writer::fill(store::StoreFigures& figures) const {
  figures.backup = backup_.progress();
  figures.diskFreeBytes = diskFree_.load();
  figures.bytesOnDisk = static_cast<std::uint64_t>(bytesOnDisk_.load());
  figures.diskFull = diskFull_.load();
  figures.bytesUsed = static_cast<std::uint64_t>(bytesUsed_.load());
  figures.waiting = static_cast<std::uint64_t>(std::max<std::int64_t>(0, waiting_.load()));
  figures.dead = static_cast<std::uint64_t>(std::max<std::int64_t>(0, dead_.load()));
  figures.queuedWrites = queue_.size();
  figures.commits = commits_.load();
  figures.operations = operations_.load();
  std::scoped_lock lock(mutex_);
  figures.stoppedBecause = stoppedBecause_;
}

void Writer::drain() {
  queue_.close();
  if (thread_.joinable()) thread_.join();
}

void Writer::closeDatabase() {
  if (!db_) return;
  backup_.giveUp({base::Errc::kUnavailable, "The store is closed.", false, {}});
  wal_.truncate(*db_);
  db_.reset();
}

void Writer::run() {
  // What an earlier process left to cancel must not wait for the first write.
  if (!loadMirrors()) db_->clearFailure();
  for (;;) {
    auto batch = takeBatch();
    if (!batch.empty()) {
      process(std::move(batch));
      if (ballast_->released()) tendBallast();
      backup_.step();
      continue;
    }
    if (queue_.closed() && queue_.size() == 0) return;
    if (backup_.running()) {
      backup_.step();
      continue;
    }
    tendBallast();
    idle();
  }
}

Writer::Batch Writer::takeBatch() {
  if (failures_ >= kFailuresUntilStop || ballast_->released()) return queue_.takeFor(kMaxBatchOperations, kProbeEvery);
  if (sweepWaits() || backup_.running()) return queue_.takeNow(kMaxBatchOperations);
  if (mayIndex()) return queue_.takeFor(kMaxBatchOperations, kPauseAfter);
  return queue_.takeFor(kMaxBatchOperations, wal_.empty() ? kNothingToDo : kIdleAfter);
}

void Writer::process(Batch batch) {
  if (failures_ >= kFailuresUntilStop && !probe()) {
    base::Error error{base::Errc::kIo, "", false, {}};
    {
      std::scoped_lock lock(mutex_);
      error.message = stoppedBecause_.value_or("The store cannot write.");
      error.code = stoppedCode_;
    }
    for (auto& operation : batch) operation->fail(error);
    return;
  }
  for (std::size_t from = 0; from < batch.size();) {
    std::size_t to = from;
    std::size_t bytes = 0;
    do bytes += batch[to++]->bytes();
    while (to < batch.size() && bytes + batch[to]->bytes() <= kMaxBatchBytes);
    processSlice(Slice(batch).subspan(from, to - from));
    from = to;
  }
}

void Writer::processSlice(Slice slice) {
  base::Error error;
  bool constraint = false;
  if (transact(slice, error, constraint)) {
    const bool tidied = std::ranges::any_of(slice, [](const auto& operation) { return operation->tidied(); });
    answer(slice);
    if (wal_.afterCommit(*db_, tidied)) measure();
    return;
  }
  // One operation contradicts itself: alone each of the others still goes through.
  if (constraint && slice.size() > 1) {
    for (std::size_t i = 0; i < slice.size(); ++i) processSlice(slice.subspan(i, 1));
    return;
  }
  if (!constraint) failed(error);
  for (auto& operation : slice) operation->fail(error);
}

bool Writer::applyAll(Slice slice, WriteContext& context) {
  if (!loadMirrors()) return false;
  db_->statement(kBegin).execute();
  for (auto& operation : slice) {
    operation->apply(context);
    if (db_->failure()) return false;
  }
  sweep(context);
  if (slice.empty() ? mayIndex() : conversations_.isDue(clock_.now().mono)) conversations_.step(*db_, clock_);
  jobs_.write(*db_, context.now);
  dedup_.carryOver(*db_);
  figures_.write(*db_);
  return !db_->failure();
}

WriteContext Writer::context() {
  return {*db_, figures_, webhooks_, dedup_, jobs_, orders_, conversations_, vault_, epoch_, clock_.now().wall};
}

bool Writer::loadMirrors() {
  if (!webhooksKnown_) {
    webhooks_.load(*db_);
    webhooksKnown_ = !db_->failure();
  }
  if (!dedup_.loaded()) dedup_.load(*db_);
  if (!jobs_.loaded()) jobs_.load(*db_);
  if (!orders_.loaded()) orders_.load(*db_);
  if (!conversations_.loaded()) conversations_.load(*db_);
  return webhooksKnown_ && dedup_.loaded() && jobs_.loaded() && orders_.loaded() && conversations_.loaded();
}

void Writer::sweep(WriteContext& context) {
  if (resealer_.waits()) resealer_.step(context.db);
  if (webhooks_.toCancel().empty()) {
    if (orders_.unblockWaits()) orders_.unblock(context.db, context.figures, context.now);
    return;
  }
  SweepWrite step({*webhooks_.toCancel().begin()});
  step.apply(context);
}

bool Writer::transact(Slice slice, base::Error& error, bool& constraint) {
  auto context = this->context();
  const auto changesBefore = sqlite3_total_changes64(db_->handle());
  const bool applied = applyAll(slice, context);
  if (applied) db_->statement(kCommit).execute();
  if (!db_->failure()) {
    succeeded(slice.size(), sqlite3_total_changes64(db_->handle()) != changesBefore);
    return true;
  }
  constraint = db_->failure()->isConstraint();
  error = db_->takeError();
  // Before COMMIT nothing can have become durable. From then on it can: a frame may have reached the disk though its flush failed.
  error.outcomeUnknown = applied;
  recover();
  return false;
}

void Writer::answer(Slice slice) {
  for (auto& operation : slice) operation->answer();
  auto context = this->context();
  Fresh fresh(listener_);
  for (auto& operation : slice) operation->collectFresh(context, fresh);
  collectDue(context, orders_.takeReleased(), fresh);
  announceJobs();
  // Reading what to announce can fail without harm: it is stored, and due() finds it.
  if (db_->failure()) {
    log_.warning("deliveries that became due could not be announced", {{"reason", db_->failure()->message}});
    db_->clearFailure();
  }
}

void Writer::announceJobs() {
  std::vector<model::Job> changed;
  for (const auto id : jobs_.takeChanged()) {
    if (auto job = readJob(*db_, id)) changed.push_back(std::move(*job));
  }
  if (!changed.empty() && jobsListener_) jobsListener_(std::move(changed));
}

void Writer::recover() {
  figures_.clear();
  webhooksKnown_ = false;
  dedup_.forget();
  jobs_.forget();
  orders_.forget();
  conversations_.forget();
  resealer_.startOver();
  if (!db_->rollback()) reopen();
}

bool Writer::reopen() {
  auto fresh = Connection::open(options_.connection);
  if (!fresh) return false;
  if (!prepareWriter(**fresh, options_.synchronous, options_.cacheBytes)) return false;
  backup_.giveUp({base::Errc::kIo, "The disk failed while the backup was made. Start it again when writes work.", false, {}});
  db_ = std::move(*fresh);
  wal_.attach(*db_);
  return true;
}

void Writer::failed(const base::Error& error) {
  log_.error("a commit failed", {{"reason", error.message}});
  if (error.code == base::Errc::kFull && ballast_->release()) {
    diskFull_.store(true);
    return;
  }
  ++failures_;
  if (failures_ < kFailuresUntilStop) return;
  std::scoped_lock lock(mutex_);
  stoppedBecause_ = error.message;
  stoppedCode_ = error.code;
}

void Writer::succeeded(std::size_t operations, bool wrote) {
  waiting_ += figures_.waitingDifference();
  dead_ += figures_.deadDifference();
  figures_.clear();
  ++commits_;
  operations_ += operations;
  // A transaction that changed nothing flushed nothing, so it does not show that the disk works again.
  if (failures_ == 0 || !wrote) return;
  if (failures_ >= kFailuresUntilStop) log_.info("commits work again");
  failures_ = 0;
  std::scoped_lock lock(mutex_);
  stoppedBecause_.reset();
}

bool Writer::probe() {
  db_->statement(kBegin).execute();
  db_->statement(kProbe).execute();
  db_->statement(kCommit).execute();
  if (!db_->failure()) {
    succeeded(0, true);
    return true;
  }
  auto error = db_->takeError();
  recover();
  // A handle that went bad (a file replaced, a disk that came back) is given up for a new one.
  reopen();
  std::scoped_lock lock(mutex_);
  stoppedBecause_ = std::move(error.message);
  stoppedCode_ = error.code;
  return false;
}

void Writer::idle() {
  if (failures_ >= kFailuresUntilStop) {
    probe();
    return;
  }
  if (sweepWaits() || mayIndex()) {
    processSlice({});
    return;
  }
  if (wal_.empty()) return;
  const auto spare = db_->number("PRAGMA freelist_count").value_or(0);
  if (spare > kVacuumPages) db_->run("PRAGMA incremental_vacuum(" + std::to_string(kVacuumPages) + ")");
  db_->clearFailure();
  wal_.truncate(*db_);
  measure();
}

void Writer::tendBallast() { diskFull_.store(!ballast_->keep() && ballast_->released()); }

void Writer::measure() {
  const auto pages = db_->number("PRAGMA page_count").value_or(0);
  const auto size = db_->number("PRAGMA page_size").value_or(0);
  bytesUsed_ = db_->bytesUsed();
  db_->clearFailure();
  bytesOnDisk_ = pages * size + wal_.bytes();
  if (!options_.connection.vfs.empty()) return;
  const auto space = platform::diskSpace(options_.folder);
  diskFree_ = space ? space->freeBytes : 0;
}

}  // namespace hookline::store_sqlite::internal
