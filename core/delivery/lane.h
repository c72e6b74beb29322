#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "delivery/breaker.h"
#include "delivery/outcome.h"
#include "delivery/pace.h"
#include "destinations/destination.h"
#include "destinations/kept_signer.h"
#include "model/config_snapshot.h"
#include "model/ids.h"
#include "model/webhook.h"

namespace hookline::delivery {

/// The token that a webhook's requests carry, for services that are signed in to (architecture.md §3): fetched once for all that wait.
struct SignedIn {
  std::optional<destinations::Token> token;
  base::MonoTime until{};                  ///< when it runs out
  std::uint32_t number = 0;                ///< of the token: raised with each
  bool underWay = false;                   ///< a sign-in is on its way
  bool outdated = false;                   ///< the webhook was changed meanwhile
  bool sleptThrough = false;               ///< the machine was suspended meanwhile
  std::string shownUrl;                    ///< where
  std::vector<model::DeliveryId> waiting;  ///< each holds its slot
};

/// What the engine knows of one webhook: the window of its earliest waiting deliveries, its slots, what holds it back.
struct Lane {
  model::WebhookId id;
  std::shared_ptr<const model::Webhook> webhook;                     ///< null: deleted, or not configured yet
  std::set<std::pair<base::MonoTime, model::DeliveryId>> waiting;    ///< in the window, by when they are ready
  std::set<std::pair<base::MonoTime, model::DeliveryId>> testSends;  ///< once-only deliveries: no hold but locked() applies to them
  /// What came in while a backlog waits: every kFreshTurn-th claim is one of these, so that new events do not stand behind hours of old
  /// ones (delivery.md §3).
  std::set<std::pair<base::MonoTime, model::DeliveryId>> fresh;
  int turn = 0;  ///< claims since the last fresh one
  std::size_t slotsUsed = 0;
  std::size_t inWindow = 0;  ///< waiting and under way

  bool moreInStore = true;                   ///< the store may hold waiting deliveries that are not in the window
  std::uint64_t turnedAway = 0;              ///< how often one had to be left in the store
  std::optional<std::uint64_t> refillAsked;  ///< turnedAway when the refill under way was asked for
  base::MonoTime refillAgainAt{};
  std::optional<base::MonoTime> lookAgainAt;  ///< when to make sure of what the store holds
  base::MonoTime storedFrom{};                ///< nothing that waits in the store alone is ready before this

  bool allPaused = false;  ///< the core's own pause
  std::optional<base::WallTime> allPausedUntil;
  bool holdAsked = false;  ///< it is being put on hold: nothing is sent meanwhile
  base::MonoTime throttledUntil{};
  base::MonoTime digestFrom{};  ///< while messages are gathered: no other before. A restart forgets it
  Breaker breaker;
  std::optional<base::WallTime> failingSince;  ///< as it was told first, while the breaker is not closed
  Pace pace;
  Streaks streaks;
  bool newSecretProven = false;
  std::string secretAtProof;  ///< the secret that newSecretProven is about
  destinations::KeptSigner signer;
  SignedIn signedIn;

  std::optional<base::MonoTime> scheduledAt;  ///< its key in the engine's schedule

  /// Whether nothing at all can be sent, not even a test, because its secrets cannot be read.
  bool locked() const { return webhook && model::isLocked(*webhook); }
  /// Whether something but time keeps ordinary deliveries back, at this wall time.
  bool stopped(base::WallTime now) const;
  /// When a pause with an end ends, if that is what stops it.
  std::optional<base::WallTime> stoppedUntil(base::WallTime now) const;
  /// When the lane has something to send next; nothing while it is stopped or its slots are in use.
  std::optional<base::MonoTime> nextReady(base::WallTime now) const;
  /// Whether old ones wait: the first has been ready for a while.
  bool hasBacklog(base::MonoTime now) const { return !waiting.empty() && waiting.begin()->first + kBacklogAfter <= now; }
  /// Whether the next claim is a fresh one's.
  bool freshTurn(base::MonoTime now) const;
  /// Whether nothing of the window is ready.
  bool idle(base::MonoTime now) const { return waiting.empty() || waiting.begin()->first > now; }
  /// When the first of the ordinary ones may go, as far as time and slots decide it: nothing while its slots are in use.
  std::optional<base::MonoTime> ordinaryReady() const;
  static constexpr int kFreshTurn = 5;
  static constexpr base::Millis kBacklogAfter{10000};

  std::size_t slotLimit() const { return webhook ? static_cast<std::size_t>(webhook->maxInFlight) : 0; }
};

}  // namespace hookline::delivery
