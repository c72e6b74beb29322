#include "destinations/zendesk.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "base/encoding.h"
#include "crypto/signature.h"
#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/known_answers.h"
#include "destinations/settings.h"
#include "destinations/zendesk_answers.h"
#include "destinations/zendesk_ticket.h"
#include "model/event_view.h"
#include "model/json_member.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Steps and looks by their names in attempts.
constexpr std::string_view kReadTickets = "read the tickets";
constexpr std::string_view kFindTicket = "find the conversation's ticket";
constexpr std::string_view kCreateTicket = "create the ticket";
constexpr std::string_view kFollowUp = "create the follow-up ticket";
constexpr std::string_view kLookForTicket = "look for the ticket";
constexpr std::string_view kAddComment = "add the comment";
constexpr std::string_view kLookForComment = "look for the comment";

/// Pages of 100 comments that are looked through, the newest first.
constexpr int kMostPages = 10;
constexpr double kWorstRating = 2;

// integrations.md §7. The longest life that Zendesk gives; it is used for four fifths of what it got.
constexpr int kTokenSeconds = 172'800;
constexpr const char* kScope = "tickets:read tickets:write users:write";

bool usesApiToken(const model::Webhook& webhook) { return textSetting(webhook, "auth", "oauth") == "token"; }

std::string zendeskHost(const model::Webhook& webhook) {
  return serviceBase(webhook, "https://" + textSetting(webhook, "subdomain") + ".zendesk.com");
}

bool isBadFeedback(const Occasion& occasion) {
  const auto rating = textAt(dataOf(eventValues(occasion.event, occasion.webhook)), "rating");
  const auto number = json::parse(rating, nullptr, false);
  return number.is_number() && number.get<double>() <= kWorstRating;
}

/// Whether the event is worth a ticket where there is none to add it to.
bool makesTicket(const Occasion& occasion) {
  if (occasion.event.type == "handoff.requested") return true;
  return occasion.event.type == "feedback.received" && occasion.webhook.settings.value("ticketForBadFeedback", false) &&
         isBadFeedback(occasion);
}

bool isOfTickets(std::string_view type) {
  constexpr auto kTypes =
      std::to_array<std::string_view>({"handoff.requested", "conversation.ended", "sentiment.negative", "feedback.received"});
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

/// The conversation's tickets in the answer to a search, the newest first; nothing: the answer is no list.
std::optional<std::vector<json>> ticketsIn(const json& answer, const std::string& externalId) {
  const auto& list = model::memberOf(answer, "tickets");
  if (!list.is_array()) return std::nullopt;
  std::vector<json> mine;
  for (const auto& ticket : list)
    if (textAt(ticket, "external_id") == externalId && textAt(ticket, "status") != "deleted") mine.push_back(ticket);
  std::sort(mine.begin(), mine.end(), [](const json& a, const json& b) { return a.value("id", json(0)) > b.value("id", json(0)); });
  return mine;
}

/// What the plan goes on with: the newest ticket that takes comments, else the newest closed one, else that there is none.
json whatToDo(const std::vector<json>& tickets) {
  for (const auto& ticket : tickets) {
    const auto status = textAt(ticket, "status");
    if (status == "closed") continue;
    const bool waits = status == "pending" || status == "hold" || status == "solved";
    return {{"ticket", textAt(ticket, "id")}, {"waits", waits}};
  }
  if (!tickets.empty()) return {{"closed", textAt(tickets.front(), "id")}};
  return {{"none", true}};
}

Judgement ticketGone() {
  return judgementOf(model::Verdict::kPermanent, model::ErrorClass::kRejected,
                     "The ticket was deleted in Zendesk while this delivery was under way, twice.",
                     "Look in Zendesk what deletes it, then retry.");
}

Judgement strangeAnswer() {
  return judgementOf(
      model::Verdict::kRetry, model::ErrorClass::kBrokenAnswer, "The answer is none of Zendesk's.",
      "It goes again by itself. If that does not help, check that the address is Zendesk's and that nothing stands between.");
}

/// A request of one delivery.
class Calls {
 public:
  explicit Calls(const Occasion& occasion) : occasion_(occasion), webhook_(occasion.webhook) {}

  model::HttpRequest find(const std::string& externalId) const {
    return call("GET", "/tickets?external_id=" + base::percentEncoded(externalId));
  }
  /// The key belongs to its bytes: with other ones, after the webhook was changed, it would be refused.
  model::HttpRequest create(const std::string& followUpOf) const {
    auto request = call("POST", "/tickets", internal::zendeskTicket(occasion_, followUpOf));
    constexpr std::size_t kDigestBytes = 8;
    const auto digest = base::toHex(crypto::sha256(*request.body).substr(0, kDigestBytes));
    request.headers.push_back({"Idempotency-Key", "hl-" + occasion_.event.id + "-" + digest});
    return request;
  }
  model::HttpRequest comment(const std::string& ticket, bool reopen) const {
    return call("PUT", "/tickets/" + base::percentEncoded(ticket), internal::zendeskComment(occasion_, reopen));
  }
  model::HttpRequest comments(const std::string& ticket, int page) const {
    return call("GET", "/tickets/" + base::percentEncoded(ticket) + "/comments?sort_order=desc&per_page=100&page=" + std::to_string(page));
  }

 private:
  model::HttpRequest call(std::string_view method, const std::string& path, const ordered_json& body = nullptr) const {
    auto request =
        bearerRequest(occasion_, method, zendeskHost(webhook_) + "/api/v2" + path, occasion_.token ? occasion_.token->value : "", body);
    if (usesApiToken(webhook_)) {
      const auto user = textSetting(webhook_, "email") + "/token:" + secretSetting(webhook_, "apiToken");
      request.headers.back().value = "Basic " + base::toBase64(user);
    }
    return request;
  }

  const Occasion& occasion_;
  const model::Webhook& webhook_;
};

}  // namespace

