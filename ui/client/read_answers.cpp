#include "client/read_answers.h"

#include "api/message.h"
#include "base/encoding.h"
#include "client/json_fields.h"
#include "client/safe_json.h"
#include "client/webhook_fields.h"

namespace hookline::client::internal {
namespace {

using nlohmann::json;

model::WebhookStop stopOf(const json* status, std::string& state) {
  model::WebhookStop stop;
  if (status == nullptr) return stop;
  JsonFields fields(*status, "a webhook's status");
  state = fields.text("state");
  stop.reason = fields.text("reason");
  stop.since = fields.time("since");
  stop.until = fields.maybeTime("until");
  if (state == "paused") stop.kind = model::WebhookStop::Kind::kPaused;
  if (state == "on_hold") stop.kind = model::WebhookStop::Kind::kOnHold;
  return stop;
}

/// An event type's schema is that of its `data`.
std::vector<std::string> placesOf(const json& schema) {
  std::vector<std::string> places;
  const auto properties = schema.find("properties");
  if (properties == schema.end() || !properties->is_object()) return places;
  for (const auto& [name, rule] : properties->items()) places.push_back("data." + name);
  return places;
}

}  // namespace

base::Error readError(int status, const std::string& body) {
  base::Error error{api::errcOf(status).value_or(base::Errc::kInternal), {}, false, {}};
  const auto told = parseJson(body);
  if (told.is_object()) {
    JsonFields fields(told, "an error");
    error.message = fields.text("error");
    error.outcomeUnknown = fields.flag("outcomeUnknown");
    if (const auto* details = fields.array("details")) {
      for (const auto& one : *details) {
        JsonFields of(one, "an error's detail");
        error.details.push_back({of.text("path"), of.text("message")});
      }
    }
  }
  if (!error.message.empty()) return error;
  error.message = "The core answered " + std::to_string(status);
  const auto shown = base::printable(body);
  error.message += shown.empty() ? " and said nothing." : ": " + shown;
  return error;
}

base::Result<Me> readMe(const json& object) {
  JsonFields fields(object, "who we are");
  Me me;
  const auto role = model::parseRole(fields.text("role"));
  if (!role) fields.wrong("role");
  me.role = role.value_or(model::Role::kViewer);
  me.name = fields.text("name");
  me.can = fields.texts("can");
  me.version = fields.text("version");
  me.epoch = static_cast<std::int64_t>(fields.count("epoch"));
  me.features = fields.texts("features");
  if (!fields.good()) return base::fail(fields.error());
  return me;
}

base::Result<Status> readStatus(const json& object) {
  JsonFields fields(object, "the status");
  Status status;
  if (const auto* rates = fields.object("rates")) {
    JsonFields of(*rates, "the rates");
    status.attemptsPerSecond = of.number("attemptsPerSecond");
    status.deliveredPerSecond = of.number("deliveredPerSecond");
    if (!of.good()) fields.wrong("rates");
  }
  if (const auto* disk = fields.object("disk")) {
    JsonFields of(*disk, "the disk figures");
    status.diskBytes = of.count("bytes");
    status.diskUsed = of.count("used");
    status.diskLimit = of.count("limit");
    if (!of.good()) fields.wrong("disk");
  }
  status.waiting = fields.count("waiting");
  status.inFlight = fields.count("inFlight");
  status.dead = fields.count("dead");
  status.online = fields.flag("online", true);
  status.allPaused = fields.flag("allPaused");
  status.allPausedSince = fields.maybeTime("allPausedSince");
  status.allPausedUntil = fields.maybeTime("allPausedUntil");
  status.stoppedBecause = fields.text("stoppedBecause");
  if (!fields.good()) return base::fail(fields.error());
  return status;
}

base::Result<WebhookView> readWebhook(const json& object) {
  JsonFields fields(object, "a webhook");
  json made = json::object();
  for (const auto* name : kSettableFields) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    if (found != object.end()) made[name] = *found;
  }
  // Read below: a kind that we do not know is no reason to show nothing, and hidden values are placeholders, which nobody may send.
  for (const auto* name : {"kind", "headers", "settings"}) made.erase(name);
  WebhookView view;
  const auto id = fields.id<model::WebhookId>("id");
  if (!fields.good()) return base::fail(fields.error());
  auto webhook = model::webhookFromJson(made);
  if (!webhook) {
    fields.wrong(webhook.error().details.empty() ? "?" : webhook.error().details.front().path.c_str());
    return base::fail(fields.error());
  }
  view.webhook = std::move(*webhook);
  if (const auto* headers = fields.object("headers")) {
    for (const auto& [name, value] : headers->items()) {
      if (value.is_string())
        view.webhook.headers.push_back({name, value.get<std::string>()});
      else
        fields.wrong("headers");
    }
  }
  if (const auto* settings = fields.object("settings")) {
    for (const auto& [name, value] : settings->items()) {
      if (value.is_object() && value.value("set", json()) == true)
        view.webhook.secretSettings.emplace(name, std::string());
      else
        view.webhook.settings[name] = value;
    }
  }
  view.webhook.id = id;
  view.webhook.kind = model::parseWebhookKind(fields.text("kind")).value_or(model::WebhookKind::kCustom);
  view.webhook.stop = stopOf(fields.object("status"), view.state);
  view.webhook.secretCreatedAt = fields.time("secretCreatedAt");
  view.webhook.createdAt = fields.time("createdAt");
  view.webhook.updatedAt = fields.time("updatedAt");
  view.givesUpAfter = base::Millis{static_cast<std::int64_t>(fields.count("givesUpAfterMs"))};
  view.warnings = fields.texts("warnings");
  if (!fields.good()) return base::fail(fields.error());
  return view;
}

