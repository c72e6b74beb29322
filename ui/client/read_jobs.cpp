#include "client/json_fields.h"
#include "client/read_answers.h"

namespace hookline::client::internal {

using nlohmann::json;

namespace {

std::string textIn(const json& filter, const char* name) {
  const auto at = filter.find(name);
  return at != filter.end() && at->is_string() ? at->get<std::string>() : std::string();
}

/// A filter may have been written by any program; what is not read here is no fault of it.
DeliveryFilter scopeOf(const json& filter) {
  DeliveryFilter scope;
  scope.webhook = model::WebhookId::parse(textIn(filter, "webhookId"));
  scope.eventType = textIn(filter, "eventType");
  scope.chatbotId = textIn(filter, "chatbotId");
  scope.conversationId = textIn(filter, "conversationId");
  scope.email = textIn(filter, "email");
  scope.text = textIn(filter, "q");
  scope.since = base::parseIso(textIn(filter, "since"));
  scope.until = base::parseIso(textIn(filter, "until"));
  scope.errorClass = model::parseErrorClass(textIn(filter, "errorClass"));
  const auto status = filter.find("status");
  if (status != filter.end() && status->is_number_integer()) scope.status = status->get<int>();
  return scope;
}

}  // namespace

base::Result<Job> readJob(const json& object) {
  JsonFields fields(object, "a job");
  Job job;
  job.id = fields.id<model::JobId>("id");
  const auto kind = model::parseJobKind(fields.text("kind"));
  if (!kind) fields.wrong("kind");
  job.kind = kind.value_or(job.kind);
  const auto state = model::parseJobState(fields.text("state"));
  if (!state) fields.wrong("state");
  job.state = state.value_or(job.state);
  if (const auto* filter = fields.object("filter")) job.scope = scopeOf(*filter);
  job.reason = fields.text("reason");
  job.total = fields.count("total");
  job.exact = fields.flag("exact", true);
  job.done = fields.count("done");
  job.delivered = fields.count("delivered");
  job.failedAgain = fields.count("failedAgain");
  job.skipped = fields.count("skipped");
  job.waiting = fields.count("waiting");
  job.untried = fields.count("untried");
  job.undone = fields.count("undone");
  job.perSecond = fields.smallCount("perSecond");
  job.stopAfterFirstFailures = fields.smallCount("stopAfterFirstFailures");
  job.createdAt = fields.time("createdAt");
  job.updatedAt = fields.maybeTime("updatedAt").value_or(job.createdAt);
  job.first = fields.texts("first");
  if (!fields.good()) return base::fail(fields.error());
  return job;
}

base::Result<std::vector<Job>> readJobs(const json& object) {
  JsonFields list(object, "the list of jobs");
  std::vector<Job> jobs;
  const auto* items = list.array("items");
  if (!items) list.wrong("items");
  if (!list.good()) return base::fail(list.error());
  for (const auto& one : *items) {
    auto job = readJob(one);
    if (!job) return base::fail(job.error());
    jobs.push_back(std::move(*job));
  }
  return jobs;
}

base::Result<Matched> readMatched(const json& object) {
  JsonFields fields(object, "a count");
  if (!object.is_object() || !object.contains("matched")) fields.wrong("matched");
  Matched matched{fields.count("matched"), fields.flag("exact", true)};
  if (!fields.good()) return base::fail(fields.error());
  return matched;
}

}  // namespace hookline::client::internal
