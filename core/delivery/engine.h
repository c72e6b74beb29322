#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "delivery/digest.h"
#include "delivery/lane.h"
#include "delivery/outcome.h"
#include "model/circuit.h"
#include "model/config_snapshot.h"
#include "model/delivery_change.h"
#include "model/due_delivery.h"
#include "model/http_exchange.h"
#include "model/ids.h"

namespace hookline::delivery {

// ---- what the engine is told

struct Configured {
  model::ConfigPtr config;
};
/// Fresh or requeued deliveries, from the store after their commit.
struct Offered {
  std::vector<model::DueDelivery> deliveries;
};
/// The store holds deliveries of these webhooks that were not offered, because the way to the engine was full.
struct MoreInStore {
  std::vector<model::WebhookId> webhooks;
};
/// The answer to a refill; an error is tried again.
struct Refilled {
  model::WebhookId webhook;
  base::Result<std::vector<model::DueDelivery>> deliveries;
  bool complete = false;
};
struct Claimed {
  std::vector<model::DeliveryId> asked;
  base::Result<std::vector<model::DeliveryId>> granted;
};
struct Ended {
  model::DeliveryId delivery;
  model::HttpResult result;
};
/// How a sign-in ended.
struct SignInEnded {
  model::WebhookId webhook;
  model::HttpResult result;
};
/// `applied` as the store answered. An error: the outcome is unknown and is recorded again.
struct RecordAnswered {
  model::DeliveryId delivery;
  base::Result<bool> applied;
};
struct Cancelled {
  model::DeliveryId delivery;
};
/// The webhook was put on hold as asked, or could not be.
struct HoldAnswered {
  model::WebhookId webhook;
  bool done = false;
};
/// No claims any more (graceful stop).
struct Drain {};
/// Time to look what may be sent now. Sent after every batch of other inputs and at Outputs::wakeAt.
struct Tick {};

struct Input {
  base::Now now;
  std::variant<Tick, Configured, Offered, MoreInStore, Refilled, Claimed, Ended, SignInEnded, RecordAnswered, Cancelled, HoldAnswered,
               Drain>
      what;
};

// ---- what the engine wants done

struct Send {
  model::DeliveryId delivery;
  model::HttpRequest request;
  std::vector<model::DeliveryId> beside = {};  ///< that the same request tells of (Digest)
};
/// Sign in for the webhook; its deliveries wait for the answer.
struct SignIn {
  model::WebhookId webhook;
  model::HttpRequest request;
};
struct HoldWebhook {
  model::WebhookId webhook;
  model::ErrorClass because;
  std::optional<int> status;
};

/// Ask the store for the webhook's earliest waiting deliveries, at most `limit`.
struct Refill {
  model::WebhookId webhook;
  std::size_t limit = 0;
};

struct Outputs {
  std::vector<model::Claim> claims;
  std::vector<Send> sends;
  std::vector<SignIn> signIns;
  std::vector<model::DeliveryId> abandons;  ///< exchanges to cancel
  std::vector<std::shared_ptr<const model::AttemptRecord>> records;
  std::vector<Refill> refills;
  std::vector<HoldWebhook> holds;
  std::vector<model::Circuit> circuits;  ///< breakers that opened, closed or were tried
  std::vector<model::DeliveryChange> changes;
  std::optional<base::MonoTime> wakeAt;  ///< of the last Tick: when the next one is due at the latest
};

struct EngineLimits {
  std::size_t slots = 512;                     ///< exchanges and unrecorded results at once
  std::size_t window = 20000;                  ///< deliveries in memory
  std::size_t laneWindow = 1000;               ///< of one webhook
  std::size_t windowBytes = 64 * 1024 * 1024;  ///< bodies in memory
  std::size_t laneReserve = 16;                ///< a webhook may have so many in memory however full the window is
  std::size_t refillBelow = 500;               ///< a lane with more in store asks for them below this, or below half its share
};

/// Who is sent what, when and how often: a pure state machine. The same inputs and the same seed give the same outputs; no
/// thread, no clock, no I/O. A slot is taken by a claim and free again only when the result is recorded (delivery.md §1.2), or when
/// the store has said that the claim does not stand.
/// Thread: one.
class Engine {
 public:
  Engine(EngineLimits limits, std::unique_ptr<base::Random> random);

