#include "api/stream_hub.h"

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <unordered_map>

#include "api/answers.h"
#include "api/rows.h"
#include "api/subscription_slot.h"

namespace hookline::api {
namespace {

using Steady = std::chrono::steady_clock;
using Slot = Subscription::Slot;

/// One notice of the ring. A delivery's text is made when somebody reads it first.
struct Entry {
  std::uint64_t seq = 0;
  model::DeliveryRow row;  ///< of a delivery
  const char* kind = "delivery";
  std::string id;  ///< of what is no delivery; empty: of all
  base::WallTime at{};
  std::string summary;  ///< JSON; a delivery's is made of its row
  std::string json;
};

/// What came in since the last round.
struct Incoming {
  std::vector<model::DeliveryChange> changes;
  std::vector<Entry> others;  ///< than deliveries
  bool overflown = false;
  bool empty() const { return changes.empty() && others.empty() && !overflown; }
};

std::optional<std::uint64_t> wholeNumber(std::string_view text) {
  std::uint64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

}  // namespace

struct StreamHub::Impl {
  Impl(std::int64_t theEpoch, std::function<model::ConfigPtr()> theConfig) : epoch(theEpoch), config(std::move(theConfig)) {}

  const std::int64_t epoch;
  const std::function<model::ConfigPtr()> config;

  std::mutex mutex;
  std::condition_variable wake;
  std::condition_variable done;
  Incoming incoming;                         // guarded by mutex
  std::vector<std::shared_ptr<Slot>> fresh;  // guarded by mutex; not yet seen by the thread
  std::uint64_t first = 1;                   // guarded by mutex; the oldest sequence number in the ring
  std::uint64_t last = 0;                    // guarded by mutex; the newest
  std::uint64_t flushAsked = 0;              // guarded by mutex
  std::uint64_t flushDone = 0;               // guarded by mutex
  bool stopping = false;                     // guarded by mutex

  std::deque<Entry> ring;                    // the thread's own
  std::vector<std::shared_ptr<Slot>> slots;  // the thread's own
  Steady::time_point nextBeat = Steady::now() + std::chrono::milliseconds{kBeatMs};
  std::thread thread;

  void run();
  bool urgent() const { return stopping || flushAsked != flushDone || !fresh.empty(); }  // with the mutex held
  bool waitForWork(std::unique_lock<std::mutex>& lock);
  void round(std::unique_lock<std::mutex>& lock);
  void append(Incoming taken);
  void push(Entry entry);
  void add(const char* kind, std::string id, base::WallTime at, std::string summary);
  void serveAll(std::unique_lock<std::mutex>& lock);
  void serve(Slot& slot);
  void call(Slot& slot, const Notice& notice);
  Notice notice(Entry& entry);
  static Notice gapNotice(std::uint64_t seq);
  void beat();
};

/// Returns false at the end. Otherwise there is something to do, and changes have had their time to be coalesced.
bool StreamHub::Impl::waitForWork(std::unique_lock<std::mutex>& lock) {
  const auto any = [this] { return urgent() || !incoming.empty(); };
  if (slots.empty())
    wake.wait(lock, any);
  else
    wake.wait_until(lock, nextBeat, any);
  if (!urgent() && !incoming.empty()) {
    const auto ripe = Steady::now() + std::chrono::milliseconds{kCoalesceMs};
    wake.wait_until(lock, ripe, [this] { return urgent(); });
  }
  return !stopping;
}

void StreamHub::Impl::run() {
  std::unique_lock lock(mutex);
  while (waitForWork(lock)) round(lock);
  flushDone = flushAsked;
  done.notify_all();
}

void StreamHub::Impl::round(std::unique_lock<std::mutex>& lock) {
  auto taken = std::exchange(incoming, {});
  auto arrived = std::exchange(fresh, {});
  const auto asked = flushAsked;
  lock.unlock();
  append(std::move(taken));
  slots.insert(slots.end(), std::make_move_iterator(arrived.begin()), std::make_move_iterator(arrived.end()));
  serveAll(lock);
  if (Steady::now() >= nextBeat) {
    beat();
    nextBeat = Steady::now() + std::chrono::milliseconds{kBeatMs};
  }
  std::erase_if(slots, [](const std::shared_ptr<Slot>& slot) {
    std::scoped_lock guard(slot->mutex);
    return slot->closed;
  });
  lock.lock();
  flushDone = std::max(flushDone, asked);
  done.notify_all();
}

/// Without the lock, but while a turn is waited for.
void StreamHub::Impl::serveAll(std::unique_lock<std::mutex>& lock) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (i > 0 && i % kTurn == 0) {
      lock.lock();
      wake.wait_for(lock, std::chrono::milliseconds{kTurnMs}, [this] { return urgent(); });
      lock.unlock();
    }
    serve(*slots[i]);
  }
}

