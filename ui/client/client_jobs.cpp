#include "client/ask.h"
#include "client/calls.h"
#include "client/client.h"
#include "client/read_answers.h"

// The client's calls on bulk work.

namespace hookline::client {

using namespace internal;

namespace {

/// More than a core keeps.
constexpr const char* kAllJobs = "500";

nlohmann::json orderBody(const JobOrder& order) {
  auto filter = filterOf(order.filter);
  if (filter.empty() && order.all) filter["all"] = true;
  nlohmann::json body{{"kind", model::toText(order.kind)}, {"filter", std::move(filter)}};
  if (order.perSecond > 0) body["perSecond"] = order.perSecond;
  if (order.stopAfterFirstFailures > 0) body["stopAfterFirstFailures"] = order.stopAfterFirstFailures;
  if (order.preview) body["preview"] = true;
  return body;
}

std::string pathOf(model::JobId id) { return "/api/jobs/" + id.text(); }

}  // namespace

void Client::jobs(Context context, Then<std::vector<Job>> then) {
  auto request = call("GET", "/api/jobs");
  request.query.emplace_back("limit", kAllJobs);
  ask<std::vector<Job>>(context, std::move(request), readJobs, std::move(then));
}

void Client::job(Context context, model::JobId id, Then<Job> then) { ask<Job>(context, call("GET", pathOf(id)), readJob, std::move(then)); }

void Client::startJob(Context context, const JobOrder& order, Then<Job> then) {
  ask<Job>(context, call("POST", "/api/jobs", text(orderBody(order))), readJob, std::move(then));
}

void Client::pauseJob(Context context, model::JobId id, Then<Job> then) {
  ask<Job>(context, call("POST", pathOf(id) + "/pause", "{}"), readJob, std::move(then));
}

void Client::resumeJob(Context context, model::JobId id, Then<Job> then) {
  ask<Job>(context, call("POST", pathOf(id) + "/resume", "{}"), readJob, std::move(then));
}

void Client::cancelJob(Context context, model::JobId id, Then<Job> then) {
  ask<Job>(context, call("POST", pathOf(id) + "/cancel", "{}"), readJob, std::move(then));
}

void Client::undoJob(Context context, model::JobId id, Then<Job> then) {
  ask<Job>(context, call("POST", pathOf(id) + "/undo", "{}"), readJob, std::move(then));
}

void Client::countDeadLetters(Context context, const DeliveryFilter& filter, Then<Matched> then) {
  const nlohmann::json body{{"filter", filterOf(filter)}, {"dryRun", true}};
  ask<Matched>(context, call("POST", "/api/dead-letters/retry", text(body)), readMatched, std::move(then));
}

void Client::replayEvent(Context context, const std::string& eventId, const std::vector<model::WebhookId>& webhooks,
                         Then<AcceptedEvent> then) {
  auto body = nlohmann::json::object();
  for (const auto id : webhooks) body["webhookIds"].push_back(id.text());
  ask<AcceptedEvent>(context, call("POST", "/api/events/" + eventId + "/replay", text(body)), readAccepted, std::move(then));
}

}  // namespace hookline::client
