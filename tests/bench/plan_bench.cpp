// What destinations cost: rendering a message, a plan of three requests beside three deliveries of one and beside three bare requests,
// and many leads at a service that fails.
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

#include "aims.h"
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
constexpr int kRounds = 3;
constexpr int kInFlight = 10;
/// Of three webhooks: together they have as many requests under way as the plan.
constexpr int kShares[] = {4, 3, 3};

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

bool aim(const char* what, bool met, double value, double wanted) {
  std::printf("%s %s: %.2f, aim %.2f\n", met ? "met   " : "NOT met", what, value, wanted);
  return met;
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
  while (begun < static_cast<std::uint64_t>(kInFlight)) begin();
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

json hubSpot(const std::string& standIns) {
  return {{"kind", "hubspot"},
          {"chatbotId", "*"},
          {"events", {"*"}},
          {"maxInFlight", kInFlight},
          {"retryPolicy", {{"maxRetries", 15}, {"backoffMs", 20}, {"maxBackoffMs", 200}, {"multiplier", 2.0}, {"jitter", "none"}}},
          {"settings", {{"accessToken", "service-key-1"}, {"baseUrl", standIns + "/hubspot"}}}};
}

/// Three webhooks that each take one request for a lead.
std::vector<json> chats(const std::string& standIns) {
  std::vector<json> webhooks;
  for (const int share : kShares)
    webhooks.push_back({{"kind", "slack"},
                        {"chatbotId", "*"},
                        {"events", {"*"}},
                        {"maxInFlight", share},
                        {"url", standIns + "/slack/services/T0/B0/" + std::to_string(webhooks.size())},
                        {"settings", {{"baseUrl", standIns + "/slack"}}}});
  return webhooks;
}

/// Leads a second through a core of this process, or an error.
base::Result<double> leadsThroughCore(const std::filesystem::path& folder, const std::vector<json>& webhooks, std::uint64_t leads) {
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
  for (const auto& webhook : webhooks) {
    const auto made = door.call("POST", "/api/webhooks", webhook.dump());
    if (made.status != 201) return base::fail(base::Errc::kInvalid, "a webhook could not be made: " + made.body);
  }
  Feed feed(**core);
  const auto start = Clock::now();
  for (std::uint64_t n = 0; n < leads; ++n) feed.post(eventBody(n, EventIds::kOrdered));
  feed.finish();
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return base::fail(base::Errc::kInvalid, error);
  const double seconds = secondsSince(start);
  (*core)->close(base::Millis{10000});
  return static_cast<double>(leads) / seconds;
}

struct Ratios {
  double plain;  ///< beside three deliveries of one request each, kept and recorded as the plan is
  double bare;   ///< beside three requests of which nothing is kept
};

/// The medians of rounds, run by turns.
base::Result<Ratios> planRatios(const std::filesystem::path& folder, const std::string& standIns) {
  std::vector<double> plain;
  std::vector<double> bare;
  for (int round = 0; round < kRounds; ++round) {
    ask(standIns, "DELETE", "/_sandbox");
    const auto bareRate = bareLeads(standIns);
    ask(standIns, "DELETE", "/_sandbox");
    const auto plainRate = leadsThroughCore(folder, chats(standIns), kPlans);
    ask(standIns, "DELETE", "/_sandbox");
    const auto planRate = leadsThroughCore(folder, {hubSpot(standIns)}, kPlans);
    for (const auto* rate : {&bareRate, &plainRate, &planRate})
      if (!*rate) return base::fail(rate->error());
    std::printf("       leads/s: %.0f by plans of three steps, %.0f by three deliveries of one, %.0f by three bare requests\n", *planRate,
                *plainRate, *bareRate);
    plain.push_back(*planRate / *plainRate);
    bare.push_back(*planRate / *bareRate);
  }
  return Ratios{median(std::move(plain)), median(std::move(bare))};
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
  const auto perSecond = leadsThroughCore(folder, {hubSpot(standIns)}, kLeads);
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
  const auto ratios = planRatios(folder, (*standIns)->url());
  if (!ratios) return std::fprintf(stderr, "%s\n", ratios.error().message.c_str()), 1;
  met = aim("a plan of three steps beside three deliveries of one", ratios->plain >= 0.6, ratios->plain, 0.6) && met;
  // Told, not judged: each of the plan's steps is on disk before the next goes out, and of bare requests nothing is kept.
  std::printf("       a plan of three steps beside three bare requests, of which nothing is kept: %.2f\n", ratios->bare);
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
