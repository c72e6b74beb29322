#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "sandbox/zendesk_tickets.h"

namespace hookline::sandbox::internal {

/// What was asked of many tickets at once. A job is queued when it is answered and completed when it is next asked for; its tickets are
/// written at once all the same, so that nobody has to wait here. A job is remembered for a day.
class ZendeskJobs {
 public:
  /// Tickets of one job.
  static constexpr std::size_t kMostTickets = 100;
  static constexpr std::size_t kMostJobs = 1000;

  /// POST /api/v2/tickets/create_many: makes `inputs`, a list of at most kMostTickets. Answers {"job_status": {…}} of a queued job.
  nlohmann::ordered_json create(const nlohmann::json& inputs, ZendeskTickets& tickets, base::WallTime at, const std::string& base);
  /// PUT /api/v2/tickets/update_many: `changes`, a list of at most kMostTickets, each with the "id" of its ticket.
  nlohmann::ordered_json update(const nlohmann::json& changes, ZendeskTickets& tickets, base::WallTime at, const std::string& base);
  /// DELETE /api/v2/tickets/destroy_many?ids=…: removes those that are there, at most kMostTickets.
  nlohmann::ordered_json remove(const std::vector<std::int64_t>& ids, ZendeskTickets& tickets, base::WallTime at, const std::string& base);

  /// As GET /api/v2/job_statuses/{id} has it under "job_status". None: there is no such job.
  std::optional<nlohmann::ordered_json> find(std::string_view id, base::WallTime at, const std::string& base) const;
  /// The newest first.
  std::vector<nlohmann::ordered_json> all(base::WallTime at, const std::string& base) const;

 private:
  struct Job {
    std::string id;
    std::string type;
    base::WallTime at;
    nlohmann::ordered_json results;  ///< one a ticket; of those that failed with "error" and "details"
  };
  nlohmann::ordered_json queue(std::string type, nlohmann::ordered_json results, base::WallTime at, const std::string& base);
  static bool isKept(const Job& job, base::WallTime at);
  static nlohmann::ordered_json view(const Job& job, bool completed, const std::string& base);

  std::deque<Job> jobs_;
  std::size_t lastJob_ = 0;
};

}  // namespace hookline::sandbox::internal
