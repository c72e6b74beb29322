// How many deliveries a second the embedded store alone takes from acceptance to a recorded answer: each one accepted, claimed and
// recorded, with every flush to disk; then, how long letting go of it holds the writer. `hookline_store_bench --help` names the options.
#include <CLI/CLI.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/random.h"
#include "letting_go.h"
#include "store_sqlite/sqlite_store.h"

namespace hookline::bench {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Options {
  std::filesystem::path folder;
  std::uint64_t stored = 1'000'000;
  std::uint64_t measured = 200'000;
  std::uint64_t webhooks = 4;
  std::size_t bodyBytes = 400;
  std::size_t open = 2000;  ///< deliveries under way at once
  std::size_t cacheBytes = store_sqlite::SqliteOptions{}.cacheBytes;
  std::string ids = "both";
  bool check = false;
};

/// Drives a store with a bounded number of deliveries under way, as intake and engine do together.
class Driver {
 public:
  Driver(store::Store& store, const base::Clock& clock, const Options& options)
      : store_(store), clock_(clock), options_(options), ids_(clock, store.highestId()), chance_(7) {}

  void addWebhooks() {
    for (std::uint64_t i = 1; i <= options_.webhooks; ++i) {
      model::Webhook webhook;
      webhook.id.value = static_cast<std::int64_t>(i);
      webhook.name = "bench";
      webhook.url = "http://127.0.0.1:9000/hook";
      webhook.events = {"*"};
      enter(1);
      store_.putWebhook(webhook, {clock_.now().wall, "bench", "webhook.create", "wh"}, base::Completion<void>([this](auto) { leave(1); }));
    }
    drain();
  }

  /// Deliveries a second.
  double run(std::uint64_t count, bool uuids, std::size_t perCall) {
    const auto began = std::chrono::steady_clock::now();
    for (std::uint64_t made = 0; made < count;) {
      const auto portion = std::min<std::uint64_t>(kPortion, count - made);
      if (enterIfRoom(portion)) {
        made += portion;
        for (auto rest = portion; rest > 0;) {
          const auto size = std::min<std::uint64_t>(perCall, rest);
          post(size, uuids);
          rest -= size;
        }
      }
      advance();
    }
    while (!idle()) advance();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    return static_cast<double>(count) / took.count();
  }

 private:
  static constexpr std::size_t kPortion = 256;

  struct Waiting {
    store::Claim claim;
    model::WebhookId webhook;
  };

  void enter(std::size_t count) {
    std::scoped_lock lock(mutex_);
    open_ += count;
  }
  /// Waits until there is work for the driver. True: also room for `count` more, which are then counted.
  bool enterIfRoom(std::size_t count) {
    std::unique_lock lock(mutex_);
    await(lock, true);
    if (open_ + count > options_.open) return false;
    open_ += count;
    return true;
  }
  void leave(std::size_t count) {
    std::scoped_lock lock(mutex_);
    open_ -= count;
    wake();
  }
  void drain() {
    std::unique_lock lock(mutex_);
    while (open_ > 0) await(lock, false);
  }
  bool idle() {
    std::unique_lock lock(mutex_);
    await(lock, false);
    return open_ == 0;
  }
  /// Whether there is enough to do to be worth a change of threads: the writer is what is measured.
  bool ready() const {
    const bool room = posting_ && open_ + kPortion <= options_.open;
    return room || accepted_.size() >= kPortion || granted_.size() >= kPortion || accepted_.size() + granted_.size() == open_;
  }
  void await(std::unique_lock<std::mutex>& lock, bool posting) {
    posting_ = posting;
    asleep_ = true;
    changed_.wait(lock, [this] { return ready(); });
    asleep_ = false;
  }
  void wake() {
    if (asleep_ && ready()) changed_.notify_one();
  }