base::Result<CreatedWebhook> readCreated(const json& object) {
  auto view = readWebhook(object);
  if (!view) return base::fail(view.error());
  JsonFields fields(object, "a new webhook");
  CreatedWebhook created{std::move(*view), fields.text("secret")};
  if (!fields.good()) return base::fail(fields.error());
  return created;
}

base::Result<TestOutcome> readTest(const json& object) {
  JsonFields fields(object, "a test's outcome");
  TestOutcome outcome;
  outcome.success = fields.flag("success");
  outcome.status = fields.maybeSmallCount("status");
  outcome.statusText = fields.text("statusText");
  outcome.latencyMs = fields.number("latencyMs");
  outcome.error = fields.text("error");
  const auto delivery = fields.text("deliveryId");
  if (!delivery.empty()) outcome.delivery = model::DeliveryId::parse(delivery);
  if (!fields.good()) return base::fail(fields.error());
  return outcome;
}

base::Result<WhatIf> readWhatIf(const json& object) {
  JsonFields fields(object, "what a webhook would take");
  WhatIf found;
  found.events = fields.count("events");
  found.now = fields.count("now");
  found.then = fields.count("then");
  found.gained = fields.texts("gained");
  found.lost = fields.texts("lost");
  if (!fields.good()) return base::fail(fields.error());
  return found;
}

base::Result<AcceptedEvent> readAccepted(const json& object) {
  JsonFields fields(object, "an accepted event");
  AcceptedEvent accepted;
  accepted.id = fields.text("id");
  accepted.duplicate = fields.flag("duplicate");
  if (const auto* deliveries = fields.array("deliveries")) {
    for (const auto& one : *deliveries) {
      JsonFields of(one, "an event's delivery");
      accepted.deliveries.emplace_back(of.id<model::DeliveryId>("id"), of.id<model::WebhookId>("webhookId"));
      if (!of.good()) fields.wrong("deliveries");
    }
  }
  if (!fields.good()) return base::fail(fields.error());
  return accepted;
}

base::Result<EventExplanation> readExplanation(const json& object) {
  JsonFields fields(object, "an event");
  EventExplanation explained;
  explained.id = fields.text("id");
  if (const auto* deliveries = fields.array("deliveries")) {
    for (const auto& one : *deliveries) {
      JsonFields of(one, "an event's delivery");
      const auto id = of.id<model::WebhookId>("webhookId");
      explained.deliveries.emplace_back(id, of.text("webhookName"));
      if (!of.good()) fields.wrong("deliveries");
    }
  }
  if (const auto* unmatched = fields.array("unmatched")) {
    for (const auto& one : *unmatched) {
      JsonFields of(one, "a webhook that does not match");
      const auto id = of.id<model::WebhookId>("webhookId");
      explained.unmatched.push_back({id, of.text("webhookName"), of.text("reason")});
      if (!of.good()) fields.wrong("unmatched");
    }
  }
  if (!fields.good()) return base::fail(fields.error());
  return explained;
}

base::Result<EventType> readEventType(const json& object) {
  JsonFields fields(object, "an event type");
  EventType type;
  type.type = fields.text("type");
  if (const auto* schema = fields.object("schema")) {
    type.schema = schema->dump(2, ' ', false, json::error_handler_t::replace);
    type.places = placesOf(*schema);
  }
  if (!fields.good()) return base::fail(fields.error());
  return type;
}

base::Result<RetrySchedule> readSchedule(const json& object) {
  JsonFields fields(object, "a retry schedule");
  RetrySchedule schedule;
  schedule.givesUpAfter = base::Millis{static_cast<std::int64_t>(fields.count("givesUpAfterMs"))};
  if (const auto* delays = fields.array("delaysMs")) {
    for (const auto& one : *delays) {
      if (one.is_number() && one.get<double>() >= 0 && one.get<double>() < 1e15)
        schedule.delays.emplace_back(static_cast<std::int64_t>(one.get<double>()));
      else
        fields.wrong("delaysMs");
    }
  }
  if (!fields.good()) return base::fail(fields.error());
  return schedule;
}

}  // namespace hookline::client::internal
