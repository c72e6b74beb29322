#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "sandbox/hubspot_associations.h"
#include "sandbox/hubspot_batch.h"
#include "sandbox/hubspot_records.h"
#include "sandbox/hubspot_search.h"
#include "sandbox/hubspot_shapes.h"
#include "sandbox/json_reading.h"
#include "sandbox/request_rate.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using internal::HubSpotError;
using internal::HubSpotRecord;
using internal::HubSpotRecords;
using internal::HubSpotRoute;
using internal::memberOf;
using internal::RequestRate;
using internal::textOf;
using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §5.
constexpr std::size_t kMostInputs = 100;
constexpr std::size_t kMostListed = 100;
constexpr std::int64_t kMostLagMs = 600'000;

/// The number in a query, from 1 to `most`.
std::size_t limitOf(std::string_view text, std::size_t otherwise, std::size_t most) {
  std::size_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp<std::size_t>(number, 1, most);
}

class HubSpotStandIn final : public Service {
 public:
  std::string_view name() const override { return "hubspot"; }

  ServiceReply answer(const ServiceRequest& request) override {
    auto refusal = refuse(request);
    auto reply = refusal ? failed(*refusal) : served(request);
    const auto& rate = rates_.front();
    // Answers to searches have none of these.
    if (rate.most != 0 && !request.path.ends_with("/search")) {
      reply.headers.push_back({"X-HubSpot-RateLimit-Max", std::to_string(rate.most)});
      reply.headers.push_back({"X-HubSpot-RateLimit-Remaining", std::to_string(rate.taken.left(rate.most))});
      reply.headers.push_back({"X-HubSpot-RateLimit-Interval-Milliseconds", "10000"});
    }
    return reply;
  }

  ordered_json records() const override { return records_.toJson(); }

  ordered_json example(const std::string& standIns) const override {
    return {{"settings", {{"baseUrl", standIns + "/hubspot"}, {"accessToken", "stand-in-key"}}}};
  }
  void forget() override {
    records_ = {};
    searchLag_ = {};
    for (auto& rate : rates_) {
      rate.most = 0;
      rate.taken.forget();
    }
  }

  base::Status configure(const json& settings) override {
    const auto numbers = readKnobs(settings, {{"searchLagMs", kMostLagMs},
                                              {rates_[0].knob, RequestRate::kMost},
                                              {rates_[1].knob, RequestRate::kMost},
                                              {rates_[2].knob, RequestRate::kMost}});
    if (!numbers) return base::fail(numbers.error());
    if (const auto lag = numbers->find("searchLagMs"); lag != numbers->end()) searchLag_ = base::Millis{lag->second};
    for (auto& rate : rates_)
      if (const auto set = numbers->find(rate.knob); set != numbers->end()) rate.most = set->second;
    return {};
  }

 private:
  /// A limit with what HubSpot says when it is used up. Nothing is limited until it is set.
  struct Rate {
    std::string_view knob;
    std::string_view policy;
    std::string_view message;
    RequestRate taken;
    bool searches = false;  ///< of searches alone
    std::int64_t most = 0;
  };

  ServiceReply served(const ServiceRequest& request) {
    const auto route = internal::hubSpotRoute(request.path);
    if (!route) return failed({404, "OBJECT_NOT_FOUND", "There is nothing at " + request.path});
    if (route->parts[0] == "associations") return orFailed(internal::hubSpotAssociations(records_, *route, request));
    if (route->parts[0] == "pipelines") return pipelines(*route, request);
    if (route->parts[0] != "objects") return failed({404, "OBJECT_NOT_FOUND", "There is nothing at " + request.path});
    const auto type = HubSpotRecords::typeOf(route->parts[1]);
    if (!type) return failed({400, "VALIDATION_ERROR", "Unable to infer object type from: " + route->parts[1]});
    if (route->is(2, 0, "objects")) return request.method == "POST" ? create(*type, request) : list(*type, request);
    if (route->is(3, 2, "search")) return search(*type, request);
    if (route->is(4, 2, "batch")) return batch(*type, route->parts[3], request);
    if (route->is(3, 0, "objects")) return one(*type, route->parts[2], request);
    if (route->is(5, 3, "associations") || route->is(6, 3, "associations") ||
        (route->is(7, 3, "associations") && route->parts[4] == "default"))
      return orFailed(internal::hubSpotLinksOfOne(records_, *type, *route, request));
    return failed({404, "OBJECT_NOT_FOUND", "There is nothing at " + request.path});
  }

