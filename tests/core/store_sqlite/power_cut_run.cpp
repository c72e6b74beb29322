#include "power_cut_run.h"

#include <sqlite3.h>

#include <algorithm>
#include <future>

namespace hookline::store_sqlite {

using model::DeliveryState;
using support::await;

namespace {

/// Enough for a few checkpoints; most cuts come earlier.
constexpr int kMaxRounds = 60;
constexpr std::size_t kWebhooks = 3;
/// What goes on to the next cut; each of it is read again after every one.
constexpr std::size_t kKept = 40;

/// Asks for all before it waits for the first: the way to a reader's thread and back takes longer than the read.
template <typename T, typename Map, typename Ask>
std::vector<base::Result<T>> awaitAll(const Map& map, Ask ask) {
  std::vector<std::future<base::Result<T>>> coming;
  for (const auto& [key, value] : map) {
    auto promise = std::make_shared<std::promise<base::Result<T>>>();
    coming.push_back(promise->get_future());
    ask(key, base::Completion<T>([promise](base::Result<T> result) { promise->set_value(std::move(result)); }));
  }
  std::vector<base::Result<T>> all;
  for (auto& one : coming)
    all.push_back(one.wait_for(std::chrono::seconds(30)) == std::future_status::ready
                      ? one.get()
                      : base::Result<T>(base::fail(base::Errc::kTimeout, "no answer in 30 s")));
  return all;
}

}  // namespace

PowerCutRun::PowerCutRun(std::uint64_t seed, std::string synchronous)
    : chance_(seed), ids_(clock_, 0), home_("power-" + synchronous + std::to_string(seed), std::move(synchronous)) {
  for (std::size_t i = 0; i < kWebhooks; ++i) webhooks_.push_back({ids_.next()});
}

CutReport PowerCutRun::run(int cuts) {
  for (int i = 0; i < cuts; ++i) {
    lost_ = damaged_ = false;
    // Often soon, to hit the making of the database, its opening and first commits; sometimes late, to hit checkpoints.
    home_.disk().cutAfter(1 + chance_.below(chance_.below(3) == 0 ? 2500 : 250));
    // A short life ends by itself, so that the cut falls into the checkpoint of its close, or after it.
    lifeUntilTheCut(chance_.below(3) == 0 ? 1 + static_cast<int>(chance_.below(6)) : kMaxRounds);
    home_.disk().restore(chance_);
    ++report_.cuts;
    clock_.advance(base::Millis{1000});
    if (open()) verify();
    if (store_) store_->close();
    store_.reset();
    integrity();
    if (lost_) ++report_.cutsThatLost;
    if (damaged_) ++report_.cutsThatDamaged;
    if (damaged_) break;
  }
  std::scoped_lock lock(mutex_);
  report_.acknowledged += acceptedEvents_.size();
  return report_;
}

void PowerCutRun::lifeUntilTheCut(int rounds) {
  auto opened = home_.open(clock_);
  if (!opened) return;  // the power went while it opened
  store_ = std::move(*opened);
  if (!webhooksKnown_) addWebhooks();
  for (int i = 0; i < rounds && !home_.disk().isCut(); ++i) round();
  wait();
  store_->close();
  store_.reset();
}

bool PowerCutRun::open() {
  auto opened = home_.open(clock_);
  if (!opened) {
    wrong("did not open: " + opened.error().message, true);
    return false;
  }
  store_ = std::move(*opened);
  return true;
}

void PowerCutRun::addWebhooks() {
  bool all = true;
  for (const auto id : webhooks_) {
    model::Webhook webhook;
    webhook.id = id;
    webhook.name = id.text();
    webhook.url = "https://example.com/";
    webhook.secret = "secret";
    webhook.events = {"*"};
    if (keepsOrder(id)) webhook.ordering = {model::Ordering::By::kConversation, model::Ordering::OnDead::kBlock};
    all = await<void>([&](auto done) { store_->putWebhook(webhook, {{}, "owner", "webhook.create", "wh"}, std::move(done)); }) && all;
  }
  webhooksKnown_ = all;
}

void PowerCutRun::round() {
  if (!webhooksKnown_) return;
  clock_.advance(base::Millis{10});
  postEvents();
  if (chance_.below(2) == 0) wait();
  claimSome();
  if (chance_.below(2) == 0) wait();
  recordSome();
  if (chance_.below(4) == 0) purgeSome();
  workSome();
  wait();
}

void PowerCutRun::postEvents() {
  const auto calls = 1 + chance_.below(12);
  for (std::uint64_t call = 0; call < calls; ++call) {
    std::vector<store::NewEvent> events;
    const auto count = 1 + chance_.below(3);
    for (std::uint64_t i = 0; i < count; ++i) {
      store::NewEvent made;
      made.seq.value = ids_.next();
      made.event.id = chance_.below(2) == 0 ? made.seq.text() : "order-" + std::to_string(chance_.next());
      made.event.type = "lead.captured";
      made.event.conversationId = "conversation-" + std::to_string(made.seq.value % 5);
      made.event.body =
          std::make_shared<const std::string>(std::string(50 + chance_.below(6000), static_cast<char>('a' + chance_.below(26))));
      made.fingerprint = std::string(32, 'f');
      made.acceptedAt = clock_.now().wall;
      const auto hooks = 1 + chance_.below(kWebhooks);
      for (std::uint64_t h = 0; h < hooks; ++h) made.deliveries.push_back({{ids_.next()}, webhooks_[h], clock_.now().wall, false});
      events.push_back(std::move(made));
    }
    const auto asked = events;
    {
      std::scoped_lock lock(mutex_);
      ++open_;
    }
    store_->accept(std::move(events), base::Completion<std::vector<store::AcceptedEvent>>([this, asked](auto result) {
                     std::scoped_lock lock(mutex_);
                     if (result) {
                       for (const auto& event : asked) {
                         acceptedEvents_[event.event.id] = *event.event.body;
                         for (const auto& one : event.deliveries) {
                           Delivery delivery;
                           delivery.seq = event.seq;
                           delivery.webhook = one.webhookId;
                           delivery.due = one.due;
                           deliveries_[one.id.value] = delivery;
                         }
                       }
                     }
                     --open_;
                     changed_.notify_all();
                   }));
  }
}

void PowerCutRun::claimSome() {
  std::vector<store::Claim> claims;
  {
    std::scoped_lock lock(mutex_);
    for (auto& [id, one] : deliveries_) {
      const bool waits = one.state == DeliveryState::kPending || one.state == DeliveryState::kRetrying;
      if (!waits || one.purged || !one.possible.empty() || chance_.below(3) == 0 || claims.size() >= 40) continue;
      one.possible.insert(DeliveryState::kDelivering);
      claims.push_back({{id}, one.due});
    }
    if (claims.empty()) return;
    ++open_;
  }
  store_->claim(claims, base::Completion<std::vector<model::DeliveryId>>([this](auto result) {
                  std::scoped_lock lock(mutex_);
                  if (result) {
                    for (const auto id : *result) {
                      auto& one = deliveries_[id.value];
                      one.state = DeliveryState::kDelivering;
                      one.possible.clear();
                    }
                  }
                  --open_;
                  changed_.notify_all();
                }));
}

void PowerCutRun::recordSome() {
  std::vector<store::AttemptRecord> records;
  {
    std::scoped_lock lock(mutex_);
    for (auto& [id, one] : deliveries_) {
      if (one.state != DeliveryState::kDelivering || !one.possible.empty() || chance_.below(5) == 0) continue;
      store::AttemptRecord record;
      record.deliveryId = {id};
      record.webhookId = one.webhook;
      constexpr DeliveryState kNext[] = {DeliveryState::kDelivered, DeliveryState::kRetrying, DeliveryState::kDead, DeliveryState::kHeld};
      record.next = kNext[chance_.below(4)];
      record.due = clock_.now().wall + base::Millis{5};
      record.attempt.n = record.tries = one.attempts + 1;
      record.counted = 1;
      record.recordedAt = clock_.now().wall;
      record.attempt.responseBody = std::string(chance_.below(3000), 'r');
      record.latency = base::Micros{1000};
      one.possible.insert(record.next);
      one.possibleAttempts = one.attempts + 1;
      records.push_back(std::move(record));
    }
    open_ += static_cast<int>(records.size());
  }
  for (auto& record : records) {
    const auto id = record.deliveryId;
    const auto next = record.next;
    const auto due = record.due;
    store_->record(std::make_shared<const store::AttemptRecord>(std::move(record)),
                   base::Completion<store::Recorded>([this, id, next, due](auto result) {
                     std::scoped_lock lock(mutex_);
                     if (result && result->applied) {
                       auto& one = deliveries_[id.value];
                       one.state = next;
                       one.due = due;
                       one.possible.clear();
                       ++one.attempts;
                     }
                     --open_;
                     changed_.notify_all();
                   }));
  }
}

void PowerCutRun::purgeSome() {
  std::vector<model::DeliveryId> ids;
  {
    std::scoped_lock lock(mutex_);
    for (auto& [id, one] : deliveries_) {
      if (one.state != DeliveryState::kDead || one.purged || one.purgeAsked || ids.size() >= 20) continue;
      one.purgeAsked = true;
      ids.push_back({id});
    }
    if (ids.empty()) return;
    ++open_;
  }
  store_->purgeDead(ids, base::Completion<std::uint64_t>([this, ids](auto result) {
                      std::scoped_lock lock(mutex_);
                      if (result) {
                        for (const auto id : ids) deliveries_[id.value].purged = true;
                      }
                      --open_;
                      changed_.notify_all();
                    }));
}

void PowerCutRun::wait() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, std::chrono::seconds(30), [this] { return open_ == 0; })) wrong("an answer never came", true);
}