  std::string uuid() {
    char text[37];
    const auto a = chance_.next();
    const auto b = chance_.next();
    std::snprintf(text, sizeof text, "%08x-%04x-4%03x-9%03x-%012llx", static_cast<unsigned>(a >> 32),
                  static_cast<unsigned>((a >> 16) & 0xffff), static_cast<unsigned>(a & 0xfff), static_cast<unsigned>(b >> 52),
                  static_cast<unsigned long long>(b & 0xffffffffffffULL));
    return text;
  }

  void post(std::size_t count, bool uuids) {
    std::vector<store::NewEvent> events(count);
    std::vector<Waiting> waiting;
    waiting.reserve(count);
    const auto now = clock_.now().wall;
    for (auto& made : events) {
      made.seq.value = ids_.next();
      made.event.id = uuids ? uuid() : made.seq.text();
      made.event.type = "lead.captured";
      made.event.timestamp = made.acceptedAt = now;
      made.event.chatbotId = "bot_1";
      made.event.conversationId = "conv_" + std::to_string(made.seq.value >> 4);
      made.event.person = {"ada@example.com", "Ada Lovelace", {}};
      made.event.body = std::make_shared<const std::string>(options_.bodyBytes, 'b');
      made.fingerprint = std::string(32, static_cast<char>(chance_.next()));
      const model::WebhookId webhook{static_cast<std::int64_t>(1 + chance_.below(options_.webhooks))};
      made.deliveries.push_back({{ids_.next()}, webhook, now, false});
      waiting.push_back({{made.deliveries[0].id, now}, webhook});
    }
    store_.accept(std::move(events), base::Completion<std::vector<store::AcceptedEvent>>([this, waiting](auto result) {
                    if (!result) return failed(result.error());
                    std::scoped_lock lock(mutex_);
                    accepted_.insert(accepted_.end(), waiting.begin(), waiting.end());
                    wake();
                  }));
  }

  /// Claims all that was accepted and records all that was granted since the last time.
  void advance() {
    std::vector<Waiting> accepted;
    std::vector<Waiting> granted;
    {
      std::scoped_lock lock(mutex_);
      accepted.swap(accepted_);
      granted.swap(granted_);
    }
    if (!accepted.empty()) {
      std::vector<store::Claim> claims;
      claims.reserve(accepted.size());
      for (const auto& one : accepted) claims.push_back(one.claim);
      store_.claim(std::move(claims), base::Completion<std::vector<model::DeliveryId>>([this, accepted](auto result) {
                     if (!result) return failed(result.error());
                     if (result->size() != accepted.size()) return failed({base::Errc::kInternal, "a claim was refused", false, {}});
                     std::scoped_lock lock(mutex_);
                     granted_.insert(granted_.end(), accepted.begin(), accepted.end());
                     wake();
                   }));
    }
    for (const auto& one : granted) record(one);
  }

  void record(const Waiting& one) {
    store::AttemptRecord record;
    record.deliveryId = one.claim.id;
    record.webhookId = one.webhook;
    record.tries = record.counted = 1;
    record.recordedAt = clock_.now().wall;
    record.latency = base::Micros{900};
    record.attempt.startedAt = record.recordedAt;
    record.attempt.phase = model::Phase::kDone;
    record.attempt.times = {base::Micros{0}, base::Micros{90}, base::Micros{0}, base::Micros{700}, base::Micros{900}};
    record.attempt.status = 200;
    record.attempt.peer = "127.0.0.1:9000";
    record.attempt.url = "http://127.0.0.1:9000/hook";
    record.attempt.requestHeaders = {{"Content-Type", "application/json"},
                                     {"X-Webhook-Event", "lead.captured"},
                                     {"X-Webhook-Signature", "sha256=" + std::string(64, 'a')},
                                     {"webhook-signature", "v1," + std::string(44, 'a')},
                                     {"User-Agent", "Hookline/0.1.0"}};
    record.attempt.responseHeaders = {{"Content-Length", "2"}};
    record.attempt.responseBody = "ok";
    store_.record(std::make_shared<const store::AttemptRecord>(std::move(record)), base::Completion<store::Recorded>([this](auto result) {
                    if (!result) failed(result.error());
                    leave(1);
                  }));
  }

