#include "backlog_run.h"

#include <chrono>
#include <future>
#include <iostream>
#include <list>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>
#include <vector>
// Boost 1.74 uses std::exchange without including its header.
#include <boost/asio.hpp>

#include "base/ids.h"
#include "bench_events.h"
#include "core_api/core.h"
#include "core_door.h"
#include "crypto/signature.h"
#include "model/event.h"
#include "platform/process.h"
#include "run_steps.h"
#include "store_sqlite/sqlite_store.h"

namespace hookline::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kChunk = 256;
constexpr std::chrono::seconds kSettled{2};
constexpr std::chrono::seconds kLongestWait{120};

base::Status put(store::Store& store, const model::Webhook& webhook) {
  std::promise<base::Status> done;
  auto future = done.get_future();
  store.putWebhook(webhook, {webhook.createdAt, "bench", "webhook.create", webhook.id.text()},
                   base::Completion<void>([&done](base::Status status) { done.set_value(std::move(status)); }));
  return future.get();
}

/// As the intake makes it, for the webhook of its chatbot.
store::NewEvent waitingEvent(std::uint64_t n, base::TimeOrderedIds& ids, const std::vector<model::WebhookId>& webhooks,
                             base::WallTime due) {
  store::NewEvent event;
  event.seq = model::EventSeq{ids.next()};
  event.acceptedAt = due;
  auto parsed = model::parseEvent(eventBody(n, EventIds::kOrdered), {event.seq.text(), event.acceptedAt});
  event.event = std::move(parsed->event);
  event.event.chatbotId = "bot_" + std::to_string(n % webhooks.size());
  event.fingerprint = crypto::sha256(parsed->comparable);
  event.deliveries.push_back({model::DeliveryId{ids.next()}, webhooks[n % webhooks.size()], due, false});
  return event;
}

nlohmann::json get(CallDoor& door, const std::string& path) {
  return nlohmann::json::parse(door.call("GET", path, "").body, nullptr, false);
}

std::uint64_t waiting(CallDoor& door) { return get(door, "/api/status").value("waiting", std::uint64_t{0}); }

/// New events at a steady rate, and the wait until each of them arrived. An error is a sentence.
std::string pace(core_api::Core& core, CallDoor& door, const BacklogOptions& options, BacklogResult& result) {
  const auto since = base::formatIso(base::SystemClock().now().wall);
  const auto before = waiting(door);
  const auto begun = Clock::now();
  const auto count = static_cast<std::uint64_t>(options.pacedRate * options.pacedSeconds);
  Feed feed(core);
  for (std::uint64_t n = 0; n < count; ++n) {
    std::this_thread::sleep_until(
        begun + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(n) / options.pacedRate)));
    feed.post(eventBody((1ULL << 41U) + n, EventIds::kOrdered));
  }
  if (feed.finish() > 0) return "events were refused";
  const std::chrono::duration<double> took = Clock::now() - begun;
  const auto after = waiting(door);
  result.drainedPerSecond = (static_cast<double>(before) - static_cast<double>(after)) / took.count();
  const auto patience = Clock::now() + kLongestWait;
  while (!get(door, "/api/deliveries?state=pending,retrying,delivering&limit=1&since=" + since)["items"].empty()) {
    if (Clock::now() > patience) return "the new events did not arrive in two minutes";
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  RunResult latencies;
  readLatencies(door, count, latencies);
  result.p99Ms = latencies.p99Ms;
  return {};
}

}  // namespace

std::string fillBacklog(const BacklogOptions& options) {
  std::filesystem::remove_all(options.folder);
  std::filesystem::create_directories(options.folder);
  const base::SystemClock clock;
  store_sqlite::SqliteOptions sqlite;
  sqlite.folder = options.folder;
  sqlite.masterKeyFile = options.folder.parent_path() / "bench-master.key";
  auto opened = store_sqlite::openSqliteStore(std::move(sqlite), clock, base::Log());
  if (!opened) return opened.error().message;
  auto& store = **opened;
  store.onFresh([](std::vector<store::DueDelivery>) {});
  base::TimeOrderedIds ids(clock, store.highestId());
  std::vector<model::WebhookId> webhooks;
  for (int n = 0; n < options.webhooks; ++n) {
    model::Webhook webhook;
    webhook.id = model::WebhookId{ids.next()};
    webhook.name = "Backlog " + std::to_string(n);
    webhook.chatbotId = "bot_" + std::to_string(n);
    webhook.url = n >= options.webhooks - options.dead ? options.hangingUrl : options.receiverUrl;
    webhook.events = {"*"};
    webhook.secret = crypto::generateSecret();
    webhook.createdAt = webhook.updatedAt = webhook.secretCreatedAt = clock.now().wall;
    if (auto status = put(store, webhook); !status) return status.error().message;
    webhooks.push_back(webhook.id);
  }
  const auto due = clock.now().wall;
  for (std::uint64_t n = 0; n < options.deliveries;) {
    std::vector<store::NewEvent> events;
    for (; n < options.deliveries && events.size() < kChunk; ++n) events.push_back(waitingEvent(n, ids, webhooks, due));
    std::promise<base::Result<std::vector<store::AcceptedEvent>>> done;
    auto future = done.get_future();
    store.accept(std::move(events),
                 base::Completion<std::vector<store::AcceptedEvent>>([&done](auto accepted) { done.set_value(std::move(accepted)); }));
    if (auto accepted = future.get(); !accepted) return accepted.error().message;
  }
  store.close();
  return {};
}

BacklogResult runBacklog(const BacklogOptions& options) {
  BacklogResult result;
  const auto begun = Clock::now();
  core_api::CoreOptions core;
  core.dataFolder = options.folder;
  core.masterKeyFile = options.folder.parent_path() / "bench-master.key";
  core.listenPort = 0;
  core.allowPrivate = true;
  auto opened = core_api::Core::open(std::move(core));
  if (!opened) return {opened.error().message};
  CoreDoor door(**opened);
  const auto all = waiting(door);
  while (waiting(door) >= all && Clock::now() - begun < kLongestWait) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  result.firstSendMs = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
  std::this_thread::sleep_for(kSettled);
  if (const auto usage = platform::processUsage()) result.rss = usage->residentBytes;
  if (options.pacedRate > 0) result.error = pace(**opened, door, options, result);
  (*opened)->close(base::Millis{1000});
  return result;
}

int runHangingReceiver() {
  namespace asio = boost::asio;
  using asio::ip::tcp;
  asio::io_context io;
  tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), 0});
  std::list<tcp::socket> taken;
  std::function<void()> accept = [&] {
    acceptor.async_accept([&](boost::system::error_code error, tcp::socket socket) {
      if (!error) taken.push_back(std::move(socket));
      if (!error) accept();
    });
  };
  accept();
  std::cout << acceptor.local_endpoint().port() << std::endl;
  std::thread stop([&io] {
    while (std::cin.get() != EOF) {
    }
    io.stop();
  });
  io.run();
  stop.join();
  return 0;
}

}  // namespace hookline::bench
