// The oracle's invariants about how hard a receiver is pressed.
#include "oracle.h"

namespace hookline::sim {
namespace {

using model::NetFault;

constexpr int kConnectFailures = 5;
constexpr std::chrono::seconds kShortestPause{24};
constexpr std::chrono::minutes kLongestPause{18};
/// Times are whole microseconds.
constexpr base::Micros kRounding{2};

}  // namespace

void Oracle::noteWebhooks(const model::ConfigSnapshot& config) {
  for (const auto& [id, webhook] : config.webhooks) {
    auto& lane = lanes_[id];
    if (std::exchange(lane.changedAt, webhook->updatedAt) == webhook->updatedAt) continue;
    lane.connectFailures = 0;
    lane.openUntil.reset();
    lane.sent.clear();
    lane.gatheredAt.reset();
  }
}

void Oracle::noteSign(model::WebhookId id, const model::HttpResult& result) {
  auto& lane = lanes_[id];
  const bool ours = result.fault == NetFault::kNoRoute || result.fault == NetFault::kResolverDown || result.fault == NetFault::kCancelled ||
                    result.fault == NetFault::kStaleConnection || result.fault == NetFault::kForbiddenAddress ||
                    result.fault == NetFault::kInternal;
  if (ours || lane.openUntil) return;
  const bool unreachable = result.fault == NetFault::kRefused || result.fault == NetFault::kConnectTimeout ||
                           result.fault == NetFault::kTlsTimeout || result.fault == NetFault::kNoSuchName;
  lane.connectFailures = unreachable ? lane.connectFailures + 1 : 0;
}

void Oracle::noteCircuit(const model::Circuit& circuit) {
  const auto now = agenda_.now();
  note("circuit", circuit.webhook.value, circuit.closed ? 0 : 1);
  auto& lane = lanes_[circuit.webhook];
  lane.connectFailures = 0;
  lane.openUntil.reset();
  lane.closedAt = now.mono;
  if (circuit.closed) return;
  const auto pause = circuit.openUntil - now.wall;
  // A test send that got through ends the pause at once.
  if (pause > base::Millis{1} && (pause < kShortestPause - base::Millis{1} || pause > kLongestPause))
    fail("anOpenBreakerLetsNothingThrough", circuit.webhook.text() + " is left alone for " + std::to_string(pause.count()) + " ms");
  lane.openUntil = now.mono + pause;
}

/// Five connect failures in a row open a webhook's breaker, and while it is open nothing but test sends is claimed.
void Oracle::anOpenBreakerLetsNothingThrough(const StoredDelivery& row) {
  const auto id = row.due.webhookId;
  const auto& lane = lanes_[id];
  if (lane.connectFailures >= kConnectFailures)
    fail("anOpenBreakerLetsNothingThrough",
         row.due.id.text() + " was claimed after " + std::to_string(lane.connectFailures) + " connect failures in a row of " + id.text());
  // The pause was told in whole milliseconds.
  if (lane.openUntil && agenda_.now().mono + base::Millis{1} < *lane.openUntil)
    fail("anOpenBreakerLetsNothingThrough", row.due.id.text() + " was claimed while the breaker of " + id.text() + " is open");
}

/// At most one message in a webhook's window. Whether this delivery begins one.
bool Oracle::aDigestKeepsItsDistance(const StoredDelivery& row) {
  auto& lane = lanes_[row.due.webhookId];
  const auto now = agenda_.now().mono;
  if (lane.gatheredAt == now) return false;
  const auto window = known_->find(row.due.webhookId)->digestWindow;
  if (lane.gatheredAt && now - *lane.gatheredAt < window)
    fail("aDigestKeepsItsDistance", row.due.id.text() + " was claimed " + std::to_string((now - *lane.gatheredAt).count()) +
                                        " us after the last message of " + row.due.webhookId.text());
  lane.gatheredAt = now;
  return true;
}

/// Of a burst and one more, the last goes at least one interval after the first.
void Oracle::rateLimitsHold(const StoredDelivery& row) {
  const auto webhook = known_ ? known_->find(row.due.webhookId) : nullptr;
  if (!webhook || webhook->rateLimit.perSecond <= 0) return;
  auto& sent = lanes_[row.due.webhookId].sent;
  const auto now = agenda_.now().mono;
  sent.push_back(now);
  if (sent.size() <= static_cast<std::size_t>(webhook->rateLimit.burst)) return;
  const base::Micros each{static_cast<std::int64_t>(1e6 / webhook->rateLimit.perSecond)};
  if (now - sent.front() + kRounding < each)
    fail("rateLimitsHold", row.due.id.text() + " was claimed " + std::to_string((now - sent.front()).count()) + " us after the first of " +
                               std::to_string(sent.size()) + ", " + std::to_string(each.count()) + " us is the limit of " +
                               row.due.webhookId.text());
  sent.erase(sent.begin());
}

}  // namespace hookline::sim