  void failed(const base::Error& error) {
    std::fprintf(stderr, "%s\n", error.message.c_str());
    std::exit(1);
  }

  store::Store& store_;
  const base::Clock& clock_;
  const Options& options_;
  base::TimeOrderedIds ids_;
  base::SeededRandom chance_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool asleep_ = false;            // guarded by mutex_
  bool posting_ = false;           // guarded by mutex_
  std::size_t open_ = 0;           // guarded by mutex_
  std::vector<Waiting> accepted_;  // guarded by mutex_
  std::vector<Waiting> granted_;   // guarded by mutex_
};

int measure(const Options& options, bool uuids) {
  const auto folder = options.folder / (uuids ? "uuid" : "ordered");
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "data");
  store_sqlite::SqliteOptions sqlite;
  sqlite.folder = folder / "data";
  sqlite.masterKeyFile = folder / "master.key";
  sqlite.cacheBytes = options.cacheBytes;
  const base::SystemClock clock;
  auto opened = store_sqlite::openSqliteStore(sqlite, clock, base::Log::toStderr(base::Log::Format::kText, base::Log::Level::kWarning));
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().message.c_str());
    return 1;
  }
  auto& store = **opened;
  Driver driver(store, clock, options);
  driver.addWebhooks();
  const char* name = uuids ? "random UUIDs" : "ordered ids";
  const auto report = [&](const char* when, std::uint64_t count, auto&& work) {
    const auto before = store.storeFigures();
    const auto cpuBefore = std::clock();
    const auto rate = work();
    const auto cpu = static_cast<double>(std::clock() - cpuBefore) * 1e6 / CLOCKS_PER_SEC / static_cast<double>(count);
    const auto after = store.storeFigures();
    const auto commits = after.commits - before.commits;
    std::printf("%-13s %-22s %9.0f deliveries/s  %5.1f us of CPU each  %7llu commits, %.0f operations each, %llu MB\n", name, when, rate,
                cpu, static_cast<unsigned long long>(commits),
                static_cast<double>(after.operations - before.operations) / static_cast<double>(std::max<std::uint64_t>(1, commits)),
                static_cast<unsigned long long>(after.bytesOnDisk >> 20));
    std::fflush(stdout);
  };
  report("empty", options.measured, [&] { return driver.run(options.measured, uuids, 1); });
  if (options.stored > options.measured) {
    report("filling", options.stored - options.measured, [&] { return driver.run(options.stored - options.measured, uuids, 20); });
    report("full", options.measured, [&] { return driver.run(options.measured, uuids, 1); });
  }
  const bool met = letGo(store, clock);
  store.close();
  opened->reset();
  std::filesystem::remove_all(folder);
  return met || !options.check ? 0 : 1;
}

int runBench(int argc, char** argv) {
  Options options;
  options.folder = std::filesystem::temp_directory_path() / "hookline-store-bench";
  CLI::App app{"Deliveries a second through the embedded store alone, synchronous=FULL"};
  app.add_option("--folder", options.folder, "where the databases are made");
  app.add_option("--stored", options.stored, "deliveries stored before the second measurement (1000000)");
  app.add_option("--measured", options.measured, "deliveries measured (200000)");
  app.add_option("--webhooks", options.webhooks, "receivers (4)");
  app.add_option("--body", options.bodyBytes, "bytes of a body (400)");
  app.add_option("--open", options.open, "deliveries under way at once (2000)");
  app.add_option("--cache", options.cacheBytes, "page cache in bytes");
  app.add_option("--ids", options.ids, "ordered, uuid or both")->check(CLI::IsMember({"ordered", "uuid", "both"}));
  app.add_flag("--check", options.check, "exit 1 when letting go held the writer for too long");
  CLI11_PARSE(app, argc, argv);
  if (options.ids != "uuid") {
    if (const int code = measure(options, false); code != 0) return code;
  }
  return options.ids == "ordered" ? 0 : measure(options, true);
}

}  // namespace
}  // namespace hookline::bench

int main(int argc, char** argv) { return hookline::bench::runBench(argc, argv); }
