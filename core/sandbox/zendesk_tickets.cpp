#include "sandbox/zendesk_tickets.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "sandbox/json_reading.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §7.
constexpr std::size_t kMaxCommentBytes = 65'535;
constexpr std::size_t kMostComments = 5000;
constexpr std::size_t kMaxExternalId = 255;
constexpr auto kPriorities = std::to_array<std::string_view>({"urgent", "high", "normal", "low"});
constexpr auto kStatuses = std::to_array<std::string_view>({"new", "open", "pending", "hold", "solved", "closed"});
constexpr auto kKeptFields = std::to_array<std::string_view>(
    {"subject", "priority", "external_id", "requester", "requester_id", "group_id", "ticket_form_id", "brand_id", "custom_fields", "type"});

template <typename Words>
bool isOneOf(const Words& words, const json& value) {
  return value.is_string() && std::find(words.begin(), words.end(), value.get_ref<const std::string&>()) != words.end();
}

void fault(ZendeskFaults& faults, const std::string& field, const std::string& description, const std::string& error) {
  faults[field].push_back({{"description", description}, {"error", error}});
}

void judgeComment(const json& comment, ZendeskFaults& faults) {
  if (comment.is_null()) return;
  const auto body = textOf(memberOf(comment, "body"));
  if (body.empty() && textOf(memberOf(comment, "html_body")).empty())
    fault(faults, "comment", "Comment: Body: cannot be blank", "BlankValue");
  else if (body.size() > kMaxCommentBytes)
    fault(faults, "comment", "Comment: Body: is too long (maximum is 65535 characters)", "ValueTooLong");
}

void judgeRequester(const json& requester, ZendeskFaults& faults) {
  if (requester.is_null()) return;
  const auto email = textOf(memberOf(requester, "email"));
  if (textOf(memberOf(requester, "name")).empty())
    fault(faults, "requester", "Requester: Name: is too short (minimum one characters)", "ValueTooShort");
  if (email.find('@') == std::string::npos || email.find(' ') != std::string::npos)
    fault(faults, "requester", "Requester: Email: " + email + " is not properly formatted", "InvalidValue");
}

/// What both a new ticket and a change can be wrong in.
ZendeskFaults judge(const json& input) {
  auto faults = ordered_json::object();
  const auto& subject = memberOf(input, "subject");
  const auto& priority = memberOf(input, "priority");
  const auto& status = memberOf(input, "status");
  const auto& externalId = memberOf(input, "external_id");
  if (!subject.is_null() && textOf(subject).empty()) fault(faults, "base", "Subject: cannot be blank", "BlankValue");
  if (!priority.is_null() && !isOneOf(kPriorities, priority))
    fault(faults, "priority", "Priority: " + priority.dump() + " is not a valid priority", "InvalidValue");
  if (!status.is_null() && !isOneOf(kStatuses, status))
    fault(faults, "status", "Status: " + status.dump() + " is not a valid status", "InvalidValue");
  if (textOf(externalId).size() > kMaxExternalId) fault(faults, "external_id", "External: is too long", "ValueTooLong");
  judgeComment(memberOf(input, "comment"), faults);
  judgeRequester(memberOf(input, "requester"), faults);
  return faults;
}

/// A set: in lower case, a space ends one.
std::vector<std::string> tagsOf(const json& list) {
  std::vector<std::string> tags;
  for (const auto& text : textsOf(list)) {
    std::string tag;
    for (const char c : text + " ") {
      if (c != ' ') {
        tag += base::lower(c);
        continue;
      }
      if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
      tag.clear();
    }
  }
  return tags;
}

/// Many clients write a new ticket's first comment as its description.
json withComment(json input) {
  if (memberOf(input, "comment").is_null() && !textOf(memberOf(input, "description")).empty())
    input["comment"] = {{"body", input["description"]}};
  return input;
}

void setFields(ZendeskTicket& ticket, const json& input) {
  for (const auto name : kKeptFields)
    if (const auto& value = memberOf(input, name); !value.is_null()) ticket.fields[std::string(name)] = value;
  if (const auto status = textOf(memberOf(input, "status")); !status.empty()) ticket.status = status;
  if (memberOf(input, "tags").is_array()) ticket.tags = tagsOf(memberOf(input, "tags"));
}

}  // namespace