/// The last change of each delivery, in the order in which deliveries first changed.
void StreamHub::Impl::append(Incoming taken) {
  if (taken.overflown) {
    ring.clear();
    std::scoped_lock guard(mutex);
    // A number that nobody gets: whoever is behind it has missed something.
    ++last;
    first = last + 1;
  }
  std::unordered_map<model::DeliveryId, std::size_t> place;
  place.reserve(taken.changes.size());
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < taken.changes.size(); ++i) {
    const auto [found, isNew] = place.try_emplace(taken.changes[i].id, kept.size());
    if (isNew)
      kept.push_back(i);
    else
      kept[found->second] = i;
  }
  // More than the ring holds would be pushed out again at once.
  const std::size_t skipped = kept.size() > kRing ? kept.size() - kRing : 0;
  if (skipped > 0) {
    std::scoped_lock guard(mutex);
    last += skipped;
    first = last + 1;
  }
  if (skipped > 0) ring.clear();
  for (std::size_t i = skipped; i < kept.size(); ++i) {
    const auto& change = taken.changes[kept[i]];
    Entry entry;
    entry.row = model::toRow(change);
    entry.at = change.at;
    push(std::move(entry));
  }
  for (auto& entry : taken.others) push(std::move(entry));
}

void StreamHub::Impl::push(Entry entry) {
  std::scoped_lock guard(mutex);
  entry.seq = ++last;
  ring.push_back(std::move(entry));
  if (ring.size() > kRing) ring.pop_front();
  first = ring.front().seq;
}

Notice StreamHub::Impl::notice(Entry& entry) {
  if (entry.json.empty()) {
    const bool isDelivery = entry.id.empty() && entry.row.id;
    internal::OrderedJson body{{"seq", entry.seq}, {"kind", entry.kind}, {"at", base::formatIso(entry.at)}};
    if (isDelivery) {
      body["id"] = entry.row.id.text();
      body["summary"] = internal::rowJson(*config(), entry.row);
    } else {
      body["id"] = entry.id.empty() ? internal::OrderedJson(nullptr) : internal::OrderedJson(entry.id);
    }
    entry.json = isDelivery ? internal::dump(body) : internal::dumpWithRaw(body, "summary", entry.summary);
  }
  return {entry.seq, entry.kind, entry.json};
}

/// Who resumes after it gets what comes after the gap.
Notice StreamHub::Impl::gapNotice(std::uint64_t seq) {
  const internal::OrderedJson body{{"seq", seq},
                                   {"kind", "gap"},
                                   {"at", base::formatIso(base::wallNow())},
                                   {"id", nullptr},
                                   {"summary", "Some notices are no longer there; read the lists again."}};
  return {seq, "gap", internal::dump(body)};
}

void StreamHub::Impl::call(Slot& slot, const Notice& given) {
  std::scoped_lock guard(slot.mutex);
  if (slot.closed || !slot.listener) return;
  ++slot.running;
  slot.listener(given);
  --slot.running;
  if (!slot.closed) return;
  slot.listener = nullptr;
  slot.beat = nullptr;
}