  ServiceReply failed(const HubSpotError& error) {
    std::array<char, 40> correlation{};
    std::snprintf(correlation.data(), correlation.size(), "00000000-0000-4000-8000-%012d", ++answers_);
    ordered_json body{{"status", "error"}, {"message", error.message}, {"correlationId", correlation.data()}};
    if (!error.category.empty()) body["category"] = error.category;
    body.update(error.more);
    return ServiceReply::json(error.status, body);
  }

  /// What every request is refused for.
  std::optional<HubSpotError> refuse(const ServiceRequest& request) {
    const auto key = request.bearer();
    if (key.find("expired") != std::string_view::npos)
      return HubSpotError{401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired."};
    if (key.empty() || isRefusedCredential(key))
      return HubSpotError{401, "INVALID_AUTHENTICATION", "Authentication credentials not found or not valid."};
    if (key.find("noscope") != std::string_view::npos) {
      const auto scope = std::string(request.path.find("/deals") != std::string::npos ? "crm.objects.deals." : "crm.objects.contacts.") +
                         (request.method == "GET" ? "read" : "write");
      return HubSpotError{403,
                          "MISSING_SCOPES",
                          "This app hasn't been granted all required scopes to make this call.",
                          {{"context", {{"missingScopes", {scope}}}}}};
    }
    for (auto& rate : rates_)
      if ((!rate.searches || request.path.ends_with("/search")) && !rate.taken.take(request.at, rate.most)) {
        ordered_json more{{"errorType", "RATE_LIMIT"}};
        if (!rate.policy.empty()) more["policyName"] = rate.policy;
        return HubSpotError{429, {}, std::string(rate.message), std::move(more)};
      }
    return std::nullopt;
  }

  /// /crm/pipelines/2026-09/deals[/{pipeline}[/stages[/{stage}]]].
  ServiceReply pipelines(const HubSpotRoute& route, const ServiceRequest& request) {
    const auto& parts = route.parts;
    const bool stages = parts.size() > 3;
    if (HubSpotRecords::typeOf(parts[1]) != "deals" || request.method != "GET" || parts.size() > 5 || (stages && parts[3] != "stages"))
      return failed({404, "OBJECT_NOT_FOUND", "There is nothing at " + request.path});
    const auto named = [](const ordered_json& list, const std::string& id) {
      const auto found = std::find_if(list.begin(), list.end(), [&id](const ordered_json& one) { return one["id"] == id; });
      return found == list.end() ? ordered_json() : *found;
    };
    auto answer = internal::hubSpotPipelines(request.at);
    if (parts.size() > 2) answer = named(answer["results"], parts[2]);
    if (stages && !answer.is_null()) answer = {{"results", answer["stages"]}};
    if (parts.size() == 5 && !answer.is_null()) answer = named(answer["results"], parts[4]);
    return answer.is_null() ? notThere(parts.back()) : ServiceReply::json(200, answer);
  }

  ServiceReply notThere(const std::string& key) {
    return failed({404, "OBJECT_NOT_FOUND", "Object not found. objectId are usually numeric: " + key});
  }

  ServiceReply create(const std::string& type, const ServiceRequest& request) {
    const auto input = json::parse(request.body, nullptr, false);
    const auto made = records_.create(type, input, request.at);
    return made ? ServiceReply::json(201, internal::hubSpotView(**made, internal::hubSpotNamesIn(input))) : failed(made.error());
  }

  /// With what it is associated with of the types in `?associations=notes,deals`; a type of which it has none is left out.
  ordered_json viewOf(const HubSpotRecord& record, const std::vector<std::string>& names, const ServiceRequest& request) const {
    auto view = internal::hubSpotView(record, names);
    for (const auto& word : splitList(request.parameter("associations"))) {
      const auto type = HubSpotRecords::typeOf(word).value_or(std::string());
      auto links = ordered_json::array();
      for (const auto& link : records_.linksOf(record.type, record.id, type)) links.push_back(internal::hubSpotLinkView(link, "v3"));
      if (!links.empty()) view["associations"][type]["results"] = std::move(links);
    }
    return view;
  }

  ServiceReply list(const std::string& type, const ServiceRequest& request) {
    if (request.method != "GET") return failed({405, "METHOD_NOT_ALLOWED", "Not allowed here: " + request.method});
    const auto all = records_.all(type);
    const auto after = request.parameter("after");
    auto at = std::find_if(all.begin(), all.end(), [&after](const HubSpotRecord* record) { return record->id == after; });
    if (after.empty()) at = all.begin();
    auto names = splitList(request.parameter("properties"));
    if (names.empty()) names = internal::hubSpotDefaults(type);
    ordered_json answer{{"results", ordered_json::array()}};
    for (auto left = limitOf(request.parameter("limit"), 10, kMostListed); left > 0 && at != all.end(); --left, ++at)
      answer["results"].push_back(viewOf(**at, names, request));
    if (at != all.end()) answer["paging"] = {{"next", {{"after", (*at)->id}}}};
    return ServiceReply::json(200, answer);
  }

  ServiceReply one(const std::string& type, const std::string& key, const ServiceRequest& request) {
    auto* const record = records_.find(type, key, request.parameter("idProperty"));
    if (!record) return notThere(key);
    if (request.method == "DELETE") {
      records_.remove(*record);
      return {204, {}, {}};
    }
    if (request.method == "GET") {
      const auto names = splitList(request.parameter("properties"));
      return ServiceReply::json(200, viewOf(*record, names.empty() ? internal::hubSpotDefaults(type) : names, request));
    }
    if (request.method != "PATCH") return failed({405, "METHOD_NOT_ALLOWED", "Not allowed here: " + request.method});
    const auto input = json::parse(request.body, nullptr, false);
    const auto changed = records_.update(*record, input, request.at);
    return changed ? ServiceReply::json(200, internal::hubSpotView(**changed, internal::hubSpotNamesIn(input))) : failed(changed.error());
  }

  /// New records are found once the lag is over.
  ServiceReply search(const std::string& type, const ServiceRequest& request) {
    const auto input = json::parse(request.body, nullptr, false);
    if (request.method != "POST" || !input.is_object()) return failed({400, "VALIDATION_ERROR", "Invalid input JSON: no search"});
    auto all = records_.all(type);
    std::erase_if(all, [&](const HubSpotRecord* record) { return record->created + searchLag_ > request.at; });
    const auto found = internal::hubSpotSearch(type, input, std::move(all));
    return found ? ServiceReply::json(200, *found) : failed(found.error());
  }

  ServiceReply batch(const std::string& type, const std::string& verb, const ServiceRequest& request) {
    const auto body = json::parse(request.body, nullptr, false);
    const auto& inputs = memberOf(body, "inputs");
    if (request.method != "POST" || !inputs.is_array() || inputs.empty() || inputs.size() > kMostInputs)
      return failed({400, "VALIDATION_ERROR", "Invalid input JSON: inputs must be an array of 1 to 100"});
    if (!internal::isHubSpotBatch(verb)) return failed({404, "OBJECT_NOT_FOUND", "There is nothing at " + request.path});
    return internal::hubSpotBatch(records_, type, verb, body, request.at);
  }

  ServiceReply orFailed(const internal::HubSpotResult<ServiceReply>& done) { return done ? *done : failed(done.error()); }

  HubSpotRecords records_;
  base::Millis searchLag_{};
  std::array<Rate, 3> rates_{
      {{"requestsPer10s", "TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.",
        RequestRate{std::chrono::seconds{10}}},
       {"searchesPerSecond", "", "You have reached your secondly limit.", RequestRate{std::chrono::seconds{1}}, true},
       {"requestsPerDay", "DAILY", "You have reached your daily limit.", RequestRate{std::chrono::hours{24}}}}};
  int answers_ = 0;
};

}  // namespace

std::unique_ptr<Service> makeHubSpotStandIn() { return std::make_unique<HubSpotStandIn>(); }

}  // namespace hookline::sandbox
