#include "sim_network.h"

#include <charconv>

namespace hookline::sim {
namespace {

using model::NetFault;

template <typename T>
std::optional<T> pick(base::SeededRandom& random, const std::vector<T>& from) {
  if (from.empty()) return std::nullopt;
  return from[random.below(from.size())];
}

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view header(const model::HttpRequest& request, std::string_view name) {
  for (const auto& one : request.headers)
    if (one.name == name) return one.value;
  return {};
}

}  // namespace

bool refusedForEver(model::WebhookId receiver, const std::string& eventId) {
  std::uint64_t mixed = static_cast<std::uint64_t>(receiver.value) * 0x9e3779b97f4a7c15ULL;
  for (const char c : eventId) mixed = (mixed ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return (mixed >> 20) % 25 == 0;
}

SimNetwork::SimNetwork(Agenda& agenda, const Scenario& scenario, NetworkWatcher& watcher)
    : agenda_(agenda), random_(scenario.seed ^ 0x0e7), scenario_(scenario), watcher_(watcher) {}

Manner SimNetwork::mannerOf(model::WebhookId id) const {
  if (healed_) return Manner::kHealthy;
  const auto found = manners_.find(id);
  return found == manners_.end() ? Manner::kHealthy : found->second;
}

void SimNetwork::send(const delivery::Send& send) {
  const auto& request = send.request;
  Exchange exchange;
  exchange.delivery = send.delivery;
  exchange.beside = send.beside;
  exchange.receiver.value = number(std::string_view(request.url).substr(request.url.rfind('/') + 1));
  exchange.eventId = header(request, "webhook-id");
  exchange.deliveryText = header(request, "X-Webhook-Delivery");
  exchange.attempt = static_cast<int>(number(header(request, "X-Webhook-Attempt")));
  exchange.body = request.body;
  script(exchange, request);
  const auto key = ++sent_;
  const auto endsAt = exchange.endsAt;
  if (exchange.arrives) {
    agenda_.at(exchange.arrivesAt, [this, key, copy = exchange] {
      // After a crash the request is still on its way; a cancelled one may be cut off before it is whole.
      if (running_.contains(key) || lucky(random_, 500)) watcher_.arrived(copy);
    });
  }
  if (scenario_.mutant == Mutant::kFollowsRedirects && exchange.result.status.value_or(0) / 100 == 3) followRedirect(exchange);
  byDelivery_[send.delivery] = key;
  running_.emplace(key, std::move(exchange));
  agenda_.at(endsAt, [this, key, life = life_] {
    if (life == life_) finish(key);
  });
}

/// What a transport does that should not: the same request goes to where the answer points.
void SimNetwork::followRedirect(Exchange& exchange) {
  auto elsewhere = exchange;
  elsewhere.receiver.value += 1000;
  elsewhere.taken = true;
  agenda_.at(exchange.endsAt, [this, elsewhere] { watcher_.arrived(elsewhere); });
  exchange.result.status = 200;
}

void SimNetwork::finish(std::uint64_t key) {
  const auto found = running_.find(key);
  if (found == running_.end()) return;
  const auto exchange = std::move(found->second);
  running_.erase(found);
  if (const auto mine = byDelivery_.find(exchange.delivery); mine != byDelivery_.end() && mine->second == key) byDelivery_.erase(mine);
  if (ended_) ended_(exchange);
}

void SimNetwork::cancel(model::DeliveryId delivery) {
  const auto found = byDelivery_.find(delivery);
  if (found == byDelivery_.end()) return;
  const auto key = found->second;
  auto& exchange = running_.at(key);
  exchange.result = {};
  exchange.result.fault = NetFault::kCancelled;
  agenda_.after(base::Micros{20}, [this, key, life = life_] {
    if (life == life_) finish(key);
  });
}

void SimNetwork::crash() {
  ++life_;
  running_.clear();
  byDelivery_.clear();
  ended_ = {};
}

void SimNetwork::suspend() {
  for (auto& [key, exchange] : running_) {
    exchange.result = {};
    exchange.result.fault = lucky(random_, 500) ? NetFault::kResetAfterWrite : NetFault::kTimeoutAfterWrite;
    agenda_.after(upTo(random_, std::chrono::seconds{3}), [this, ended = key, life = life_] {
      if (life == life_) finish(ended);
    });
  }
}

// ---- receivers

void SimNetwork::fault(Exchange& exchange, NetFault fault) {
  exchange.result = {};
  exchange.result.fault = fault;
  exchange.arrives = exchange.taken = false;
}

void SimNetwork::answer(Exchange& exchange, int status) {
  exchange.result.fault = NetFault::kNone;
  exchange.result.status = status;
  exchange.result.phase = model::Phase::kDone;
  exchange.arrives = true;
  exchange.taken = status >= 200 && status < 300;
}

void SimNetwork::throttle(Exchange& exchange) {
  answer(exchange, lucky(random_, 700) ? 429 : 503);
  if (lucky(random_, 800))
    exchange.result.headers.push_back({"Retry-After", std::to_string(lucky(random_, 30) ? 7200 : between(random_, 0, 90))});
}

void SimNetwork::script(Exchange& exchange, const model::HttpRequest& request) {
  const auto now = agenda_.now().mono;
  exchange.arrivesAt = now + base::Micros{500} + upTo(random_, base::Micros{3000});
  exchange.endsAt = exchange.arrivesAt + base::Micros{500} + upTo(random_, base::Micros{80000});
  auto manner = mannerOf(exchange.receiver);
  if (manner == Manner::kMixed) manner = static_cast<Manner>(random_.below(kManners - 1));
  if (offline_) {
    exchange.endsAt = exchange.arrivesAt;
    return fault(exchange, lucky(random_, 500) ? NetFault::kNoRoute : NetFault::kResolverDown);
  }
  if (!exchange.eventId.empty() && refusedForEver(exchange.receiver, exchange.eventId)) return answer(exchange, 422);
  switch (manner) {
    case Manner::kHealthy:
    case Manner::kMixed:
      return answer(exchange, lucky(random_, 900) ? 200 : 204);
    case Manner::kSlow:
      exchange.endsAt = exchange.arrivesAt + upTo(random_, request.timeout * 9 / 10);
      return answer(exchange, 200);
    case Manner::kFails:
      return answer(exchange, *pick<int>(random_, {500, 502, 503, 408, 599, 425}));
    case Manner::kRefusesEvent:
      return answer(exchange, *pick<int>(random_, {400, 405, 413, 415, 422, 501}));
    case Manner::kRedirects:
      return answer(exchange, *pick<int>(random_, {301, 302, 307, 308}));
    case Manner::kGone:
      return answer(exchange, 410);
    case Manner::kThrottles:
      return throttle(exchange);
    case Manner::kNoAuth:
      return answer(exchange, *pick<int>(random_, {401, 403, 407}));
    case Manner::kNotFound:
      return answer(exchange, *pick<int>(random_, {404, 404, 404, 409}));
    case Manner::kRefuses:
      exchange.endsAt = exchange.arrivesAt;
      return fault(exchange, *pick<NetFault>(random_, {NetFault::kRefused, NetFault::kConnectTimeout, NetFault::kCertificateExpired,
                                                       NetFault::kNoSuchName}));
    case Manner::kResets:
      if (lucky(random_, 500)) return fault(exchange, NetFault::kResetBeforeWrite);
      fault(exchange, lucky(random_, 700) ? NetFault::kResetAfterWrite : NetFault::kBrokenAnswer);
      exchange.arrives = exchange.taken = lucky(random_, 500);
      return;
    case Manner::kHangs:
      fault(exchange, NetFault::kTimeoutAfterWrite);
      exchange.endsAt = now + request.timeout;
      exchange.arrives = true;
      exchange.taken = lucky(random_, 500);
      return;
    case Manner::kStale:
      if (request.freshConnection || lucky(random_, 300)) return answer(exchange, 200);
      exchange.endsAt = exchange.arrivesAt;
      return fault(exchange, NetFault::kStaleConnection);
    case Manner::kForbidden:
      exchange.endsAt = exchange.arrivesAt;
      return fault(exchange, NetFault::kForbiddenAddress);
  }
}

}  // namespace hookline::sim
