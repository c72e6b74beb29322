#include <string>

#include "base/encoding.h"
#include "core_api/event_feed.h"
#include "core_api/remote_call.h"
#include "core_api/safe_targets.h"
#include "hooklined/simulate_options.h"
#include "hooklined/simulate_source.h"
#include "hooklined/subcommands.h"
#include "net/curl_transport.h"
#include "net/system_resolver.h"
#include "platform/secret_file.h"
#include "platform/signals.h"

namespace hookline::hooklined {
namespace {

using core_api::EventFeed;
using core_api::FeedReport;

constexpr base::Micros kProgressEvery{250000};

base::Result<std::string> readToken(const std::string& file) {
  if (file.empty()) return std::string();
  auto token = platform::readSecretFile(file);
  if (token && token->empty()) return base::fail(base::Errc::kInvalid, "The token file " + base::printable(file) + " is empty.");
  return token;
}

/// Nothing is sent when a receiver that is no safe target would get it.
base::Status checkTargets(core_api::RemoteCall& call, const SimulatedFeed& feed) {
  const auto webhooks = call.ask("GET", "/api/webhooks?chatbotId=" + base::percentEncoded(feed.chatbotId));
  if (!webhooks && webhooks.error().code == base::Errc::kForbidden)
    return base::fail(base::Errc::kForbidden,
                      "This token may not read webhooks, so nobody can tell whether the events would reach real receivers. Use a token of "
                      "role viewer or higher that may also post, such as operator, or say --real to send real events without a look.");
  if (!webhooks) return base::fail(webhooks.error());
  const auto found = core_api::unsafeTargets(*webhooks, feed.chatbotId, feed.types);
  if (found.empty()) return {};
  std::string names;
  for (const auto& one : found) names += (names.empty() ? "" : ", ") + one;
  return base::fail(base::Errc::kForbidden, "These webhooks would take the events and are no safe targets: " + names +
                                                ". Mark them with \"test\": true, disable them, use another --chatbot, or say --real.");
}

/// With --real nothing is looked at, but a wrong address or token should be heard of once and not for every event.
base::Status checkAnswer(core_api::RemoteCall& call) {
  const auto me = call.ask("GET", "/api/me");
  if (me || me.error().code == base::Errc::kForbidden) return {};
  return base::fail(me.error());
}

std::string milliseconds(std::optional<base::Micros> time) {
  if (!time) return "-";
  const auto tenths = (time->count() + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " ms";
}

std::string seconds(base::Micros time) {
  const auto tenths = time.count() / 100000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

void printSummary(std::ostream& out, const FeedReport& report, std::uint64_t seed) {
  out << "sent      " << report.sent << " in " << seconds(report.elapsed) << (report.stopped ? " (stopped early)" : "") << "\naccepted  "
      << report.accepted;
  if (report.duplicates > 0) out << " (" << report.duplicates << " known before)";
  out << "\nrefused   " << report.refusedTotal() << '\n';
  for (const auto& [reason, count] : report.refused) out << "  " << count << " x " << base::printable(reason, 1024) << '\n';
  if (report.notSent > 0) out << "not sent  " << report.notSent << " (the daemon fell too far behind; ask for a lower --rate)\n";
  out << "latency   p50 " << milliseconds(report.latencies.percentile(0.5)) << ", p95 " << milliseconds(report.latencies.percentile(0.95))
      << "\nseed      " << seed << std::endl;
}

/// One line that is written over again and again.
class Progress {
 public:
  explicit Progress(std::ostream& err) : err_(err) {}
  void show(const FeedReport& report) {
    if (shown_ && report.elapsed - last_ < kProgressEvery) return;
    shown_ = true;
    last_ = report.elapsed;
    err_ << '\r' << seconds(report.elapsed) << "  sent " << report.sent << "  accepted " << report.accepted << "  refused "
         << report.refusedTotal() << "   " << std::flush;
  }
  ~Progress() {
    if (shown_) err_ << '\n';
  }

 private:
  std::ostream& err_;
  bool shown_ = false;
  base::Micros last_{};
};

FeedReport runFeed(EventFeed& feed, const EventFeed::Source& source, const platform::ShutdownSignal& signal, const Console& console) {
  const bool person = platform::isTerminal(platform::StandardStream::kErr);
  Progress progress(console.err);
  return feed.run(
      source, [&] { return signal.count() > 0; },
      [&](const FeedReport& report) {
        if (person) progress.show(report);
      });
}

}  // namespace

int simulate(const OptionValues& values, const Console& console) {
  const auto options = readSimulateOptions(values);
  if (!options) return usageFailure(console, options.error());
  const auto made = makeFeed(*options);
  if (!made) return failure(console, made.error());
  const auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  const auto token = readToken(options->tokenFile);
  if (!token) return failure(console, token.error());

  core_api::RemoteCall::Options callOptions;
  callOptions.url = options->url;
  callOptions.token = *token;
  const auto call = core_api::RemoteCall::open(std::move(callOptions));
  if (!call) return usageFailure(console, call.error());
  const auto fine = options->real ? checkAnswer(**call) : checkTargets(**call, *made);
  if (!fine) return failure(console, fine.error());

  core_api::EventFeedOptions feedOptions;
  feedOptions.url = options->url;
  feedOptions.token = *token;
  feedOptions.simulated = !options->real;
  net::SystemResolver resolver{net::SystemResolver::Options{}};
  net::CurlTransport::Options transportOptions;
  transportOptions.policy.allowPrivate = true;
  transportOptions.maxConnections = feedOptions.maxInFlight;
  const auto transport = net::CurlTransport::create(std::move(transportOptions), resolver);
  if (!transport) return failure(console, transport.error());
  const base::SystemClock clock;
  EventFeed feed(**transport, clock, std::move(feedOptions));
  const auto report = runFeed(feed, made->source, **signal, console);
  printSummary(console.out, report, made->seed);
  return report.allAccepted() ? kExitDone : kExitFailed;
}

}  // namespace hookline::hooklined