/// Hands a listener all that it has not had. Without a lock but the slot's own, which the listener's end waits for.
void StreamHub::Impl::serve(Slot& slot) {
  const auto oldest = ring.empty() ? last + 1 : ring.front().seq;
  if (slot.next < oldest) {
    slot.gap = true;
    slot.next = last + 1;
  }
  if (std::exchange(slot.gap, false)) call(slot, gapNotice(slot.next - 1));
  if (ring.empty()) return;
  for (auto i = static_cast<std::size_t>(slot.next - ring.front().seq); i < ring.size(); ++i) {
    const auto given = notice(ring[i]);
    slot.next = given.seq + 1;
    call(slot, given);
  }
}

void StreamHub::Impl::beat() {
  for (const auto& slot : slots) {
    std::scoped_lock guard(slot->mutex);
    if (slot->closed || !slot->beat) continue;
    ++slot->running;
    slot->beat();
    --slot->running;
    if (!slot->closed) continue;
    slot->listener = nullptr;
    slot->beat = nullptr;
  }
}

StreamHub::StreamHub(std::int64_t epoch, std::function<model::ConfigPtr()> config)
    : impl_(std::make_shared<Impl>(epoch, std::move(config))) {
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

StreamHub::~StreamHub() {
  {
    std::scoped_lock lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  impl_->thread.join();
}

void StreamHub::delivery(model::DeliveryChange change) {
  bool first = false;
  {
    std::scoped_lock lock(impl_->mutex);
    first = impl_->incoming.empty();
    if (impl_->incoming.changes.size() >= kMaxWaiting)
      impl_->incoming.overflown = true;
    else
      impl_->incoming.changes.push_back(std::move(change));
  }
  if (first) impl_->wake.notify_one();
}

void StreamHub::Impl::add(const char* kind, std::string id, base::WallTime at, std::string summary) {
  Entry entry;
  entry.kind = kind;
  entry.id = std::move(id);
  entry.at = at;
  entry.summary = std::move(summary);
  {
    std::scoped_lock lock(mutex);
    if (incoming.others.size() >= kMaxWaiting)
      incoming.overflown = true;
    else
      incoming.others.push_back(std::move(entry));
  }
  wake.notify_one();
}

void StreamHub::webhook(model::WebhookId id, std::string summary) {
  impl_->add("webhook", id ? id.text() : std::string(), base::wallNow(), internal::dump(summary));
}

void StreamHub::job(const model::Job& job) { impl_->add("job", job.id.text(), job.updatedAt, internal::dump(model::toJson(job))); }

void StreamHub::alert(const model::Alert& alert, base::WallTime at) {
  impl_->add("alert", alert.id.text(), at, internal::dump(model::toJson(alert)));
}

void StreamHub::health(model::WebhookId id, std::string item, base::WallTime at) { impl_->add("health", id.text(), at, std::move(item)); }

Subscription StreamHub::listen(std::string_view lastId, Listener listener, Beat beat) {
  auto slot = std::make_shared<Slot>();
  slot->listener = std::move(listener);
  slot->beat = std::move(beat);
  const auto dash = lastId.find('-');
  const auto epoch = wholeNumber(lastId.substr(0, dash));
  const auto seq = dash == std::string_view::npos ? std::nullopt : wholeNumber(lastId.substr(dash + 1));
  {
    std::scoped_lock lock(impl_->mutex);
    const bool known =
        epoch && seq && *epoch == static_cast<std::uint64_t>(impl_->epoch) && *seq <= impl_->last && *seq + 1 >= impl_->first;
    slot->next = known ? *seq + 1 : impl_->last + 1;
    slot->gap = !known && !lastId.empty();
    impl_->fresh.push_back(slot);
  }
  impl_->wake.notify_one();
  return Subscription(std::move(slot));
}

std::string StreamHub::noticeId(std::uint64_t seq) const { return std::to_string(impl_->epoch) + "-" + std::to_string(seq); }

void StreamHub::flush() {
  if (std::this_thread::get_id() == impl_->thread.get_id()) return;
  std::unique_lock lock(impl_->mutex);
  const auto wanted = ++impl_->flushAsked;
  impl_->wake.notify_one();
  impl_->done.wait(lock, [&] { return impl_->flushDone >= wanted || impl_->stopping; });
}

}  // namespace hookline::api
