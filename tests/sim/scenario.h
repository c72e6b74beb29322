#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "delivery/engine.h"
#include "model/webhook.h"

namespace hookline::sim {

/// How a receiver behaves for a while.
enum class Manner {
  kHealthy,
  kSlow,
  kFails,         ///< 500, 502, 503, 408
  kRefusesEvent,  ///< 400, 422 …: permanent
  kRedirects,     ///< 302
  kGone,          ///< 410
  kThrottles,     ///< 429 and 503, mostly with Retry-After
  kNoAuth,        ///< 401, 403
  kNotFound,      ///< 404
  kRefuses,       ///< connection refused
  kResets,        ///< before or after the request was written
  kHangs,         ///< takes the request and never answers
  kStale,         ///< drops idle connections
  kForbidden,     ///< its name leads to a private address
  kMixed,         ///< anything of the above, answer by answer
};
inline constexpr int kManners = 15;

/// A fault of our own that the oracle must see (delivery.md §7): made at the seams, the engine is the real one.
enum class Mutant {
  kNone,
  kAcknowledgesBeforeCommit,  ///< the store answers 'accepted' before the commit
  kFreesSlotEarly,            ///< the engine is told 'recorded' before the commit
  kRetriesPermanent,          ///< a 400 reaches the engine as a 500
  kFollowsRedirects,          ///< the transport follows a 302
  kIgnoresRefusal,            ///< a refused claim reaches the engine as granted
  kAppliesEndedClaims,        ///< the store lets a late result change a delivery whose claim ended
  kMissesRefusals,            ///< a refused connection reaches the engine as a 500
  kForgetsRateLimits,         ///< webhooks reach the engine without their rate limit
  kForgetsDigests,            ///< webhooks reach the engine without their digest
  kForgetsOrder,              ///< the store lets deliveries of one conversation go side by side
};

/// Chances are out of 1000.
struct StoreFaults {
  int commitFails = 0;  ///< its outcome is unknown to the caller
  int busy = 0;         ///< a write is refused at once
  int lateAnswers = 0;  ///< a commit's answers come late
  int readFails = 0;    ///< a page cannot be read
  int outages = 0;      ///< a commit starts a time in which none succeeds
  base::Micros slowest{5000};
};

/// What one seed draws before anything happens: which faults exist, and an odd configuration.
struct Scenario {
  std::uint64_t seed = 0;
  Mutant mutant = Mutant::kNone;
  delivery::EngineLimits limits;
  std::size_t offeredAtOnce = 16;  ///< how many fresh deliveries may wait for the engine
  std::size_t groupedWrites = 128;
  int webhooks = 2;
  int events = 60;
  base::Micros storm{};  ///< how long faults and traffic last
  StoreFaults store;
  std::vector<Manner> manners;  ///< what receivers that are not steady may do
  int steadyWebhooks = 0;       ///< the first so many stay healthy and nobody touches them
  bool crashes = false;
  bool stops = false;
  bool wallJumps = false;
  bool suspends = false;
  bool offline = false;
  bool configEdits = false;
  bool manual = false;  ///< people retry and cancel
  bool tests = false;   ///< people press the test button
  bool jobs = false;    ///< people retry dead letters by the dozen
  std::size_t largestBody = 64;

  /// Whether starvation can be judged: nothing but receivers is in the way.
  bool quietCore() const;
};

Scenario drawScenario(std::uint64_t seed, Mutant mutant);

/// A webhook as this seed's people would set one up.
model::Webhook drawWebhook(base::SeededRandom& random, model::WebhookId id, const base::Now& now);

/// True with a chance of `outOf1000`.
inline bool lucky(base::SeededRandom& random, int outOf1000) { return random.below(1000) < static_cast<std::uint64_t>(outOf1000); }
inline base::Micros upTo(base::SeededRandom& random, base::Micros most) {
  return base::Micros{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most.count()) + 1))};
}
inline std::int64_t between(base::SeededRandom& random, std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - least + 1)));
}

}  // namespace hookline::sim
