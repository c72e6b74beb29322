#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "sandbox/salesforce_collections.h"
#include "sandbox/salesforce_composite.h"
#include "sandbox/salesforce_description.h"
#include "sandbox/salesforce_org.h"
#include "sandbox/salesforce_pages.h"
#include "sandbox/salesforce_tokens.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

using SalesforceAnswer = SalesforceOrg::Answer;

constexpr std::size_t kResourceStart = 3;  ///< behind /services/data/v67.0
constexpr int kOldestSalesforce = 50;
constexpr int kNewestSalesforce = 67;
constexpr std::int64_t kMostDailyRequests = 15'000'000;
constexpr std::int64_t kDailyRequests = 100'000;
constexpr base::Millis kRequestWindow{24 * 60 * 60 * 1000};

SalesforceAnswer noSuchResource() { return SalesforceOrg::error(404, "NOT_FOUND", "The requested resource does not exist"); }

/// Three versions a year: 66.0 is Spring '26, 67.0 Summer '26.
ordered_json salesforceVersions() {
  constexpr std::array<std::string_view, 3> kSeasons{"Spring", "Summer", "Winter"};
  auto all = ordered_json::array();
  for (int version = kOldestSalesforce; version <= kNewestSalesforce; ++version) {
    const auto season = std::string(kSeasons.at(static_cast<std::size_t>(version % 3)));
    const auto number = std::to_string(version) + ".0";
    all.push_back(
        {{"label", season + " '" + std::to_string((version + 1) / 3 + 4)}, {"url", "/services/data/v" + number}, {"version", number}});
  }
  return all;
}

bool isServedVersion(std::string_view part) {
  for (int version = kOldestSalesforce; version <= kNewestSalesforce; ++version)
    if (part == "v" + std::to_string(version) + ".0") return true;
  return false;
}

bool savesDuplicates(const ServiceRequest& request) {
  std::string value(request.header("Sforce-Duplicate-Rule-Header"));
  std::erase(value, ' ');
  return value.find("allowSave=true") != std::string::npos;
}

class SalesforceStandIn final : public Service {
 public:
  std::string_view name() const override { return "salesforce"; }

