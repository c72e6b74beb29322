#include "scenario.h"

#include <algorithm>

namespace hookline::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

delivery::EngineLimits drawLimits(base::SeededRandom& random) {
  delivery::EngineLimits limits;
  limits.slots = static_cast<std::size_t>(between(random, 4, 32));
  limits.window = static_cast<std::size_t>(between(random, 8, 64));
  limits.laneWindow = static_cast<std::size_t>(between(random, 2, 16));
  limits.laneReserve = static_cast<std::size_t>(between(random, 1, 4));
  limits.refillBelow = static_cast<std::size_t>(between(random, 1, static_cast<std::int64_t>(limits.laneWindow)));
  limits.windowBytes = lucky(random, 200) ? 2048 : 1 << 20;
  return limits;
}

StoreFaults drawStoreFaults(base::SeededRandom& random) {
  StoreFaults faults;
  if (lucky(random, 300)) faults.commitFails = static_cast<int>(between(random, 5, 150));
  if (lucky(random, 200)) faults.busy = static_cast<int>(between(random, 5, 60));
  if (lucky(random, 300)) faults.lateAnswers = static_cast<int>(between(random, 20, 400));
  if (lucky(random, 200)) faults.readFails = static_cast<int>(between(random, 20, 300));
  if (lucky(random, 100)) faults.outages = static_cast<int>(between(random, 1, 8));
  faults.slowest = lucky(random, 300) ? base::Micros{seconds{2}} : base::Micros{between(random, 200, 20000)};
  return faults;
}

/// All receivers but one hang, traffic is heavy, and nothing else goes wrong.
void crowd(Scenario& scenario) {
  scenario.limits.slots = 8;
  scenario.webhooks = 6;
  scenario.steadyWebhooks = 1;
  scenario.events = 90;
  scenario.storm = minutes{10};
  scenario.manners = {Manner::kHangs};
  scenario.store = {};
  scenario.crashes = scenario.stops = scenario.wallJumps = scenario.suspends = scenario.offline = scenario.configEdits = scenario.manual =
      false;
}

std::vector<Manner> drawManners(base::SeededRandom& random) {
  std::vector<Manner> manners;
  const auto count = between(random, 1, 4);
  for (std::int64_t i = 0; i < count; ++i) manners.push_back(static_cast<Manner>(random.below(kManners)));
  return manners;
}

model::RetryPolicy drawPolicy(base::SeededRandom& random) {
  model::RetryPolicy policy;
  switch (random.below(4)) {
    case 0:
      policy.preset = model::RetryPolicy::Preset::kStandard;
      break;
    case 1:
      policy.preset = model::RetryPolicy::Preset::kCustom;
      policy.maxRetries = static_cast<int>(between(random, 0, 12));
      policy.backoff = base::Millis{between(random, 0, 4000)};
      policy.multiplier = 1.0 + static_cast<double>(random.below(30)) / 10.0;
      policy.jitter = lucky(random, 500) ? model::RetryPolicy::Jitter::kNone : model::RetryPolicy::Jitter::kEqual;
      break;
    case 2:
      policy.preset = model::RetryPolicy::Preset::kCustom;
      policy.schedule = {seconds{0}, seconds{1}, minutes{1}, hours{1}};
      break;
    default:
      break;
  }
  return policy;
}

}  // namespace

bool Scenario::quietCore() const {
  return store.commitFails == 0 && store.busy == 0 && store.outages == 0 && store.readFails == 0 && store.slowest <= seconds{1} &&
         !crashes && !stops && !wallJumps && !offline && static_cast<std::size_t>(webhooks) < limits.slots;
}

Scenario drawScenario(std::uint64_t seed, Mutant mutant) {
  base::SeededRandom random(seed * 0x9e3779b97f4a7c15ULL + 1);
  Scenario scenario;
  scenario.seed = seed;
  scenario.mutant = mutant;
  scenario.limits = drawLimits(random);
  scenario.offeredAtOnce = static_cast<std::size_t>(between(random, 1, 40));
  scenario.groupedWrites = static_cast<std::size_t>(between(random, 1, 64));
  scenario.webhooks = static_cast<int>(between(random, 1, 6));
  scenario.events = static_cast<int>(between(random, 10, 90));
  constexpr std::array<base::Micros, 4> kStorms{seconds{20}, minutes{3}, minutes{30}, hours{30}};
  scenario.storm = kStorms[random.below(kStorms.size())];
  scenario.store = drawStoreFaults(random);
  scenario.manners = drawManners(random);
  scenario.steadyWebhooks = lucky(random, 400) ? 1 : 0;
  scenario.crashes = lucky(random, 400);
  scenario.stops = lucky(random, 250);
  scenario.wallJumps = lucky(random, 200);
  scenario.offline = lucky(random, 250);
  scenario.configEdits = lucky(random, 400);
  scenario.manual = lucky(random, 400);
  scenario.tests = lucky(random, 250);
  scenario.largestBody = lucky(random, 200) ? 1500 : 64;
  // Drawn apart, so that a seed's other draws stay what they were.
  base::SeededRandom apart(seed * 0x2545f4914f6cdd1dULL + 7);
  scenario.suspends = lucky(apart, 200);
  // A storm of a day and more costs the most and shows little that one of a working day does not, so only some of those seeds have it;
  // drawn so that the seeds of the corpus are among them.
  base::SeededRandom longOnes(seed * 0x2545f4914f6cdd1dULL + 372);
  if (scenario.storm > hours{24} && !lucky(longOnes, 300)) scenario.storm = hours{8};
  if (lucky(random, 60)) crowd(scenario);
  scenario.jobs = scenario.manual && lucky(random, 500);
  return scenario;
}

model::Webhook drawWebhook(base::SeededRandom& random, model::WebhookId id, const base::Now& now) {
  model::Webhook webhook;
  webhook.id = id;
  webhook.name = "webhook " + std::to_string(id.value);
  webhook.url = "https://receiver.test/" + std::to_string(id.value);
  webhook.secret = "plain secret " + std::to_string(id.value);
  webhook.events = lucky(random, 300) ? std::vector<std::string>{"lead.*"} : std::vector<std::string>{"*"};
  webhook.retryPolicy = drawPolicy(random);
  webhook.timeout = base::Millis{between(random, 1000, 10000)};
  webhook.retryEveryFailure = lucky(random, 100);
  webhook.maxInFlight = static_cast<int>(between(random, 1, 10));
  webhook.signing = static_cast<model::Signing>(random.below(3));
  // Drawn apart, so that a seed's other draws stay what they were.
  base::SeededRandom apart(static_cast<std::uint64_t>(webhook.timeout.count()) * 1000003 + static_cast<std::uint64_t>(id.value));
  if (lucky(apart, 150)) webhook.rateLimit = {static_cast<double>(between(apart, 2, 200)) / 10.0, static_cast<int>(between(apart, 1, 5))};
  if (lucky(apart, 300))
    webhook.ordering = {model::Ordering::By::kConversation,
                        lucky(apart, 500) ? model::Ordering::OnDead::kBlock : model::Ordering::OnDead::kSkip};
  if (lucky(apart, 150)) {
    webhook.kind = model::WebhookKind::kSlack;
    // When it goes is looked at here, not what it says: rendering would take a third of the time.
    for (const auto* type : {"lead.captured", "message.sent"}) webhook.messages[type].title = type;
    webhook.digestWindow = base::Millis{between(apart, 1000, 30000)};
  }
  webhook.createdAt = webhook.updatedAt = webhook.secretCreatedAt = now.wall;
  return webhook;
}

}  // namespace hookline::sim
