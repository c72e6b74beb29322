// What destinations cost: rendering a message, a plan of three requests beside three bare ones, and many leads at a service that fails.
#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bench_events.h"
#include "core_api/core.h"
#include "core_door.h"
#include "destinations/message_renderer.h"
#include "destinations/settings.h"
#include "run_steps.h"
#include "sandbox/sandbox.h"

namespace hookline::bench {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

constexpr int kRenders = 20'000;
constexpr std::uint64_t kLeads = 10'000;
constexpr std::uint64_t kPlans = 2'000;
constexpr int kPairs = 3;
constexpr int kInFlight = 10;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

bool aim(const char* what, bool met, double value, double wanted) {
  std::printf("%s %s: %.2f, aim %.2f\n", met ? "met   " : "NOT met", what, value, wanted);
  return met;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

/// Microseconds for each template of a lead's message in Slack.
double renderTime() {
  model::Webhook webhook;
  webhook.kind = model::WebhookKind::kSlack;
  webhook.url = "https://hooks.slack.com/services/T0/B0/x";
  const auto parsed = model::parseEvent(eventBody(1, EventIds::kOrdered), {"evt_1", base::wallNow()});
  const auto& message = *destinations::messageFor(webhook, "lead.captured");
  const auto templates = 3 + 2 * message.fields.size() + 2 * message.links.size();
  std::vector<double> times;
  for (int i = 0; i < kRenders; ++i) {
    const auto start = Clock::now();
    const auto rendered = destinations::renderMessage({parsed->event, webhook, model::DeliveryId{1}, 1, base::wallNow(), false});
    times.push_back(secondsSince(start) * 1e6 / static_cast<double>(templates));
    if (rendered.title.empty()) return 0;
  }
  return median(std::move(times));
}

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(bytes, size * count);
  return size * count;
}

/// One call to the stand-ins; the body of the answer.
std::string ask(const std::string& method, const std::string& url, const std::string& body = {}) {
  std::string answer;
  CURL* easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method.c_str());
  if (!body.empty()) curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
  curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return answer;
}

/// The three requests of one lead at HubSpot, as any client would send them.
class BareLead {
 public:
  explicit BareLead(std::string base) : base_(std::move(base)), easy_(curl_easy_init()) {
    headers_ = curl_slist_append(headers_, "Content-Type: application/json");
    headers_ = curl_slist_append(headers_, "Authorization: Bearer service-key-1");
    headers_ = curl_slist_append(headers_, "Expect:");
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &append);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, &answer_);
    curl_easy_setopt(easy_, CURLOPT_PRIVATE, static_cast<void*>(this));
  }
  BareLead(const BareLead&) = delete;
  BareLead& operator=(const BareLead&) = delete;
  ~BareLead() {
    curl_easy_cleanup(easy_);
    curl_slist_free_all(headers_);
  }

  CURL* easy() const { return easy_; }
  void begin(std::uint64_t lead) {
    lead_ = lead;
    step_ = 0;
    prepare();
  }
  /// Whether another request follows.
  bool next() {
    if (step_ == 1) contact_ = json::parse(answer_, nullptr, false).value("id", "");
    if (step_ == 2) return false;
    ++step_;
    prepare();
    return true;
  }

 private:
  void prepare() {
    const auto email = "bare" + std::to_string(lead_) + "@example.com";
    answer_.clear();
    if (step_ == 0) {
      url_ = base_ + "/contacts/" + email + "?idProperty=email";
      body_ = json{{"properties", {{"firstname", "Ada"}, {"lastname", "Example"}}}}.dump();
    } else if (step_ == 1) {
      url_ = base_ + "/contacts";
      body_ = json{{"properties", {{"email", email}, {"firstname", "Ada"}, {"lastname", "Example"}, {"lifecyclestage", "lead"}}}}.dump();
    } else {
      url_ = base_ + "/notes";
      const json kind{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", 202}};
      body_ = json{{"properties", {{"hs_timestamp", "2026-11-23T20:00:00.000Z"}, {"hs_note_body", "Asked for the price of fifty seats."}}},
                   {"associations", json::array({{{"to", {{"id", contact_}}}, {"types", json::array({kind})}}})}}
                  .dump();
    }
    curl_easy_setopt(easy_, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, step_ == 0 ? "PATCH" : "POST");
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, body_.c_str());
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body_.size()));
  }

  const std::string base_;
  CURL* easy_;
  curl_slist* headers_ = nullptr;
  std::uint64_t lead_ = 0;
  int step_ = 0;
  std::string contact_;
  std::string url_;
  std::string body_;
  std::string answer_;
};

/// Leads a second of nothing but libcurl.
double bareLeads(const std::string& standIns) {
  CURLM* multi = curl_multi_init();
  std::vector<std::unique_ptr<BareLead>> slots;
  std::uint64_t begun = 0;
  std::uint64_t ended = 0;
  const auto start = Clock::now();
  for (int i = 0; i < kInFlight; ++i) {
    slots.push_back(std::make_unique<BareLead>(standIns + "/hubspot/crm/objects/2026-09"));
    slots.back()->begin(begun++);
    curl_multi_add_handle(multi, slots.back()->easy());
  }
  while (ended < kPlans) {
    int running = 0;
    curl_multi_perform(multi, &running);
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi, &left)) {
      BareLead* slot = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, reinterpret_cast<char**>(&slot));
      curl_multi_remove_handle(multi, slot->easy());
      bool more = slot->next();
      if (!more) {
        ++ended;
        more = begun < kPlans;
        if (more) slot->begin(begun++);
      }
      if (more) curl_multi_add_handle(multi, slot->easy());
    }
    curl_multi_poll(multi, nullptr, 0, 100, nullptr);
  }
  const double seconds = secondsSince(start);
  slots.clear();
  curl_multi_cleanup(multi);
  return static_cast<double>(kPlans) / seconds;
}