void PowerCutRun::verify() {
  std::scoped_lock lock(mutex_);
  verifyJobs();
  const auto events =
      awaitAll<store::EventDetail>(acceptedEvents_, [this](const std::string& id, auto done) { store_->event(id, std::move(done)); });
  auto event = events.begin();
  for (const auto& [id, body] : acceptedEvents_) {
    const auto& found = *event++;
    if (!found) {
      wrong("event " + id + " is lost", false);
    } else if (*found->event.body != body) {
      wrong("event " + id + " has another body", true);
    }
  }
  const auto details =
      awaitAll<store::DeliveryDetail>(deliveries_, [this](std::int64_t id, auto done) { store_->delivery({id}, std::move(done)); });
  auto detail = details.begin();
  for (auto& [id, one] : deliveries_) verifyDelivery({id}, one, *detail++);
  // From here the run goes on with what is there.
  std::erase_if(deliveries_, [](const auto& entry) { return entry.second.purged; });
  while (acceptedEvents_.size() > kKept) {
    acceptedEvents_.erase(acceptedEvents_.begin());
    ++report_.acknowledged;
  }
  while (deliveries_.size() > kKept) deliveries_.erase(deliveries_.begin());
}

void PowerCutRun::verifyDelivery(model::DeliveryId id, Delivery& one, const base::Result<store::DeliveryDetail>& found) {
  if (!found) {
    if (!one.purged && !one.purgeAsked) wrong("delivery " + id.text() + " is lost", false);
    one.purged = true;
    return;
  }
  if (one.purged) wrong("delivery " + id.text() + " was purged and is there", false);
  // Opening the store made waiting (or, the third time, dead) what was in flight.
  auto allowed = one.possible;
  allowed.insert(one.state);
  // Whose turn it is, the store decides; whether what it decided fits together, verifyCounts looks.
  if (keepsOrder(one.webhook) && !model::isTerminal(one.state)) allowed.insert({DeliveryState::kPending, DeliveryState::kHeld});
  if (allowed.count(DeliveryState::kDelivering) != 0) allowed.insert({DeliveryState::kRetrying, DeliveryState::kDead});
  allowed.erase(DeliveryState::kDelivering);
  const auto state = found->row.state;
  if (allowed.count(state) == 0) {
    wrong("delivery " + id.text() + " is " + std::string(model::toText(state)) + " and was acknowledged as " +
              std::string(model::toText(one.state)),
          false);
  }
  const auto attempts = static_cast<int>(found->attempts.size());
  if (attempts < one.attempts) wrong("an attempt of " + id.text() + " is lost", false);
  one.state = state;
  one.due = found->row.due;
  one.possible.clear();
  one.attempts = one.possibleAttempts = attempts;
  one.purged = one.purgeAsked = false;
}

void PowerCutRun::integrity() {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(FaultyHome::kDatabase, &db, SQLITE_OPEN_READWRITE, home_.disk().name().c_str());
  std::string answer = code == SQLITE_OK ? "" : sqlite3_errstr(code);
  sqlite3_exec(
      db, "PRAGMA integrity_check",
      [](void* out, int, char** values, char**) {
        *static_cast<std::string*>(out) += values[0];
        return 0;
      },
      &answer, nullptr);
  if (answer == "ok") verifyCounts(db);
  sqlite3_close(db);
  if (answer != "ok") wrong("integrity check: " + answer, true);
}

void PowerCutRun::wrong(const std::string& what, bool damage) {
  (damage ? damaged_ : lost_) = true;
  if (report_.first.empty()) report_.first = "cut " + std::to_string(report_.cuts) + ": " + what;
}

}  // namespace hookline::store_sqlite