ZendeskTicket* ZendeskTickets::find(std::int64_t id) {
  const auto at = std::find_if(tickets_.begin(), tickets_.end(), [id](const ZendeskTicket& ticket) { return ticket.id == id; });
  return at == tickets_.end() ? nullptr : &*at;
}

tl::expected<ZendeskTicket*, ZendeskFaults> ZendeskTickets::create(const json& given, base::WallTime at) {
  const auto input = withComment(given);
  auto faults = judge(input);
  const auto& comment = memberOf(input, "comment");
  if (comment.is_null()) fault(faults, "base", "Description: cannot be blank", "BlankValue");
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  ZendeskTicket ticket;
  ticket.id = ++lastTicket_;
  ticket.created = at;
  ticket.fields = ordered_json::object();
  const auto& source = memberOf(input, "via_followup_source_id");
  const auto* const parent = source.is_number_integer() ? find(source.get<std::int64_t>()) : nullptr;
  // It has no effect for a ticket that is not closed; the tags come along unless others are given.
  if (parent && parent->status == "closed") {
    ticket.followUpOf = parent->id;
    ticket.tags = parent->tags;
  }
  setFields(ticket, input);
  addComment(ticket, comment, at);
  tickets_.push_back(std::move(ticket));
  return &tickets_.back();
}

tl::expected<ZendeskTicket*, ZendeskFaults> ZendeskTickets::update(ZendeskTicket& ticket, const json& input, base::WallTime at) {
  auto faults = judge(input);
  if (ticket.status == "closed") fault(faults, "status", "Status: closed prevents ticket update", "ClosedTicket");
  const auto& comment = memberOf(input, "comment");
  if (!comment.is_null() && ticket.comments.size() >= kMostComments)
    fault(faults, "base", "Comments: the ticket has 5000 of them", "TooManyComments");
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  setFields(ticket, input);
  if (!comment.is_null()) addComment(ticket, comment, at);
  ticket.updated = at;
  return &ticket;
}

void ZendeskTickets::remove(std::int64_t id) {
  std::erase_if(tickets_, [id](const ZendeskTicket& ticket) { return ticket.id == id; });
}

void ZendeskTickets::addComment(ZendeskTicket& ticket, const json& input, base::WallTime at) {
  const auto body = textOf(memberOf(input, "body"));
  const auto& isPublic = memberOf(input, "public");
  ticket.comments.push_back(
      {++lastComment_, body.empty() ? textOf(memberOf(input, "html_body")) : body, !isPublic.is_boolean() || isPublic.get<bool>(), at});
  ticket.updated = at;
}

ordered_json ZendeskTickets::view(const ZendeskTicket& ticket, const std::string& base) {
  auto out = ordered_json::object();
  if (!base.empty()) out["url"] = base + "/api/v2/tickets/" + std::to_string(ticket.id) + ".json";
  out.update({{"id", ticket.id}, {"status", ticket.status}, {"tags", ticket.tags}});
  out["external_id"] = nullptr;
  out.update(ticket.fields);
  out["description"] = ticket.comments.front().body;
  out["via"] = {{"channel", "api"}, {"source", {{"from", ordered_json::object()}, {"to", ordered_json::object()}, {"rel", nullptr}}}};
  if (ticket.followUpOf != 0) out["via"]["source"] = {{"from", {{"ticket_id", ticket.followUpOf}}}, {"rel", "follow_up"}};
  out["created_at"] = base::formatIso(ticket.created);
  out["updated_at"] = base::formatIso(ticket.updated);
  return out;
}

ordered_json ZendeskTickets::view(const ZendeskComment& comment) {
  return {{"id", comment.id},           {"type", "Comment"},          {"body", comment.body},
          {"plain_body", comment.body}, {"public", comment.isPublic}, {"created_at", base::formatIso(comment.created)}};
}

}  // namespace hookline::sandbox::internal
