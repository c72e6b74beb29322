#include "model/job.h"

namespace hookline::model {

std::string_view toText(JobKind kind) {
  switch (kind) {
    case JobKind::kRetry:
      return "retry";
    case JobKind::kReplay:
      return "replay";
    case JobKind::kPurge:
      return "purge";
  }
  return "retry";
}

std::optional<JobKind> parseJobKind(std::string_view text) {
  for (const auto kind : {JobKind::kRetry, JobKind::kReplay, JobKind::kPurge})
    if (text == toText(kind)) return kind;
  return std::nullopt;
}

std::string_view toText(JobState state) {
  switch (state) {
    case JobState::kPreview:
      return "preview";
    case JobState::kRunning:
      return "running";
    case JobState::kPaused:
      return "paused";
    case JobState::kDone:
      return "done";
    case JobState::kCancelled:
      return "cancelled";
  }
  return "paused";
}

std::optional<JobState> parseJobState(std::string_view text) {
  for (const auto state : {JobState::kPreview, JobState::kRunning, JobState::kPaused, JobState::kDone, JobState::kCancelled})
    if (text == toText(state)) return state;
  return std::nullopt;
}

nlohmann::ordered_json toJson(const Job& job) {
  const auto filter = nlohmann::ordered_json::parse(job.filter, nullptr, false);
  nlohmann::ordered_json json{{"id", job.id.text()},
                              {"kind", toText(job.kind)},
                              {"filter", filter.is_object() ? filter : nlohmann::ordered_json::object()},
                              {"state", toText(job.state)}};
  if (!job.reason.empty()) json["reason"] = job.reason;
  json["total"] = job.total;
  json["exact"] = job.exact;
  json["done"] = job.done;
  json["delivered"] = job.delivered;
  json["failedAgain"] = job.failedAgain;
  json["skipped"] = job.skipped;
  json["waiting"] = job.open;
  json["untried"] = job.untried;
  json["undone"] = job.undone;
  json["perSecond"] = job.perSecond;
  json["stopAfterFirstFailures"] = job.stopAfterFirstFailures;
  json["createdAt"] = base::formatIso(job.createdAt);
  json["updatedAt"] = base::formatIso(job.updatedAt);
  return json;
}

}  // namespace hookline::model
