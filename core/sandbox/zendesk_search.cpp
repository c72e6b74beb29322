#include "sandbox/zendesk_search.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "sandbox/json_reading.h"
#include "sandbox/service.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;

constexpr auto kKeys = std::to_array<std::string_view>({"type", "external_id", "status", "requester"});
/// In the order in which a search compares them.
constexpr auto kStatusOrder = std::to_array<std::string_view>({"new", "open", "pending", "hold", "solved", "closed"});

/// Between spaces; what stands in quotes is one piece, without them.
std::vector<std::string> pieces(std::string_view query) {
  std::vector<std::string> out;
  std::string piece;
  bool quoted = false;
  for (const char c : std::string(query) + " ") {
    if (c == '"')
      quoted = !quoted;
    else if (c != ' ' || quoted)
      piece += c;
    else if (!piece.empty())
      out.push_back(std::exchange(piece, {}));
  }
  if (!piece.empty()) out.push_back(std::move(piece));
  return out;
}

int placeOf(std::string_view status) {
  return static_cast<int>(std::find(kStatusOrder.begin(), kStatusOrder.end(), status) - kStatusOrder.begin());
}

}  // namespace

tl::expected<ZendeskSearch, std::string> ZendeskSearch::parse(std::string_view query) {
  ZendeskSearch search;
  for (auto& piece : pieces(query)) {
    auto term = readTerm(std::move(piece));
    if (!term) return tl::unexpected(term.error());
    search.terms_.push_back(std::move(*term));
  }
  return search;
}

tl::expected<ZendeskSearch::Term, std::string> ZendeskSearch::readTerm(std::string text) {
  Term term;
  term.isNot = text.size() > 1 && text.front() == '-';
  if (term.isNot) text.erase(0, 1);
  const auto at = text.find_first_of(":<>");
  if (at == std::string::npos) {
    term.value = base::lowered(text);
    return term;
  }
  term.key = base::lowered(text.substr(0, at));
  term.comparison = text[at];
  term.orEqual = at + 1 < text.size() && text[at + 1] == '=';
  term.value = base::lowered(text.substr(at + (term.orEqual ? 2 : 1)));
  const bool ordered = term.comparison != ':';
  if (std::find(kKeys.begin(), kKeys.end(), term.key) == kKeys.end() || (ordered && term.key != "status"))
    return tl::unexpected("The stand-in does not search by " + text + ": it knows type:, external_id:, requester:, status: and status<");
  if (term.key == "status" && placeOf(term.value) == static_cast<int>(kStatusOrder.size()))
    return tl::unexpected("Invalid search: " + term.value + " is no status");
  return term;
}

bool ZendeskSearch::finds(const ZendeskTicket& ticket) const {
  return std::all_of(terms_.begin(), terms_.end(), [&ticket](const Term& term) { return meets(ticket, term) != term.isNot; });
}

bool ZendeskSearch::meets(const ZendeskTicket& ticket, const Term& term) {
  const auto& fields = ticket.fields;
  if (term.key == "type") return term.value == "ticket";
  if (term.key == "external_id") return base::lowered(textOf(fields.value("external_id", json()))) == term.value;
  if (term.key == "requester") return base::lowered(textOf(memberOf(fields.value("requester", json()), "email"))) == term.value;
  if (term.key == "status") {
    const int difference = placeOf(ticket.status) - placeOf(term.value);
    if (term.comparison == ':' || difference == 0) return difference == 0 && (term.comparison == ':' || term.orEqual);
    return (term.comparison == '<') == (difference < 0);
  }
  const auto holds = [&term](const std::string& text) { return base::lowered(text).find(term.value) != std::string::npos; };
  return holds(textOf(fields.value("subject", json()))) ||
         std::any_of(ticket.comments.begin(), ticket.comments.end(), [&holds](const ZendeskComment& one) { return holds(one.body); });
}

}  // namespace hookline::sandbox::internal
