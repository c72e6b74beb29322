#pragma once
#include <memory>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "base/completion.h"
#include "base/time.h"
#include "base/unique_function.h"
#include "store/store.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// How long one read may hold its snapshot: a longer one would keep the write-ahead log from beginning anew (architecture.md §4).
inline constexpr base::Micros kReadBudget{2'000'000};
/// Counting stops by itself a little earlier, so that it can still answer what it found.
inline constexpr base::Micros kCountBudget{1'500'000};
/// A page is for somebody who waits for it: what was found by then is answered, with where to go on. With what is around it, a page of any
/// filter is there within 100 ms, however many deliveries are stored.
inline constexpr base::Micros kPageBudget{60'000};

/// What a read works with. Thread: its reader.
struct ReadContext {
  Connection& db;
  const base::Clock& clock;
  base::MonoTime began;
  bool over(base::Micros budget) const { return clock.now().mono - began > budget; }
};

/// Connections that only read, each with its thread. A read sees one snapshot.
class ReaderPool {
 public:
  static base::Result<std::unique_ptr<ReaderPool>> open(const ConnectionOptions& options, int readers, const base::Clock& clock);
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;
  ~ReaderPool();

  /// `work` answers a Result<T>; a database error comes before whatever it answered. Thread: any.
  /// Errors besides the work's: kBusy (kMaxQueuedReads wait), kUnavailable (closed), kTimeout, kCorrupt, kIo.
  template <typename T, typename Work>
  void read(base::Completion<T> done, Work work) {
    submit(std::make_unique<TypedTask<T, Work>>(std::move(done), std::move(work)));
  }

  /// Answers what waits, ends the threads and closes the connections.
  void close();

 private:
  class Task {
   public:
    Task() = default;
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    virtual ~Task() = default;
    virtual void run(ReadContext& context) = 0;
    virtual void fail(base::Error error) = 0;
  };
  template <typename T, typename Work>
  class TypedTask final : public Task {
   public:
    TypedTask(base::Completion<T> done, Work work) : done_(std::move(done)), work_(std::move(work)) {}
    void run(ReadContext& context) override {
      context.db.statement(kBegin).execute();
      base::Result<T> result = work_(context);
      if (context.db.failure()) result = base::fail(context.db.takeError());
      context.db.rollback();
      std::move(done_)(std::move(result));
    }
    void fail(base::Error error) override { std::move(done_)(base::fail(std::move(error))); }

   private:
    base::Completion<T> done_;
    Work work_;
  };
  static constexpr const char* kBegin = "BEGIN";

  explicit ReaderPool(const base::Clock& clock) : clock_(clock), queue_(store::Store::kMaxQueuedReads) {}
  void submit(std::unique_ptr<Task> task);
  void run(Connection& db);

  const base::Clock& clock_;
  base::BoundedQueue<std::unique_ptr<Task>> queue_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<std::thread> threads_;
};

}  // namespace hookline::store_sqlite::internal