  /// Appends to `out`. Everything is decided from the input and what was told before.
  void on(Input input, Outputs& out);

  std::size_t inFlight() const { return slotsUsed_; }
  std::size_t windowCount() const { return items_.size(); }
  bool offline() const { return offline_; }
  bool idle() const { return slotsUsed_ == 0; }

 private:
  enum class Stage { kWaiting, kClaiming, kGathered, kSigningIn, kSending, kRecording };
  struct Item {
    model::DueDelivery delivery;
    Stage stage = Stage::kWaiting;
    base::MonoTime readyAt{};  ///< its key in the lane; while recording: when it is ready, by the clock that goes on in sleep
    bool freshConnection = false;
    bool signedWithOldSecret = false;
    bool cancelled = false;
    bool fresh = false;             ///< while waiting: it stands among its lane's fresh ones
    bool sleptThrough = false;      ///< while sending: the machine was suspended meanwhile
    bool claimUnknown = false;      ///< while claiming: the store may hold the claim
    std::uint32_t tokenNumber = 0;  ///< while sending: of the token in the request
    std::string stepName;           ///< while sending: what the request is for
    // Few are under way and many wait, so what a try needs has a place of its own.
    std::shared_ptr<model::AttemptRecord> record;          ///< while sending: what was sent; while recording: all of it
    std::unique_ptr<model::DueDelivery> offeredMeanwhile;  ///< requeued while this try was under way
    std::shared_ptr<Digest> digest;                        ///< from claim to record: what it goes with
  };
  using Items = std::unordered_map<model::DeliveryId, Item>;

  void noticeSleep(const base::Now& now);
  void handle(const Tick&, const base::Now& now, Outputs& out);
  void handle(Configured& input, const base::Now& now, Outputs& out);
  void handle(Offered& input, const base::Now& now, Outputs& out);
  void handle(const MoreInStore& input, const base::Now& now, Outputs& out);
  void handle(Refilled& input, const base::Now& now, Outputs& out);
  void handle(const Claimed& input, const base::Now& now, Outputs& out);
  void handle(Ended& input, const base::Now& now, Outputs& out);
  void handle(SignInEnded& input, const base::Now& now, Outputs& out);
  void handle(const RecordAnswered& input, const base::Now& now, Outputs& out);
  void handle(const Cancelled& input, const base::Now& now, Outputs& out);
  void handle(const HoldAnswered& input, const base::Now& now, Outputs& out);
  void handle(const Drain&, const base::Now& now, Outputs& out);

