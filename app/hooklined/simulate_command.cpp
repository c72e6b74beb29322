#include <string>

#include "base/encoding.h"
#include "base/random.h"
#include "core_api/remote_call.h"
#include "core_api/remote_post.h"
#include "core_api/safe_targets.h"
#include "hooklined/simulate_options.h"
#include "hooklined/subcommands.h"
#include "net/curl_transport.h"
#include "net/system_resolver.h"
#include "platform/secret_file.h"
#include "platform/signals.h"
#include "simulate/event_sender.h"
#include "simulate/feed.h"

namespace hookline::hooklined {
namespace {

using simulate::EventSender;
using simulate::FeedReport;

constexpr base::Micros kProgressEvery{250000};
constexpr std::size_t kMaxInFlight = 64;

base::Result<std::string> readToken(const std::string& file) {
  if (file.empty()) return std::string();
  auto token = platform::readSecretFile(file);
  if (token && token->empty()) return base::fail(base::Errc::kInvalid, "The token file " + base::printable(file) + " is empty.");
  return token;
}

/// Nothing is sent when a receiver that is no safe target would get it.
base::Status checkTargets(core_api::RemoteCall& call, const simulate::Feed& feed) {
  const auto webhooks = call.ask("GET", "/api/webhooks?chatbotId=" + base::percentEncoded(feed.chatbotId));
  if (!webhooks && webhooks.error().code == base::Errc::kForbidden)
    return base::fail(base::Errc::kForbidden,
                      "This token may not read webhooks, so nobody can tell whether the events would reach real receivers. Use a token of "
                      "role viewer or higher that may also post, such as operator, or say --real to send real events without a look.");
  if (!webhooks) return base::fail(webhooks.error());
  const auto found = core_api::unsafeTargets(*webhooks, {feed.chatbotId, feed.types});
  if (found.empty()) return {};
  return base::fail(base::Errc::kForbidden, api::unsafeTargetsText(found, "--chatbot", "--real"));
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

FeedReport run(EventSender& sender, const simulate::Feed& feed, const platform::ShutdownSignal& signal, const Console& console) {
  const bool person = platform::isTerminal(platform::StandardStream::kErr);
  Progress progress(console.err);
  return sender.run(
      feed.next, [&] { return signal.count() > 0; },
      [&](const FeedReport& report) {
        if (person) progress.show(report);
      });
}

}  // namespace

int simulate(const OptionValues& values, const Console& console) {
  const auto options = readSimulateOptions(values);
  if (!options) return usageFailure(console, options.error());
  auto order = readOrder(*options);
  if (!order) return failure(console, order.error());
  const auto seed = options->seed.value_or(base::entropySeed() & 0xffffffffU);
  const auto feed = simulate::makeFeed(std::move(*order), seed);
  const auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  const auto token = readToken(options->tokenFile);
  if (!token) return failure(console, token.error());

  core_api::RemoteCall::Options callOptions;
  callOptions.url = options->url;
  callOptions.token = *token;
  const auto call = core_api::RemoteCall::open(std::move(callOptions));
  if (!call) return usageFailure(console, call.error());
  const auto fine = options->real ? checkAnswer(**call) : checkTargets(**call, feed);
  if (!fine) return failure(console, fine.error());

  net::SystemResolver resolver{net::SystemResolver::Options{}};
  net::CurlTransport::Options transportOptions;
  transportOptions.policy.allowPrivate = true;
  transportOptions.maxConnections = kMaxInFlight;
  const auto transport = net::CurlTransport::create(std::move(transportOptions), resolver);
  if (!transport) return failure(console, transport.error());
  core_api::RemotePostOptions postOptions;
  postOptions.url = options->url;
  postOptions.token = *token;
  postOptions.simulated = !options->real;
  core_api::RemotePost post(**transport, std::move(postOptions));
  const base::SystemClock clock;
  EventSender sender(post, clock, kMaxInFlight);
  const auto report = run(sender, feed, **signal, console);
  printSummary(console.out, report, seed);
  return report.allAccepted() ? kExitDone : kExitFailed;
}

}  // namespace hookline::hooklined
