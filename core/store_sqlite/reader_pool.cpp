#include "store_sqlite/reader_pool.h"

#include "store_sqlite/schema.h"

namespace hookline::store_sqlite::internal {

base::Result<std::unique_ptr<ReaderPool>> ReaderPool::open(const ConnectionOptions& options, int readers, const base::Clock& clock) {
  std::unique_ptr<ReaderPool> pool(new ReaderPool(clock));
  auto readOnly = options;
  readOnly.readOnly = true;
  for (int i = 0; i < readers; ++i) {
    auto db = Connection::open(readOnly);
    if (!db) return base::fail(std::move(db.error()));
    if (auto prepared = prepareReader(**db); !prepared) return base::fail(std::move(prepared.error()));
    pool->connections_.push_back(std::move(*db));
  }
  for (auto& db : pool->connections_) pool->threads_.emplace_back([self = pool.get(), connection = db.get()] { self->run(*connection); });
  return pool;
}

ReaderPool::~ReaderPool() { close(); }

void ReaderPool::submit(std::unique_ptr<Task> task) {
  // A push that is refused leaves its item untouched.
  if (queue_.tryPush(std::move(task))) return;
  if (queue_.closed()) {
    task->fail({base::Errc::kUnavailable, "The store is closed.", false, {}});  // NOLINT(bugprone-use-after-move)
  } else {
    task->fail({base::Errc::kBusy, "Too many searches wait: try again in a moment.", false, {}});
  }
}

void ReaderPool::run(Connection& db) {
  for (;;) {
    auto tasks = queue_.takeWait(1);
    if (tasks.empty()) return;
    ReadContext context{db, clock_, clock_.now().mono};
    db.stopWhen([&context] { return context.over(kReadBudget); });
    tasks.front()->run(context);
    db.stopWhen({});
  }
}

void ReaderPool::close() {
  queue_.close();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
  threads_.clear();
  connections_.clear();
}

}  // namespace hookline::store_sqlite::internal