  static void startAfresh(Lane& lane, const base::Now& now, Outputs& out);
  static void tellCircuit(Lane& lane, const base::Now& now, Outputs& out);
  enum class Way { kFromStore, kLive };
  void take(model::DueDelivery&& delivery, Way way, const base::Now& now);
  bool makeFreshRoom(Lane& lane, std::size_t bytes, const base::Now& now);
  bool makeRoom(Lane& lane, base::MonoTime ready, std::size_t bytes, const base::Now& now);
  bool hasRoom(const Lane& lane, std::size_t bytes) const;
  void place(Item& item, Lane& lane, base::MonoTime ready, const base::Now& now);
  void unplace(Item& item, Lane& lane);
  static std::set<std::pair<base::MonoTime, model::DeliveryId>>& placeOf(const Item& item, Lane& lane);
  void leftInStore(Lane& lane, base::MonoTime ready);
  void lookLater(Lane& lane, base::MonoTime at);
  void lookAgain(const base::Now& now);
  void takeStored(std::vector<model::DueDelivery>& page, Lane& lane, const base::Now& now);
  void forget(Items::iterator item, const base::Now& now);
  void finish(Items::iterator item, const base::Now& now);
  void startClaims(const base::Now& now, Outputs& out);
  bool claimOne(Lane& lane, const base::Now& now, Outputs& out);
  void claimRefused(Items::iterator item, bool changed, const base::Now& now);
  void startClaim(Item& item, Lane& lane, Outputs& out);
  void claimAgain(const base::Now& now, Outputs& out);
  void claimEnded(Digest& digest, const base::Now& now, Outputs& out);
  void gather(Item& first, Lane& lane, const base::Now& now, Outputs& out);
  void sendGathered(Digest& digest, const base::Now& now, Outputs& out);
  std::vector<Item*> besideOf(const Item& item);
  static bool leads(const Item& item);
  static destinations::Occasion occasionOf(const Item& item, Lane& lane, const base::Now& now);
  void startSend(Item& item, int step, const base::Now& now, Outputs& out);
  void send(Item& item, Lane& lane, const base::Now& now, Outputs& out);
  bool isSignedIn(Item& item, Lane& lane, const base::Now& now, Outputs& out);
  void failSignIn(Item& item, const Lane& lane, model::HttpResult result, const Classified& classified, const base::Now& now, Outputs& out);
  static void excuseSleep(model::HttpResult& result);
  void giveBack(Item& item, const base::Now& now, Outputs& out);
  void settle(Item& item, model::HttpResult& result, const base::Now& now, Outputs& out);
  void settleAs(Item& item, model::HttpResult& result, const Classified& classified, const base::Now& now, Outputs& out);
  void shareAnswer(const Item& leader, const model::HttpResult& result, const Classified& classified, Streaks streaks, std::uint64_t chance,
                   const base::Now& now, Outputs& out);
  void complete(Item& item, Lane& lane, model::HttpResult& result, const Classified& classified, const Outcome& outcome,
                const base::Now& now, Outputs& out);
  void completeRecord(Item& item, model::HttpResult& result, const Classified& classified, const Outcome& outcome,
                      const base::Now& now) const;
  static std::optional<model::PlanStep> stepAfter(const Item& item, Lane& lane, const base::Now& now);
  void applyToWebhook(Lane& lane, const Outcome& outcome, const model::HttpResult& result, const base::Now& now, Outputs& out);
  void goOn(Item& item, const model::AttemptRecord& record, const base::Now& now, Outputs& out);
  void judgeReceiver(Lane& lane, bool once, const Classified& classified, const base::Now& now, Outputs& out);
  void releaseSlot(Item& item, const base::Now& now);
  void reschedule(Lane& lane, const base::Now& now);
  std::size_t laneShare() const;
  std::size_t refillBelow() const;
  bool wantsRefill(const Lane& lane, const base::Now& now) const;
  void askRefills(const base::Now& now, Outputs& out);
  void recordAgain(const base::Now& now, Outputs& out);
  base::MonoTime readyAt(const model::DueDelivery& delivery, const base::Now& now) const;
  model::DeliveryChange change(const Item& item, model::DeliveryState state, const base::Now& now) const;
  Lane& laneOf(model::WebhookId id);
  std::optional<base::MonoTime> nextRefill(const Lane& lane, const base::Now& now) const;
  std::optional<base::MonoTime> nextWake(const base::Now& now) const;

  const EngineLimits limits_;
  std::unique_ptr<base::Random> random_;
  model::ConfigPtr config_;
  Items items_;                                                     // looked up, never iterated
  std::map<model::WebhookId, Lane> lanes_;                          // a lane lives while its webhook does or something of it is under way
  std::set<std::pair<base::MonoTime, model::WebhookId>> schedule_;  // lanes with something to send and a free slot, by their readyAt
  std::set<std::pair<base::MonoTime, model::DeliveryId>> unrecorded_;  // results whose recording failed, by when to try again
  std::set<std::pair<base::MonoTime, model::DeliveryId>> unclaimed_;   // claims whose outcome is unknown, by when to try again
  std::set<model::DeliveryId> sending_;
  std::set<model::WebhookId> wantRefill_;
  std::set<std::pair<base::MonoTime, model::WebhookId>> looks_;  // lanes by their lookAgainAt
  std::size_t busyLanes_ = 0;                                    // lanes with something in the window
  std::size_t slotsUsed_ = 0;
  std::size_t bytes_ = 0;
  std::optional<base::Micros> bootAhead_;  ///< how far the clock that goes on in sleep is ahead of the other
  bool configured_ = false;
  bool draining_ = false;
  bool offline_ = false;
  base::MonoTime probeAt_{};
};

}  // namespace hookline::delivery