bool Zendesk::acts(const model::Webhook& webhook, model::EventView& event) const {
  const auto& type = event.event().type;
  if (!isOfTickets(type) || !isWanted(webhook, type)) return false;
  return type == "handoff.requested" || !event.event().conversationId.empty();
}

std::string Zendesk::address(const model::Webhook& webhook) const { return zendeskHost(webhook); }

std::optional<base::Result<model::HttpRequest>> Zendesk::signIn(const model::Webhook& webhook, base::WallTime) const {
  if (usesApiToken(webhook)) return std::nullopt;
  const ordered_json body{{"grant_type", "client_credentials"},
                          {"client_id", textSetting(webhook, "clientId")},
                          {"client_secret", secretSetting(webhook, "clientSecret")},
                          {"scope", kScope},
                          {"expires_in", kTokenSeconds}};
  model::HttpRequest request;
  request.url = zendeskHost(webhook) + "/oauth/tokens";
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::make_shared<const std::string>(body.dump(-1, ' ', false, json::error_handler_t::replace));
  request.timeout = webhook.timeout;
  request.allowHttp = webhook.allowHttp;
  request.caPem = webhook.caPem;
  return request;
}

std::variant<Token, Judgement> Zendesk::signedIn(const model::Webhook&, const model::HttpResult& result) const {
  const int status = *result.status;
  const auto body = answerOf(result);
  auto value = textAt(body, "access_token");
  if (status < 200 || status >= 300 || value.empty()) return internal::judgeZendeskSignIn(status, body);
  Token token;
  token.value = std::move(value);
  const auto life = body.value("expires_in", json());
  if (life.is_number_integer() && life.get<std::int64_t>() > 0)
    token.goodFor = base::Millis{std::min<std::int64_t>(life.get<std::int64_t>(), kTokenSeconds) * 800};
  return token;
}

std::optional<PlanDestination::StepName> Zendesk::nextStep(const Progress& progress) const {
  const auto& out = progress.outputs;
  if (!isOfTickets(progress.occasion.event.type)) return out.contains("read") ? std::nullopt : std::optional(kReadTickets);
  if (out.contains("created") || out.contains("comment")) return std::nullopt;
  if (out.contains("ticket")) return kAddComment;
  if (!out.contains("closed") && !out.contains("none")) return kFindTicket;
  if (!makesTicket(progress.occasion)) return std::nullopt;
  return out.contains("closed") ? kFollowUp : kCreateTicket;
}