  ServiceReply answer(const ServiceRequest& request) override {
    if (request.path == "/services/oauth2/token") return tokens_.answer(request);
    if (request.path.starts_with("/services/Soap/u/") && request.method == "POST") return tokens_.answerLogin(request);
    if (request.path.starts_with("/id/") && request.method == "GET") return tokens_.answerIdentity(request);
    if (request.path == "/services/data" || request.path == "/services/data/") return ServiceReply::json(200, salesforceVersions());
    if (!tokens_.isGood(request.bearer(), request.at))
      return reply(SalesforceOrg::error(401, "INVALID_SESSION_ID", "Session expired or invalid"));
    if (request.at >= windowStart_ + kRequestWindow) {
      windowStart_ = request.at;
      requests_ = 0;
    }
    if (requests_ >= mostRequests_) return reply(SalesforceOrg::error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
    ++requests_;
    const auto parts = pathParts(request.path);
    const bool composite = parts.size() == 4 && isResource(parts) && parts[3] == "composite" && request.method == "POST";
    auto out =
        reply(composite ? runComposite(request, org_, [this](const ServiceRequest& one) { return runAlone(one); }) : runAlone(request));
    out.headers.push_back({"Sforce-Limit-Info", "api-usage=" + std::to_string(requests_) + "/" + std::to_string(mostRequests_)});
    return out;
  }

  ordered_json records() const override { return org_.records(); }

  ordered_json example(const std::string& standIns) const override {
    return {{"settings",
             {{"baseUrl", standIns + "/salesforce"},
              {"myDomainUrl", "https://stand-in.my.salesforce.com"},
              {"clientId", "stand-in"},
              {"clientSecret", "stand-in-secret"}}}};
  }
  void forget() override {
    org_ = {};
    pages_ = {};
    tokens_ = {};
    requests_ = 0;
    mostRequests_ = kDailyRequests;
  }

  /// dailyRequests; tokenLifeMs; expireTokens 1: all given so far; duplicateRule 0 off, 1 warns, 2 blocks; customFields 0: the org has
  /// none; convertLead n: makes a contact of the nth lead.
  base::Status configure(const json& settings) override {
    const auto read = readKnobs(settings, {{"dailyRequests", kMostDailyRequests},
                                           {"tokenLifeMs", kRequestWindow.count()},
                                           {"expireTokens", 1},
                                           {"duplicateRule", 2},
                                           {"customFields", 1},
                                           {"convertLead", kMostDailyRequests}});
    if (!read) return base::fail(read.error());
    const auto& knobs = *read;
    if (const auto lead = knobs.find("convertLead");
        lead != knobs.end() && !org_.convert(static_cast<std::size_t>(lead->second), windowStart_))
      return base::fail(base::Errc::kInvalid, "/convertLead is the number of an open lead, from 1.");
    if (const auto most = knobs.find("dailyRequests"); most != knobs.end()) mostRequests_ = most->second;
    if (const auto life = knobs.find("tokenLifeMs"); life != knobs.end()) tokens_.setLife(base::Millis{life->second});
    if (const auto expire = knobs.find("expireTokens"); expire != knobs.end() && expire->second == 1) tokens_.expireAll();
    if (const auto rule = knobs.find("duplicateRule"); rule != knobs.end())
      org_.setDuplicateRule(static_cast<SalesforceOrg::DuplicateRule>(rule->second));
    if (const auto custom = knobs.find("customFields"); custom != knobs.end()) org_.setCustomFields(custom->second == 1);
    return {};
  }

 private:
  static ServiceReply reply(const SalesforceAnswer& answer) {
    if (answer.body.is_null()) return {answer.status, {}, {}};
    return ServiceReply::json(answer.status, answer.body);
  }

  static bool isResource(const std::vector<std::string_view>& parts) {
    return parts.size() > kResourceStart && parts[0] == "services" && parts[1] == "data" && isServedVersion(parts[2]);
  }

  /// /services/data/v67.0/query[/{locator}], …/sobjects… and …/composite/sobjects….
  SalesforceAnswer runAlone(const ServiceRequest& request) {
    const auto raw = pathParts(request.path);
    if (!isResource(raw)) return noSuchResource();
    std::vector<std::string> parts;
    for (std::size_t i = kResourceStart; i < raw.size(); ++i) parts.push_back(percentDecoded(raw[i]));
    if ((parts[0] == "query" || parts[0] == "queryAll") && parts.size() <= 2 && request.method == "GET")
      return parts.size() == 2
                 ? pages_.next(parts[1])
                 : pages_.first(org_.query(request.parameter("q")), SalesforcePages::sizeAskedFor(request.header("Sforce-Query-Options")));
    const SalesforceOrg::WriteOptions options{request.at, savesDuplicates(request)};
    if (parts[0] == "composite" && parts.size() >= 2 && parts.size() <= 4 && parts[1] == "sobjects")
      return runCollection(request, {parts.begin() + 2, parts.end()}, options, org_);
    if (parts[0] == "limits" && parts.size() == 1 && request.method == "GET")
      return {200, {{"DailyApiRequests", {{"Max", mostRequests_}, {"Remaining", mostRequests_ - requests_}}}}};
    if (parts[0] != "sobjects" || parts.size() > 4) return noSuchResource();
    if (parts.size() == 1) return request.method == "GET" ? SalesforceAnswer{200, salesforceObjectList()} : noSuchMethod();
    return runOnObject(request, parts, options);
  }

  /// …/sobjects/{object}[/describe | /{id} | /{external id field}/{key}].
  SalesforceAnswer runOnObject(const ServiceRequest& request, const std::vector<std::string>& parts,
                               const SalesforceOrg::WriteOptions& options) {
    const auto& object = parts[1];
    const auto fields = json::parse(request.body, nullptr, false);
    if (parts.size() == 2) return request.method == "POST" ? org_.create(object, fields, options) : noSuchMethod();
    if (parts.size() == 3 && parts[2] == "describe") return request.method == "GET" ? org_.describe(object) : noSuchMethod();
    const auto keyField = parts.size() == 3 ? std::string("Id") : parts[2];
    const auto& key = parts.back();
    if (request.method == "GET") return org_.get(object, keyField, key, splitList(request.parameter("fields")));
    if (request.method == "PATCH") return org_.upsert(object, keyField, key, fields, options);
    if (request.method == "DELETE" && keyField == "Id") return org_.remove(object, key);
    return noSuchMethod();
  }

  static SalesforceAnswer noSuchMethod() {
    return SalesforceOrg::error(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed. Allowed are DELETE, GET, PATCH and POST");
  }

  SalesforceOrg org_;
  SalesforcePages pages_;
  SalesforceTokens tokens_;
  base::WallTime windowStart_{};
  std::int64_t requests_ = 0;
  std::int64_t mostRequests_ = kDailyRequests;
};

}  // namespace

std::unique_ptr<Service> makeSalesforceStandIn() { return std::make_unique<SalesforceStandIn>(); }

}  // namespace hookline::sandbox
