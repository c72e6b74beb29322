// What destinations cost: rendering a message, a plan of three requests beside three bare ones, and many leads at a service that fails.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bench_events.h"
#include "core_api/core.h"
#include "core_api/remote_call.h"
#include "core_door.h"
#include "destinations/message_renderer.h"
#include "destinations/settings.h"
#include "net/curl_transport.h"
#include "net/system_resolver.h"
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
constexpr std::uint64_t kInFlight = 10;

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

/// One call to the stand-ins.
void ask(const std::string& standIns, const std::string& method, const std::string& target,
         const std::optional<json>& body = std::nullopt) {
  core_api::RemoteCall::Options options;
  options.url = standIns;
  auto call = core_api::RemoteCall::open(std::move(options));
  const auto answer = call ? (*call)->ask(method, target, body) : base::Result<json>(base::fail(call.error()));
  if (!answer) std::fprintf(stderr, "%s %s: %s\n", method.c_str(), target.c_str(), answer.error().message.c_str());
}

/// The three requests of one lead at HubSpot, as any client would send them.
class BareLead {
 public:
  BareLead(const std::string& standIns, std::uint64_t lead)
      : base_(standIns + "/hubspot/crm/objects/2026-09"), email_("bare" + std::to_string(lead) + "@example.com") {}

  /// The next one, after the answer to the last; nothing: all are done.
  std::optional<model::HttpRequest> next(const std::string& answer) {
    switch (step_++) {
      case 0:
        return request("PATCH", "/contacts/" + email_ + "?idProperty=email",
                       {{"properties", {{"firstname", "Ada"}, {"lastname", "Example"}}}});
      case 1:
        return request("POST", "/contacts",
                       {{"properties", {{"email", email_}, {"firstname", "Ada"}, {"lastname", "Example"}, {"lifecyclestage", "lead"}}}});
      case 2:
        return request("POST", "/notes", note(json::parse(answer, nullptr, false).value("id", "")));
      default:
        return std::nullopt;
    }
  }

 private:
  static json note(const std::string& contact) {
    const json kind{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", 202}};
    return {{"properties", {{"hs_timestamp", "2026-11-23T20:00:00.000Z"}, {"hs_note_body", "Asked for the price of fifty seats."}}},
            {"associations", json::array({{{"to", {{"id", contact}}}, {"types", json::array({kind})}}})}};
  }
  model::HttpRequest request(const char* method, const std::string& path, const json& body) const {
    model::HttpRequest made;
    made.method = method;
    made.url = base_ + path;
    made.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer service-key-1"}};
    made.body = std::make_shared<const std::string>(body.dump());
    return made;
  }

  const std::string base_;
  const std::string email_;
  int step_ = 0;
};

/// Leads a second of the core's own HTTP client, with nothing kept and nothing decided.
base::Result<double> bareLeads(const std::string& standIns) {
  net::SystemResolver resolver(net::SystemResolver::Options{});
  net::CurlTransport::Options options;
  options.policy.allowPrivate = true;
  auto transport = net::CurlTransport::create(std::move(options), resolver);
  if (!transport) return base::fail(transport.error());
  std::map<net::TransferId, BareLead> leads;
  std::uint64_t begun = 0;
  const auto start = Clock::now();
  const auto begin = [&] {
    const auto at = leads.try_emplace(begun, standIns, begun).first;
    (*transport)->send(begun++, *at->second.next(""));
  };
  while (begun < kInFlight) begin();
  while (!leads.empty()) {
    for (const auto& finished : (*transport)->poll(base::Micros{100'000})) {
      const auto lead = leads.find(finished.id);
      if (auto request = lead->second.next(finished.result.body)) {
        (*transport)->send(finished.id, std::move(*request));
        continue;
      }
      leads.erase(lead);
      if (begun < kPlans) begin();
    }
  }
  return static_cast<double>(kPlans) / secondsSince(start);
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
    ask(standIns, "DELETE", "/_sandbox");
    const auto bare = bareLeads(standIns);
    if (!bare) return base::fail(bare.error());
    ask(standIns, "DELETE", "/_sandbox");
    const auto plans = leadsThroughCore(folder, standIns, kPlans);
    if (!plans) return base::fail(plans.error());
    std::printf("       %.0f leads/s of three bare requests, %.0f deliveries/s of three steps\n", *bare, *plans);
    ratios.push_back(*plans / *bare);
  }
  return median(std::move(ratios));
}

/// Every tenth request fails: an error without effect, a connection that breaks before it, one that breaks after it.
base::Status failingLeads(const std::filesystem::path& folder, const sandbox::Sandbox& sandbox) {
  const auto standIns = sandbox.url();
  ask(standIns, "DELETE", "/_sandbox");
  for (const auto& fault : {json{{"status", 500}}, json{{"drop", "before"}}, json{{"drop", "after"}}}) {
    json whole{{"times", 1'000'000}, {"every", 30}};
    whole.update(fault);
    ask(standIns, "POST", "/_sandbox/hubspot/faults", whole);
  }
  const auto perSecond = leadsThroughCore(folder, standIns, kLeads);
  if (!perSecond) return base::fail(perSecond.error());
  const auto records = json(sandbox.seen("hubspot", 0)).value("records", json::object());
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
  const auto failing = failingLeads(folder, **standIns);
  if (!failing) std::fprintf(stderr, "NOT met one of each of 10,000 leads: %s\n", failing.error().message.c_str());
  return (met && failing) || !check ? 0 : 1;
}

}  // namespace
}  // namespace hookline::bench

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : "build/bench/plans";
  return hookline::bench::run(std::filesystem::absolute(folder), argc > 2 && std::string(argv[2]) == "--check");
}
