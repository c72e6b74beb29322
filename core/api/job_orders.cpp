#include "api/job_orders.h"

#include "api/answers.h"
#include "api/json_body.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

using delivery_runner::JobFilter;
using delivery_runner::JobMade;
using delivery_runner::JobOrder;
using model::JobKind;

OrderedJson matchedJson(const store::JobCount& count) {
  OrderedJson body{{"matched", count.total}};
  if (!count.exact) body["exact"] = false;
  return body;
}

/// A replay goes to webhooks that exist.
void checkTargets(const std::vector<model::WebhookId>& webhooks, const model::ConfigSnapshot& config, FieldReader& fields) {
  for (const auto id : webhooks)
    if (!config.find(id)) fields.refuse("/filter/webhookId", "names " + id.text() + ", which is no webhook");
}

/// The filter, with what is wrong with it among the others' faults.
JobFilter filterOf(FieldReader& fields, JobKind kind) {
  const auto* given = fields.find("filter");
  if (!given) {
    fields.refuse("/filter", R"(is missing; it says what the job is for, like {"webhookId": "wh_…"})");
    return {};
  }
  auto filter = delivery_runner::readJobFilter(*given, kind);
  if (filter) return std::move(*filter);
  for (const auto& detail : filter.error().details) fields.refuse(detail.path, detail.message);
  return {};
}

}  // namespace

base::Result<JobOrder> readJobOrder(const nlohmann::json& body, const model::ConfigSnapshot& config) {
  FieldReader fields(body, {"kind", "filter", "perSecond", "stopAfterFirstFailures", "preview"});
  JobOrder order;
  const auto word = fields.text("kind");
  const auto kind = word ? model::parseJobKind(*word) : std::nullopt;
  if (!kind) fields.refuse("/kind", "must be retry, replay or purge");
  order.kind = kind.value_or(JobKind::kRetry);
  order.perSecond = static_cast<int>(fields.integer("perSecond", 0, model::Job::kMaxPerSecond).value_or(0));
  order.stopAfterFirstFailures = static_cast<int>(fields.integer("stopAfterFirstFailures", 0, model::Job::kMaxStopAfter).value_or(0));
  if (order.kind == JobKind::kPurge && order.stopAfterFirstFailures > 0)
    fields.refuse("/stopAfterFirstFailures", "means nothing for a purge, which sends nothing");
  order.preview = fields.flag("preview").value_or(false);
  if (kind) order.filter = filterOf(fields, *kind);
  if (order.kind == JobKind::kReplay) checkTargets(order.filter.query.webhooks, config, fields);
  if (auto fine = fields.status(); !fine) return base::fail(fine.error());
  return order;
}

bool isByFilter(const nlohmann::json& body) { return body.contains("filter") && !body.contains("ids"); }

void workByFilter(const Context& context, Call call, JobKind kind) {
  FieldReader fields(call.body, {"filter", "dryRun"});
  const bool dryRun = fields.flag("dryRun").value_or(false);
  auto filter = filterOf(fields, kind);
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto& jobs = context->services.jobs;
  if (dryRun) {
    return jobs.count(kind, std::move(filter),
                      base::Completion<store::JobCount>([call = std::move(call)](base::Result<store::JobCount> count) mutable {
                        if (!count) return call.refuse(count.error());
                        call.answer(jsonAnswer(200, matchedJson(*count)));
                      }));
  }
  JobOrder order;
  order.kind = kind;
  order.filter = std::move(filter);
  auto who = call.who();
  jobs.create(std::move(order), std::move(who), base::Completion<JobMade>([call = std::move(call)](base::Result<JobMade> made) mutable {
                if (!made) return call.refuse(made.error());
                auto body = matchedJson(made->count);
                body["jobId"] = made->job ? OrderedJson(made->job->id.text()) : OrderedJson(nullptr);
                call.answer(jsonAnswer(made->job ? 202 : 200, body));
              }));
}

}  // namespace hookline::api::internal
