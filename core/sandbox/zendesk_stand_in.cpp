#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/encoding.h"
#include "sandbox/json_reading.h"
#include "sandbox/request_rate.h"
#include "sandbox/services.h"
#include "sandbox/zendesk_jobs.h"
#include "sandbox/zendesk_search.h"
#include "sandbox/zendesk_tickets.h"

namespace hookline::sandbox {
namespace {

using internal::memberOf;
using internal::RequestRate;
using internal::textOf;
using internal::ZendeskJobs;
using internal::ZendeskTicket;
using internal::ZendeskTickets;
using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §7; seconds.
constexpr std::int64_t kShortestToken = 300;
constexpr std::int64_t kLongestToken = 172'800;
constexpr base::Millis kKeysKept = std::chrono::hours{2};
constexpr std::size_t kMaxKeyBytes = 255;
constexpr std::int64_t kMostOnAPage = 100;
constexpr std::int64_t kHighestTicket = 1'000'000'000;

std::int64_t wholeNumber(std::string_view text, std::int64_t otherwise) {
  std::int64_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

ServiceReply refused(int status, std::string_view error, std::string_view description) {
  return ServiceReply::json(status, {{"error", error}, {"description", description}});
}

ServiceReply notFound() { return refused(404, "RecordNotFound", "Not found"); }

ServiceReply invalidRecord(const internal::ZendeskFaults& faults) {
  return ServiceReply::json(422, {{"error", "RecordInvalid"}, {"description", "Record validation errors"}, {"details", faults}});
}

ServiceReply invalidToken() {
  return ServiceReply::json(
      401, {{"error", "invalid_token"},
            {"error_description", "The access token provided is expired, revoked, malformed or invalid for other reasons."}});
}

/// One page of a list as Zendesk pages it: ?page=2&per_page=50, at most 100.
ordered_json page(const ServiceRequest& request, std::string_view name, const std::vector<ordered_json>& all) {
  const auto size = std::clamp<std::int64_t>(wholeNumber(request.parameter("per_page"), kMostOnAPage), 1, kMostOnAPage);
  const auto number = std::clamp<std::int64_t>(wholeNumber(request.parameter("page"), 1), 1, kHighestTicket);
  const auto count = static_cast<std::int64_t>(all.size());
  const auto first = std::min(count, (number - 1) * size);
  const auto last = std::min(count, first + size);
  ordered_json answer{{name, ordered_json::array()}};
  for (auto i = first; i < last; ++i) answer.front().push_back(all[static_cast<std::size_t>(i)]);
  const auto pageAt = [&](std::int64_t wanted) {
    std::string target = request.base + request.path + "?page=" + std::to_string(wanted) + "&per_page=" + std::to_string(size);
    for (const auto* kept : {"external_id", "query", "sort_order"})
      if (const auto value = request.parameter(kept); !value.empty())
        target.append("&").append(kept).append("=").append(base::percentEncoded(value));
    return ordered_json(target);
  };
  answer["next_page"] = last < count ? pageAt(number + 1) : ordered_json(nullptr);
  answer["previous_page"] = number > 1 ? pageAt(number - 1) : ordered_json(nullptr);
  answer["count"] = count;
  return answer;
}

class ZendeskStandIn final : public Service {
 public:
  std::string_view name() const override { return "zendesk"; }

  ServiceReply answer(const ServiceRequest& request) override {
    auto path = std::string_view(request.path);
    if (path.ends_with(".json")) path.remove_suffix(5);
    if (path == "/oauth/tokens") return token(request);
    const auto parts = pathParts(path);
    if (parts.size() < 3 || parts[0] != "api" || parts[1] != "v2") return notFound();
    if (auto refusal = refuse(request, parts[2])) return std::move(*refusal);
    if (path == "/api/v2/users/me" && request.method == "GET")
      return ServiceReply::json(200, {{"user", {{"id", 1}, {"name", "Hookline"}, {"role", "admin"}, {"active", true}}}});
    if ((path == "/api/v2/search" || path == "/api/v2/search/count") && request.method == "GET") return search(request);
    if (parts[2] == "job_statuses" && parts.size() <= 4 && request.method == "GET") return jobStatuses(parts, request);
    if (parts[2] != "tickets") return notFound();
    if (parts.size() == 3) return request.method == "POST" ? createOnce(request) : list(request);
    if (path == "/api/v2/tickets/create_many" && request.method == "POST") return createMany(request);
    if (path == "/api/v2/tickets/update_many" && request.method == "PUT") return updateMany(request);
    if (path == "/api/v2/tickets/destroy_many" && request.method == "DELETE") return destroyMany(request);
    if (path == "/api/v2/tickets/show_many" && request.method == "GET") return showMany(request);
    auto* const ticket = tickets_.find(wholeNumber(parts[3], 0));
    if (!ticket) return notFound();
    if (parts.size() == 4) return one(*ticket, request);
    return parts.size() == 5 && parts[4] == "comments" && request.method == "GET" ? comments(*ticket, request) : notFound();
  }

  ordered_json records() const override {
    auto list = ordered_json::array();
    for (const auto& ticket : tickets_.all()) {
      list.push_back(ZendeskTickets::view(ticket));
      list.back()["comments"] = commentsOf(ticket);
    }
    return {{"tickets", std::move(list)}};
  }

  ordered_json example(const std::string& standIns) const override {
    return {
        {"settings",
         {{"baseUrl", standIns + "/zendesk"}, {"subdomain", "stand-in"}, {"clientId", "stand-in"}, {"clientSecret", "stand-in-secret"}}}};
  }
  void forget() override {
    tickets_ = {};
    jobs_ = {};
    keys_.clear();
    tokens_.clear();
    mostAMinute_ = 0;
    taken_.forget();
  }

  /// {"closeTicket": 1} closes one, which at the service itself only rules and time can do.
  base::Status configure(const json& settings) override {
    const auto numbers = readKnobs(settings, {{"requestsPerMinute", RequestRate::kMost}, {"closeTicket", kHighestTicket}});
    if (!numbers) return base::fail(numbers.error());
    if (const auto number = numbers->find("closeTicket"); number != numbers->end()) {
      auto* const ticket = tickets_.find(number->second);
      if (!ticket) return base::fail(base::Errc::kInvalid, "The settings are not valid: /closeTicket is the number of no ticket.");
      ticket->status = "closed";
    }
    if (const auto most = numbers->find("requestsPerMinute"); most != numbers->end()) mostAMinute_ = most->second;
    return {};
  }

 private:
  struct Issued {
    std::string scope;
    base::WallTime until;
  };
  /// What a key was first sent with, and what was answered.
  struct Kept {
    std::string body;
    ServiceReply reply;
    base::WallTime at;
  };

  /// POST /oauth/tokens. Credentials are refused by their text, as everywhere here.
  ServiceReply token(const ServiceRequest& request) {
    const auto input = json::parse(request.body, nullptr, false);
    const auto failed = [](int status, std::string_view error, std::string_view description) {
      return ServiceReply::json(status, {{"error", error}, {"error_description", description}});
    };
    if (request.method != "POST" || !input.is_object()) return failed(400, "invalid_request", "The request is malformed.");
    if (textOf(memberOf(input, "grant_type")) != "client_credentials")
      return failed(400, "unsupported_grant_type", "The authorization grant type is not supported.");
    const auto client = textOf(memberOf(input, "client_id"));
    const auto secret = textOf(memberOf(input, "client_secret"));
    if (client.empty() || secret.empty() || isRefusedCredential(client) || isRefusedCredential(secret))
      return failed(401, "invalid_client", "Client authentication failed.");
    auto scope = textOf(memberOf(input, "scope"));
    if (scope.empty()) return failed(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
    const auto& life = memberOf(input, "expires_in");
    const auto seconds = life.is_number_integer() ? life.get<std::int64_t>() : kLongestToken;
    if (seconds < kShortestToken || seconds > kLongestToken || !(life.is_null() || life.is_number_integer()))
      return failed(400, "invalid_request", "expires_in must be from 300 to 172800.");
    const auto value = "zendesk-token-" + std::to_string(++lastToken_);
    ordered_json answer{{"access_token", value}, {"token_type", "bearer"}, {"scope", scope}, {"expires_in", seconds}};
    tokens_[value] = {std::move(scope), request.at + std::chrono::seconds{seconds}};
    return ServiceReply::json(200, answer);
  }

  /// What every request is refused for.
  std::optional<ServiceReply> refuse(const ServiceRequest& request, std::string_view resource) {
    if (!taken_.take(request.at, mostAMinute_)) {
      const auto wait = std::chrono::ceil<std::chrono::seconds>(taken_.wait(request.at));
      return ServiceReply{429,
                          {{"Content-Type", "text/plain"},
                           {"Retry-After", std::to_string(wait.count())},
                           {"X-Rate-Limit", std::to_string(mostAMinute_)},
                           {"X-Rate-Limit-Remaining", "0"}},
                          "Number of allowed API requests per minute exceeded"};
    }
    if (request.header("Authorization").starts_with("Basic ")) return refuseLegacy(request);
    const auto value = request.bearer();
    if (value.empty()) return ServiceReply::json(401, {{"error", "Couldn't authenticate you"}});
    if (isRefusedCredential(value)) return invalidToken();
    // A token that was not made here is any credential.
    const auto issued = tokens_.find(value);
    if (issued == tokens_.end()) return std::nullopt;
    if (request.at >= issued->second.until) return invalidToken();
    const std::string verb = request.method == "GET" ? "read" : "write";
    const auto wanted = std::string(resource) + ":" + verb;
    const auto granted = " " + issued->second.scope + " ";
    if (granted.find(" " + verb + " ") != std::string::npos || granted.find(" " + wanted + " ") != std::string::npos) return std::nullopt;
    return refused(403, "Forbidden", "You are missing the following required scopes: " + wanted);
  }

  /// Basic of "name@example.com/token:API token".
  static std::optional<ServiceReply> refuseLegacy(const ServiceRequest& request) {
    const auto header = request.header("Authorization");
    const auto text = base::fromBase64(header.substr(header.find(' ') + 1)).value_or(std::string());
    const auto split = text.find("/token:");
    const bool fine = split != std::string::npos && split > 0 && text.size() > split + 7 && !isRefusedCredential(text);
    return fine ? std::nullopt : std::optional(ServiceReply::json(401, {{"error", "Couldn't authenticate you"}}));
  }

  /// A key keeps the answer for two hours.
  ServiceReply createOnce(const ServiceRequest& request) {
    const std::string key(request.header("Idempotency-Key"));
    if (key.empty()) return create(request);
    if (key.size() > kMaxKeyBytes) return refused(400, "IdempotentRequestError", "The idempotency key is too long");
    std::erase_if(keys_, [&request](const auto& kept) { return kept.second.at + kKeysKept <= request.at; });
    const auto known = keys_.find(key);
    if (known != keys_.end() && known->second.body != request.body)
      return refused(400, "IdempotentRequestError", "Request parameters don't match the given idempotency key");
    auto reply = known != keys_.end() ? known->second.reply : create(request);
    if (known == keys_.end() && reply.status == 201) keys_[key] = {request.body, reply, request.at};
    reply.headers.push_back({"x-idempotency-lookup", known == keys_.end() ? "miss" : "hit"});
    return reply;
  }

  ServiceReply create(const ServiceRequest& request) {
    const auto input = json::parse(request.body, nullptr, false);
    if (!memberOf(input, "ticket").is_object()) return refused(400, "InvalidRequest", "ticket is missing");
    const auto made = tickets_.create(memberOf(input, "ticket"), request.at);
    if (!made) return invalidRecord(made.error());
    auto reply = ServiceReply::json(201, withAudit(**made, request.base));
    reply.headers.push_back({"Location", "/api/v2/tickets/" + std::to_string((*made)->id) + ".json"});
    return reply;
  }

  ServiceReply createMany(const ServiceRequest& request) {
    const auto input = json::parse(request.body, nullptr, false);
    const auto& inputs = memberOf(input, "tickets");
    if (auto refusal = refusalOfMany(inputs)) return std::move(*refusal);
    return ServiceReply::json(200, jobs_.create(inputs, tickets_, request.at, request.base));
  }

  /// PUT /api/v2/tickets/update_many?ids=1,2 of one change for all, or of {"tickets": [{"id", …}]}.
  ServiceReply updateMany(const ServiceRequest& request) {
    const auto input = json::parse(request.body, nullptr, false);
    auto changes = memberOf(input, "tickets");
    if (memberOf(input, "ticket").is_object()) {
      changes = json::array();
      for (const auto& id : splitList(request.parameter("ids"))) {
        changes.push_back(input["ticket"]);
        changes.back()["id"] = wholeNumber(id, 0);
      }
    }
    if (auto refusal = refusalOfMany(changes)) return std::move(*refusal);
    return ServiceReply::json(200, jobs_.update(changes, tickets_, request.at, request.base));
  }

  ServiceReply destroyMany(const ServiceRequest& request) {
    std::vector<std::int64_t> ids;
    for (const auto& id : splitList(request.parameter("ids"))) ids.push_back(wholeNumber(id, 0));
    if (auto refusal = refusalOfMany(ids)) return std::move(*refusal);
    return ServiceReply::json(200, jobs_.remove(ids, tickets_, request.at, request.base));
  }

  /// `inputs`: a list.
  static std::optional<ServiceReply> refusalOfMany(const json& inputs) {
    if (!inputs.is_array() || inputs.empty()) return refused(400, "InvalidRequest", "tickets is missing");
    if (inputs.size() <= ZendeskJobs::kMostTickets) return std::nullopt;
    return refused(422, "TooManyValues", "A job takes at most " + std::to_string(ZendeskJobs::kMostTickets) + " tickets");
  }

  /// GET /api/v2/tickets/show_many?ids=1,2: one that is not there is left out.
  ServiceReply showMany(const ServiceRequest& request) {
    std::vector<ordered_json> found;
    for (const auto& id : splitList(request.parameter("ids")))
      if (const auto* const ticket = tickets_.find(wholeNumber(id, 0))) found.push_back(ZendeskTickets::view(*ticket, request.base));
    return ServiceReply::json(200, page(request, "tickets", found));
  }

  /// GET /api/v2/job_statuses[/{id} | /show_many?ids=…].
  ServiceReply jobStatuses(const std::vector<std::string_view>& parts, const ServiceRequest& request) const {
    if (parts.size() == 3) return ServiceReply::json(200, page(request, "job_statuses", jobs_.all(request.at, request.base)));
    if (parts[3] != "show_many") {
      const auto job = jobs_.find(parts[3], request.at, request.base);
      return job ? ServiceReply::json(200, {{"job_status", *job}}) : notFound();
    }
    auto found = ordered_json::array();
    for (const auto& id : splitList(request.parameter("ids")))
      if (auto job = jobs_.find(id, request.at, request.base)) found.push_back(std::move(*job));
    return ServiceReply::json(200, {{"job_statuses", std::move(found)}});
  }

  /// GET /api/v2/search.json?query=type:ticket …: the newest first; …/search/count.json: how many.
  ServiceReply search(const ServiceRequest& request) const {
    const auto wanted = internal::ZendeskSearch::parse(request.parameter("query"));
    if (!wanted) return refused(422, "invalid", wanted.error());
    std::vector<ordered_json> found;
    for (const auto& ticket : tickets_.all()) {
      if (!wanted->finds(ticket)) continue;
      found.push_back(ZendeskTickets::view(ticket, request.base));
      found.back()["result_type"] = "ticket";
    }
    if (request.path.starts_with("/api/v2/search/count")) return ServiceReply::json(200, {{"count", found.size()}});
    if (request.parameter("sort_order") != "asc") std::reverse(found.begin(), found.end());
    auto answer = page(request, "results", found);
    answer["facets"] = nullptr;
    return ServiceReply::json(200, answer);
  }

  ServiceReply list(const ServiceRequest& request) const {
    if (request.method != "GET") return refused(405, "MethodNotAllowed", "Not allowed here");
    const auto wanted = request.parameter("external_id");
    std::vector<ordered_json> found;
    for (const auto& ticket : tickets_.all())
      if (wanted.empty() || ticket.fields.value("external_id", std::string()) == wanted)
        found.push_back(ZendeskTickets::view(ticket, request.base));
    return ServiceReply::json(200, page(request, "tickets", found));
  }

  ServiceReply one(ZendeskTicket& ticket, const ServiceRequest& request) {
    if (request.method == "GET") return ServiceReply::json(200, {{"ticket", ZendeskTickets::view(ticket, request.base)}});
    if (request.method == "DELETE") {
      tickets_.remove(ticket.id);
      return {204, {}, {}};
    }
    const auto input = json::parse(request.body, nullptr, false);
    if (request.method != "PUT" || !memberOf(input, "ticket").is_object()) return refused(400, "InvalidRequest", "ticket is missing");
    const auto changed = tickets_.update(ticket, memberOf(input, "ticket"), request.at);
    return changed ? ServiceReply::json(200, withAudit(**changed, request.base)) : invalidRecord(changed.error());
  }

  static std::vector<ordered_json> commentsOf(const ZendeskTicket& ticket) {
    std::vector<ordered_json> all;
    for (const auto& comment : ticket.comments) all.push_back(ZendeskTickets::view(comment));
    return all;
  }

  static ServiceReply comments(const ZendeskTicket& ticket, const ServiceRequest& request) {
    auto all = commentsOf(ticket);
    if (request.parameter("sort_order") == "desc") std::reverse(all.begin(), all.end());
    return ServiceReply::json(200, page(request, "comments", all));
  }

  ordered_json withAudit(const ZendeskTicket& ticket, const std::string& base) {
    const auto& last = ticket.comments.back();
    auto events = ordered_json::array();
    events.push_back(ZendeskTickets::view(last));
    return {{"ticket", ZendeskTickets::view(ticket, base)},
            {"audit", {{"id", ++lastAudit_}, {"ticket_id", ticket.id}, {"events", std::move(events)}}}};
  }

  ZendeskTickets tickets_;
  ZendeskJobs jobs_;
  std::map<std::string, Kept, std::less<>> keys_;
  std::map<std::string, Issued, std::less<>> tokens_;
  RequestRate taken_{std::chrono::minutes{1}};
  std::int64_t mostAMinute_ = 0;
  std::int64_t lastToken_ = 0;
  std::int64_t lastAudit_ = 5000;
};

}  // namespace

std::unique_ptr<Service> makeZendeskStandIn() { return std::make_unique<ZendeskStandIn>(); }

}  // namespace hookline::sandbox
