#include <algorithm>

#include "api/answers.h"
#include "api/calls.h"
#include "api/job_orders.h"
#include "api/json_body.h"
#include "api/query.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

using delivery_runner::JobMade;
using model::Job;
using model::JobId;
using model::JobKind;
using model::Permission;

base::Error jobNotFound() { return notFound("Job not found"); }

/// What a purge takes away nobody brings back, so it is an administrator's.
base::Status mayPurge(const Call& call) {
  if (call.request.principal && model::allows(call.request.principal->role, Permission::kAdminister)) return {};
  return base::fail(base::Errc::kForbidden, "Only an admin may purge; use a token of that role.");
}

/// 202 for a job that runs, 201 for a preview, which shows the first of what it would handle.
void startJob(const Context& context, Call call) {
  auto order = readJobOrder(call.body, *context->services.config.snapshot());
  if (!order) return call.refuse(order.error());
  if (order->kind == JobKind::kPurge) {
    if (auto fine = mayPurge(call); !fine) return call.refuse(fine.error());
  }
  const bool preview = order->preview;
  auto who = call.who();
  context->services.jobs.create(std::move(*order), std::move(who),
                                base::Completion<JobMade>([call = std::move(call), preview](base::Result<JobMade> made) mutable {
                                  if (!made) return call.refuse(made.error());
                                  if (!made->job) return call.refuse(invalidField("/filter", "matches nothing, so there is nothing to do"));
                                  auto body = model::toJson(*made->job);
                                  if (preview) body["first"] = made->count.first;
                                  call.answer(jsonAnswer(preview ? 201 : 202, body));
                                }));
}

void listJobs(const Context& context, Call call) {
  if (auto fine = checkNames(call.request, {"cursor", "limit"}); !fine) return call.refuse(fine.error());
  const auto limit = queryLimit(call.request);
  if (!limit) return call.refuse(limit.error());
  const auto before = JobId::parse(call.request.queryValue("cursor"));
  if (call.request.hasQuery("cursor") && !before) return call.refuse(unknownCursor());
  context->services.jobs.list(
      base::Completion<std::vector<Job>>([call = std::move(call), before, most = *limit](base::Result<std::vector<Job>> jobs) mutable {
        if (!jobs) return call.refuse(jobs.error());
        if (before) std::erase_if(*jobs, [&](const Job& job) { return job.id >= *before; });
        std::vector<std::string> items;
        for (const auto& job : *jobs) {
          if (items.size() == most) break;
          items.push_back(dump(model::toJson(job)));
        }
        const bool more = jobs->size() > items.size();
        call.answer(textAnswer(200, listText(items, more ? std::optional((*jobs)[items.size() - 1].id.text()) : std::nullopt)));
      }));
}

base::Completion<Job> answerWithJob(Call call) {
  return base::Completion<Job>([call = std::move(call)](base::Result<Job> job) mutable {
    if (!job) return call.refuse(job.error().code == base::Errc::kNotFound ? jobNotFound() : job.error());
    call.answer(jsonAnswer(200, model::toJson(*job)));
  });
}

void getJob(const Context& context, Call call) {
  const auto id = JobId::parse(call.parameters[0]);
  if (!id) return call.refuse(jobNotFound());
  context->services.jobs.find(*id, answerWithJob(std::move(call)));
}

/// These take no body but `{}`.
base::Result<JobId> jobOf(const Call& call) {
  FieldReader fields(call.body, {});
  if (auto fine = fields.status(); !fine) return base::fail(fine.error());
  const auto id = JobId::parse(call.parameters[0]);
  if (!id) return base::fail(jobNotFound());
  return *id;
}

void pauseJob(const Context& context, Call call) {
  const auto id = jobOf(call);
  if (!id) return call.refuse(id.error());
  auto who = call.who();
  context->services.jobs.pause(*id, std::move(who), answerWithJob(std::move(call)));
}

void cancelJob(const Context& context, Call call) {
  const auto id = jobOf(call);
  if (!id) return call.refuse(id.error());
  auto who = call.who();
  context->services.jobs.cancel(*id, std::move(who), answerWithJob(std::move(call)));
}

void undoJob(const Context& context, Call call) {
  const auto id = jobOf(call);
  if (!id) return call.refuse(id.error());
  auto who = call.who();
  context->services.jobs.undo(*id, std::move(who), answerWithJob(std::move(call)));
}

/// Looks first what it would set going.
void resumeJob(const Context& context, Call call) {
  const auto id = jobOf(call);
  if (!id) return call.refuse(id.error());
  context->services.jobs.find(*id, base::Completion<Job>([context, call = std::move(call), id = *id](base::Result<Job> job) mutable {
    if (!job) return call.refuse(job.error().code == base::Errc::kNotFound ? jobNotFound() : job.error());
    if (job->kind == JobKind::kPurge) {
      if (auto fine = mayPurge(call); !fine) return call.refuse(fine.error());
    }
    auto who = call.who();
    context->services.jobs.resume(id, std::move(who), answerWithJob(std::move(call)));
  }));
}

}  // namespace

void addJobCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/jobs", Permission::kOperate, BodyKind::kObject, startJob, {}});
  routes.push_back({"GET", "/api/jobs", Permission::kRead, BodyKind::kNone, listJobs, {}});
  routes.push_back({"GET", "/api/jobs/{id}", Permission::kRead, BodyKind::kNone, getJob, {}});
  routes.push_back({"POST", "/api/jobs/{id}/pause", Permission::kOperate, BodyKind::kOptionalObject, pauseJob, {}});
  routes.push_back({"POST", "/api/jobs/{id}/resume", Permission::kOperate, BodyKind::kOptionalObject, resumeJob, {}});
  routes.push_back({"POST", "/api/jobs/{id}/cancel", Permission::kOperate, BodyKind::kOptionalObject, cancelJob, {}});
  routes.push_back({"POST", "/api/jobs/{id}/undo", Permission::kOperate, BodyKind::kOptionalObject, undoJob, {}});
}

}  // namespace hookline::api::internal
