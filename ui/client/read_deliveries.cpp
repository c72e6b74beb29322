#include "client/json_fields.h"
#include "client/read_answers.h"

namespace hookline::client::internal {
namespace {

using nlohmann::json;

std::optional<base::Micros> micros(std::optional<double> millis) {
  if (!millis || *millis < 0 || *millis > 1e12) return std::nullopt;
  return base::Micros{static_cast<std::int64_t>(*millis * 1000.0)};
}

std::optional<model::PlanStep> readStep(JsonFields& fields) {
  const auto* step = fields.object("step");
  if (step == nullptr) return std::nullopt;
  JsonFields of(*step, "a delivery's step");
  model::PlanStep out{of.smallCount("n"), of.smallCount("of"), of.text("name")};
  if (!of.good()) fields.wrong("step");
  return out;
}

void readRow(JsonFields& fields, Delivery& out) {
  auto& row = out.row;
  row.id = fields.id<model::DeliveryId>("id");
  row.eventId = fields.text("eventId");
  row.webhookId = fields.id<model::WebhookId>("webhookId");
  row.eventType = fields.text("eventType");
  row.chatbotId = fields.text("chatbotId");
  row.conversationId = fields.text("conversationId");
  if (const auto* person = fields.object("person")) {
    JsonFields of(*person, "a delivery's person");
    row.person = {of.text("email"), of.text("name"), of.text("visitorId")};
    if (!of.good()) fields.wrong("person");
  }
  row.simulated = fields.flag("simulated");
  row.resentFrom = fields.maybeId<model::DeliveryId>("resentFrom");
  const auto state = model::parseDeliveryState(fields.text("state"));
  if (!state) fields.wrong("state");
  row.state = state.value_or(model::DeliveryState::kPending);
  row.counted = fields.smallCount("counted");
  row.status = fields.maybeSmallCount("status");
  // A newer core may know causes that we do not: its own words are shown.
  row.errorClass = model::parseErrorClass(fields.text("errorClass")).value_or(model::ErrorClass::kNone);
  const auto latency = fields.maybeNumber("latencyMs");
  if (latency && *latency < 0) fields.wrong("latencyMs");
  row.latency = micros(latency);
  row.step = readStep(fields);
  row.createdAt = fields.time("createdAt");
  row.updatedAt = fields.time("updatedAt");
  out.webhookName = fields.text("webhookName");
  out.kind = model::parseWebhookKind(fields.text("kind"));
  out.reason = fields.text("reason");
  out.cause = fields.text("cause");
  out.help = fields.text("help");
  out.nextAttemptAt = fields.maybeTime("nextAttemptAt");
  if (out.nextAttemptAt) row.due = *out.nextAttemptAt;
}

std::vector<model::HttpHeader> headers(const json* object) {
  std::vector<model::HttpHeader> out;
  if (object == nullptr) return out;
  for (const auto& [name, value] : object->items())
    if (const auto* text = value.get_ptr<const std::string*>()) out.push_back({name, *text});
  return out;
}

model::Phase phaseOf(const std::string& word) {
  for (const auto phase : {model::Phase::kDns, model::Phase::kConnect, model::Phase::kTls, model::Phase::kWrite, model::Phase::kFirstByte,
                           model::Phase::kBody})
    if (model::toText(phase) == word) return phase;
  return model::Phase::kDone;
}

void readExchange(JsonFields& fields, Attempt& attempt) {
  auto& sent = attempt.sent;
  if (const auto* request = fields.object("request")) {
    JsonFields of(*request, "an attempt's request");
    sent.method = of.text("method");
    sent.url = of.text("url");
    sent.requestHeaders = headers(of.object("headers"));
    attempt.requestBody = of.text("body");
    sent.requestBody = attempt.requestBody;
    if (!of.good()) fields.wrong("request");
  }
  if (const auto* response = fields.object("response")) {
    JsonFields of(*response, "an attempt's response");
    sent.responseHeaders = headers(of.object("headers"));
    sent.responseBody = of.text("body");
    sent.responseTruncated = of.flag("truncated");
    if (!of.good()) fields.wrong("response");
  }
}

base::Result<Attempt> readAttempt(const json& object) {
  JsonFields fields(object, "an attempt");
  Attempt attempt;
  auto& sent = attempt.sent;
  sent.n = fields.smallCount("n");
  sent.tryNumber = fields.smallCount("try");
  sent.step = fields.smallCount("step");
  sent.counted = fields.flag("counted", true);
  sent.maybeDelivered = fields.flag("maybeDelivered");
  sent.startedAt = fields.time("startedAt");
  sent.phase = phaseOf(fields.text("phase"));
  sent.peer = fields.text("peer");
  sent.status = fields.maybeSmallCount("status");
  sent.errorClass = model::parseErrorClass(fields.text("errorClass")).value_or(model::ErrorClass::kNone);
  sent.detail = fields.text("detail");
  attempt.cause = fields.text("cause");
  if (const auto* phases = fields.object("phasesMs")) {
    JsonFields of(*phases, "an attempt's phases");
    const auto at = [&of](const char* name) { return micros(of.maybeNumber(name)).value_or(base::Micros{}); };
    sent.times = {at("dns"), at("connect"), at("tls"), at("firstByte"), at("total")};
    if (!of.good()) fields.wrong("phasesMs");
  }
  readExchange(fields, attempt);
  if (!fields.good()) return base::fail(fields.error());
  return attempt;
}

}  // namespace

base::Result<Delivery> readDelivery(const json& object) {
  JsonFields fields(object, "a delivery");
  Delivery delivery;
  readRow(fields, delivery);
  delivery.row.tries = fields.smallCount("attempts");
  if (!fields.good()) return base::fail(fields.error());
  return delivery;
}

base::Result<DeliveryDetail> readDetail(const json& object) {
  JsonFields fields(object, "a delivery");
  DeliveryDetail detail;
  readRow(fields, detail.delivery);
  detail.delivery.row.tries = fields.smallCount("attemptCount");
  if (const auto* attempts = fields.array("attempts")) {
    for (const auto& one : *attempts) {
      auto attempt = readAttempt(one);
      if (!attempt) return base::fail(attempt.error());
      detail.attempts.push_back(std::move(*attempt));
    }
  }
  if (const auto* event = fields.object("event")) detail.event = event->dump(-1, ' ', false, json::error_handler_t::replace);
  if (!fields.good()) return base::fail(fields.error());
  return detail;
}

base::Result<DeadLetter> readDeadLetter(const json& object) {
  JsonFields fields(object, "a dead letter");
  DeadLetter letter;
  readRow(fields, letter.delivery);
  letter.delivery.row.tries = fields.smallCount("attempts");
  letter.error = fields.text("error");
  letter.diedAt = fields.time("diedAt");
  if (const auto* event = fields.object("event")) letter.event = event->dump(-1, ' ', false, json::error_handler_t::replace);
  if (!fields.good()) return base::fail(fields.error());
  return letter;
}

base::Result<DeadGroup> readDeadGroup(const json& object) {
  JsonFields fields(object, "a group of dead letters");
  DeadGroup group;
  group.webhookId = fields.id<model::WebhookId>("webhookId");
  group.errorClass = model::parseErrorClass(fields.text("errorClass")).value_or(model::ErrorClass::kNone);
  group.status = fields.maybeSmallCount("status");
  group.cause = fields.text("cause");
  group.help = fields.text("help");
  group.count = fields.count("count");
  group.conversations = fields.count("conversations");
  group.oldest = fields.time("oldest");
  group.recovered = fields.flag("recovered");
  if (!fields.good()) return base::fail(fields.error());
  return group;
}

base::Result<Facets> readFacets(const json& object) {
  JsonFields fields(object, "the counts");
  Facets facets;
  facets.total = fields.count("total");
  facets.exact = fields.flag("exact", true);
  const auto counts = [&fields](const char* name, const auto& take) {
    const auto* group = fields.object(name);
    if (group == nullptr) return;
    JsonFields of(*group, "the counts");
    for (const auto& [key, value] : group->items()) take(key, of.count(key.c_str()));
    if (!of.good()) fields.wrong(name);
  };
  counts("byState", [&facets](const std::string& key, std::uint64_t count) {
    if (const auto state = model::parseDeliveryState(key)) facets.byState[*state] = count;
  });
  counts("byWebhook", [&facets](const std::string& key, std::uint64_t count) {
    if (const auto id = model::WebhookId::parse(key)) facets.byWebhook[*id] = count;
  });
  counts("byType", [&facets](const std::string& key, std::uint64_t count) { facets.byType[key] = count; });
  if (!fields.good()) return base::fail(fields.error());
  return facets;
}

/// Of a window that a core may name; it is drawn over a few hundred pixels.
constexpr std::size_t kMostParts = 1000;

base::Result<HealthList> readHealth(const json& object) {
  JsonFields list(object, "the health figures");
  HealthList out;
  out.overall = list.text("overall");
  if (const auto* items = list.array("items")) {
    for (const auto& one : *items) {
      JsonFields fields(one, "a webhook's health");
      Health health;
      health.webhookId = fields.id<model::WebhookId>("webhookId");
      health.url = fields.text("url");
      health.state = fields.text("state");
      health.successRate = fields.maybeNumber("successRate");
      health.rates = fields.maybeNumbers("rates", kMostParts);
      health.avgLatencyMs = fields.maybeNumber("avgLatencyMs");
      health.p50Ms = fields.maybeNumber("p50Ms");
      health.p95Ms = fields.maybeNumber("p95Ms");
      health.p99Ms = fields.maybeNumber("p99Ms");
      health.lastSuccess = fields.maybeTime("lastSuccess");
      health.lastFailure = fields.maybeTime("lastFailure");
      health.consecutiveFailures = fields.count("consecutiveFailures");
      health.waiting = fields.count("waiting");
      health.dead = fields.count("dead");
      health.oldestWaiting = fields.maybeTime("oldestWaiting");
      health.circuit = fields.text("circuit");
      health.circuitOpenUntil = fields.maybeTime("circuitOpenUntil");
      if (!fields.good()) return base::fail(fields.error());
      out.items.push_back(std::move(health));
    }
  }
  if (!list.good()) return base::fail(list.error());
  return out;
}

base::Result<StatsItem> readStatsItem(const json& object) {
  JsonFields fields(object, "the statistics");
  StatsItem item;
  item.at = fields.time("at");
  item.delivered = fields.count("delivered");
  item.failed = fields.count("failed");
  item.dead = fields.count("dead");
  item.retried = fields.count("retried");
  item.p50Ms = fields.maybeNumber("p50Ms");
  item.p95Ms = fields.maybeNumber("p95Ms");
  item.p99Ms = fields.maybeNumber("p99Ms");
  if (!fields.good()) return base::fail(fields.error());
  return item;
}

}  // namespace hookline::client::internal