std::string makeHubSpot(CallDoor& door, const std::string& standIns) {
  const json webhook{
      {"kind", "hubspot"},
      {"chatbotId", "*"},
      {"events", {"*"}},
      {"maxInFlight", kInFlight},
      {"retryPolicy", {{"maxRetries", 15}, {"backoffMs", 20}, {"maxBackoffMs", 200}, {"multiplier", 2.0}, {"jitter", "none"}}},
      {"settings", {{"accessToken", "service-key-1"}, {"baseUrl", standIns + "/hubspot"}}}};
  const auto answer = door.call("POST", "/api/webhooks", webhook.dump());
  return answer.status == 201 ? std::string() : "the webhook could not be made: " + answer.body;
}

/// Leads a second through a core of this process, or an error.
base::Result<double> leadsThroughCore(const std::filesystem::path& folder, const std::string& standIns, std::uint64_t leads) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  core_api::CoreOptions options;
  options.dataFolder = folder;
  options.masterKeyFile = folder.parent_path() / "bench-master.key";
  options.listenPort = 0;
  options.allowPrivate = true;
  auto core = core_api::Core::open(std::move(options));
  if (!core) return base::fail(core.error());
  CoreDoor door(**core);
  if (auto error = makeHubSpot(door, standIns); !error.empty()) return base::fail(base::Errc::kInvalid, error);
  Feed feed(**core);
  const auto start = Clock::now();
  for (std::uint64_t n = 0; n < leads; ++n) feed.post(eventBody(n, EventIds::kOrdered));
  feed.finish();
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return base::fail(base::Errc::kInvalid, error);
  const double seconds = secondsSince(start);
  (*core)->close(base::Millis{10000});
  return static_cast<double>(leads) / seconds;
}

/// The median ratio of pairs, run by turns.
base::Result<double> planRatio(const std::filesystem::path& folder, const std::string& standIns) {
  std::vector<double> ratios;
  for (int pair = 0; pair < kPairs; ++pair) {
    ask("DELETE", standIns + "/_sandbox");
    const double bare = bareLeads(standIns);
    ask("DELETE", standIns + "/_sandbox");
    const auto plans = leadsThroughCore(folder, standIns, kPlans);
    if (!plans) return base::fail(plans.error());
    std::printf("       %.0f leads/s of three bare requests, %.0f deliveries/s of three steps\n", bare, *plans);
    ratios.push_back(*plans / bare);
  }
  return median(std::move(ratios));
}

/// Every tenth request fails: an error without effect, a connection that breaks before it, one that breaks after it.
base::Status failingLeads(const std::filesystem::path& folder, const std::string& standIns) {
  ask("DELETE", standIns + "/_sandbox");
  for (const auto& fault : {json{{"status", 500}}, json{{"drop", "before"}}, json{{"drop", "after"}}}) {
    json whole{{"times", 1'000'000}, {"every", 30}};
    whole.update(fault);
    ask("POST", standIns + "/_sandbox/hubspot/faults", whole.dump());
  }
  const auto perSecond = leadsThroughCore(folder, standIns, kLeads);
  if (!perSecond) return base::fail(perSecond.error());
  const auto records = json::parse(ask("GET", standIns + "/_sandbox/hubspot"), nullptr, false).value("records", json::object());
  const auto contacts = records.value("contacts", json::array()).size();
  const auto notes = records.value("notes", json::array()).size();
  std::printf("       %llu leads at a HubSpot with 10 %% faults: %zu contacts, %zu notes, %.0f/s\n",
              static_cast<unsigned long long>(kLeads), contacts, notes, *perSecond);
  if (contacts == kLeads && notes == kLeads) return {};
  return base::fail(base::Errc::kInvalid, "some are missing or doubled");
}

int run(const std::filesystem::path& folder, bool check) {
  const base::SystemClock clock;
  auto standIns = sandbox::Sandbox::start({.port = 0}, clock);
  if (!standIns) return std::fprintf(stderr, "%s\n", standIns.error().message.c_str()), 1;
  bool met = true;
  const double render = renderTime();
  met = aim("microseconds to render a template (median)", render > 0 && render <= 20, render, 20) && met;
  const auto ratio = planRatio(folder, (*standIns)->url());
  if (!ratio) return std::fprintf(stderr, "%s\n", ratio.error().message.c_str()), 1;
  met = aim("a plan of three steps beside three bare requests", *ratio >= 0.6, *ratio, 0.6) && met;
  const auto failing = failingLeads(folder, (*standIns)->url());
  if (!failing) std::fprintf(stderr, "NOT met one of each of 10,000 leads: %s\n", failing.error().message.c_str());
  return (met && failing) || !check ? 0 : 1;
}

}  // namespace
}  // namespace hookline::bench

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : "build/bench/plans";
  return hookline::bench::run(std::filesystem::absolute(folder), argc > 2 && std::string(argv[2]) == "--check");
}