std::optional<PlanDestination::StepName> Zendesk::lookFor(StepName step, const Progress& progress) const {
  if (progress.found.contains("looked")) return std::nullopt;
  if (step == kAddComment) return kLookForComment;
  return step == kCreateTicket || step == kFollowUp ? std::optional(kLookForTicket) : std::nullopt;
}

base::Result<model::HttpRequest> Zendesk::requestOf(StepName step, const Progress& progress) const {
  const Calls calls(progress.occasion);
  const auto ticket = textAt(progress.outputs, "ticket");
  if (step == kReadTickets) return calls.find("hl:test");
  if (step == kFindTicket || step == kLookForTicket) return calls.find(internal::zendeskExternalId(progress.occasion.event));
  if (step == kCreateTicket || step == kFollowUp) return calls.create(textAt(progress.outputs, "closed"));
  if (step == kLookForComment) return calls.comments(ticket, progress.found.value("page", 1));
  return calls.comment(ticket, makesTicket(progress.occasion) && progress.outputs.value("waits", false));
}

/// The comment with the event's marker, or where to look next.
PlanDestination::Answer Zendesk::commentIn(const json& answer, const std::string& marker, const Progress& progress) {
  const auto& comments = model::memberOf(answer, "comments");
  if (!comments.is_array()) return strangeAnswer();
  for (const auto& comment : comments)
    if (textAt(comment, "body").find(marker) != std::string::npos) return Done{{{"comment", textAt(comment, "id")}}};
  const int page = progress.found.value("page", 1);
  if (textAt(answer, "next_page").empty() || page >= kMostPages) return Found{{{"looked", true}}};
  return Found{{{"page", page + 1}}};
}

/// An event that is worth a ticket is the first of its conversation; others have one to go to.
json Zendesk::usually(StepName step, const Progress& progress) const {
  if (step == kReadTickets) return {{"read", true}};
  if (step == kFindTicket && makesTicket(progress.occasion)) return {{"none", true}};
  if (step == kFindTicket) return {{"ticket", "1"}};
  return {{step == kAddComment ? "comment" : "created", "1"}};
}

PlanDestination::Answer Zendesk::answered(StepName step, const Progress& progress, const model::HttpResult& result) const {
  const auto& occasion = progress.occasion;
  const int status = *result.status;
  const auto body = answerOf(result);
  const bool ofTicket = step == kAddComment || step == kLookForComment;
  if (status == 401) {
    const bool legacy = usesApiToken(occasion.webhook);
    auto refused = internal::zendeskRefusesCredentials(legacy);
    if (legacy) return refused;
    return SignInAgain{std::move(refused)};
  }
  if (ofTicket && status == 404) return Restart{json::object(), ticketGone()};
  if (step == kAddComment && internal::isClosedTicket(status, body))
    return Done{{{"ticket", nullptr}, {"waits", nullptr}, {"closed", textAt(progress.outputs, "ticket")}}};
  if (status < 200 || status >= 300) {
    if (auto judged = internal::judgeZendesk(status, body)) return std::move(*judged);
    return ByTable{};
  }
  const auto marker = eventMarker(occasion.event);
  if (step == kLookForComment) return commentIn(body, marker, progress);
  if (step == kAddComment) {
    const auto audit = textAt(model::memberOf(body, "audit"), "id");
    if (audit.empty()) return strangeAnswer();
    return Done{{{"comment", audit}}};
  }
  if (step == kCreateTicket || step == kFollowUp) {
    const auto made = textAt(model::memberOf(body, "ticket"), "id");
    if (made.empty()) return strangeAnswer();
    return Done{{{"created", made}}};
  }
  const auto tickets = ticketsIn(body, internal::zendeskExternalId(occasion.event));
  if (!tickets) return strangeAnswer();
  if (step == kReadTickets) return Done{{{"read", true}}};
  if (step == kFindTicket) return Done{whatToDo(*tickets)};
  for (const auto& ticket : *tickets)
    if (textAt(ticket, "description").find(marker) != std::string::npos) return Done{{{"created", textAt(ticket, "id")}}};
  return Found{{{"looked", true}}};
}

}  // namespace hookline::destinations
