#include "sandbox/zendesk_jobs.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "sandbox/json_reading.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr base::Millis kKept = std::chrono::hours{24};

/// All that is wrong in one sentence: a job has no room for more.
std::string sentenceOf(const ZendeskFaults& faults) {
  std::string sentence;
  for (const auto& [field, list] : faults.items())
    for (const auto& fault : list) sentence.append(sentence.empty() ? "" : ", ").append(fault["description"].get<std::string>());
  return sentence;
}

std::string idOf(std::size_t number) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%032zx", number);
  return text.data();
}

}  // namespace

ordered_json ZendeskJobs::create(const json& inputs, ZendeskTickets& tickets, base::WallTime at, const std::string& base) {
  auto results = ordered_json::array();
  for (const auto& input : inputs) {
    const auto made = tickets.create(input, at);
    ordered_json result{{"index", results.size()}};
    if (made)
      result["id"] = (*made)->id;
    else
      result.update({{"error", "TicketCreateError"}, {"details", sentenceOf(made.error())}});
    results.push_back(std::move(result));
  }
  return queue("Bulk Create Ticket", std::move(results), at, base);
}

ordered_json ZendeskJobs::update(const json& changes, ZendeskTickets& tickets, base::WallTime at, const std::string& base) {
  auto results = ordered_json::array();
  for (const auto& change : changes) {
    const auto& id = memberOf(change, "id");
    auto* const ticket = id.is_number_integer() ? tickets.find(id.get<std::int64_t>()) : nullptr;
    ordered_json result{{"action", "update"}, {"id", id}};
    const tl::expected<ZendeskTicket*, ZendeskFaults> changed =
        ticket ? tickets.update(*ticket, change, at) : tl::unexpected(ZendeskFaults());
    result.update({{"success", changed.has_value()}, {"status", changed ? "Updated" : "Failed"}});
    if (!ticket)
      result.update({{"error", "TicketNotFound"}, {"details", "Not found"}});
    else if (!changed)
      result.update({{"error", "TicketUpdateError"}, {"details", sentenceOf(changed.error())}});
    results.push_back(std::move(result));
  }
  return queue("Bulk Update Ticket", std::move(results), at, base);
}

ordered_json ZendeskJobs::remove(const std::vector<std::int64_t>& ids, ZendeskTickets& tickets, base::WallTime at,
                                 const std::string& base) {
  auto results = ordered_json::array();
  for (const auto id : ids) {
    const bool isThere = tickets.find(id) != nullptr;
    tickets.remove(id);
    results.push_back({{"action", "delete"}, {"id", id}, {"success", isThere}, {"status", isThere ? "Deleted" : "Failed"}});
    if (!isThere) results.back().update({{"error", "TicketNotFound"}, {"details", "Not found"}});
  }
  return queue("Bulk Delete Ticket", std::move(results), at, base);
}

ordered_json ZendeskJobs::queue(std::string type, ordered_json results, base::WallTime at, const std::string& base) {
  jobs_.push_back({idOf(++lastJob_), std::move(type), at, std::move(results)});
  while (jobs_.size() > kMostJobs || !isKept(jobs_.front(), at)) jobs_.pop_front();
  return {{"job_status", view(jobs_.back(), false, base)}};
}

std::optional<ordered_json> ZendeskJobs::find(std::string_view id, base::WallTime at, const std::string& base) const {
  const auto job = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& one) { return one.id == id && isKept(one, at); });
  return job == jobs_.end() ? std::nullopt : std::optional(view(*job, true, base));
}

std::vector<ordered_json> ZendeskJobs::all(base::WallTime at, const std::string& base) const {
  std::vector<ordered_json> out;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job)
    if (isKept(*job, at)) out.push_back(view(*job, true, base));
  return out;
}

bool ZendeskJobs::isKept(const Job& job, base::WallTime at) { return job.at + kKept > at; }

ordered_json ZendeskJobs::view(const Job& job, bool completed, const std::string& base) {
  const auto total = job.results.size();
  return {{"id", job.id},
          {"job_type", job.type},
          {"url", base + "/api/v2/job_statuses/" + job.id + ".json"},
          {"total", total},
          {"progress", completed ? ordered_json(total) : ordered_json()},
          {"status", completed ? "completed" : "queued"},
          {"message", completed ? ordered_json("Completed at " + base::formatIso(job.at)) : ordered_json()},
          {"results", completed ? job.results : ordered_json()}};
}

}  // namespace hookline::sandbox::internal
