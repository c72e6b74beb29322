#pragma once
#include <cstdint>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/time.h"

namespace hookline::sandbox::internal {

struct ZendeskComment {
  std::int64_t id = 0;
  std::string body;
  bool isPublic = true;
  base::WallTime created{};
};

struct ZendeskTicket {
  std::int64_t id = 0;
  std::string status = "new";
  std::vector<std::string> tags;  ///< each once, in lower case
  nlohmann::ordered_json fields;  ///< what else was set: subject, priority, external_id, requester, group_id …
  std::int64_t followUpOf = 0;    ///< 0: of none
  std::vector<ZendeskComment> comments;
  base::WallTime created{};
  base::WallTime updated{};
};

/// What is wrong, by field: {"status": [{"description", "error"}]} (integrations.md §7).
using ZendeskFaults = nlohmann::ordered_json;

/// Tickets with their comments as Zendesk keeps them. A closed one is never changed again.
class ZendeskTickets {
 public:
  /// Null: there is none. Valid until a ticket is removed.
  ZendeskTicket* find(std::int64_t id);
  const std::deque<ZendeskTicket>& all() const { return tickets_; }

  /// `input`: what stands in a request under "ticket".
  tl::expected<ZendeskTicket*, ZendeskFaults> create(const nlohmann::json& input, base::WallTime at);
  tl::expected<ZendeskTicket*, ZendeskFaults> update(ZendeskTicket& ticket, const nlohmann::json& input, base::WallTime at);
  void remove(std::int64_t id);

  /// As answers show it. `base`: where the service was reached, for its `url`; empty: it has none.
  static nlohmann::ordered_json view(const ZendeskTicket& ticket, const std::string& base = {});
  static nlohmann::ordered_json view(const ZendeskComment& comment);

 private:
  void addComment(ZendeskTicket& ticket, const nlohmann::json& input, base::WallTime at);

  std::deque<ZendeskTicket> tickets_;
  std::int64_t lastTicket_ = 0;
  std::int64_t lastComment_ = 1000;
};

}  // namespace hookline::sandbox::internal
