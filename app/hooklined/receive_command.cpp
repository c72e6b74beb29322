#include <atomic>
#include <map>
#include <mutex>
#include <string>

#include "base/random.h"
#include "hooklined/option_readers.h"
#include "hooklined/subcommands.h"
#include "platform/signals.h"
#include "sandbox/receiver.h"

namespace hookline::hooklined {
namespace {

using sandbox::ReceivedRequest;
using sandbox::SignatureVerdict;

base::Result<sandbox::ReceiverOptions> readOptions(const OptionValues& values) {
  sandbox::ReceiverOptions options;
  if (const Given* listen = values.find("listen")) {
    auto address = readListen(*listen);
    if (!address) return base::fail(address.error());
    options.host = std::move(address->host);
    options.port = address->port;
  }
  if (const Given* secret = values.find("secret")) {
    if (secret->text.empty()) return base::fail(wrongValue(*secret));
    options.secret = secret->text;
  }
  if (const Given* status = values.find("status")) {
    auto statuses = readStatuses(*status);
    if (!statuses) return base::fail(statuses.error());
    options.statuses = std::move(*statuses);
  }
  if (const Given* delay = values.find("delay-ms")) {
    const auto number = readWhole(*delay, 0, static_cast<std::uint64_t>(sandbox::ReceiverOptions::kMaxDelay.count()));
    if (!number) return base::fail(number.error());
    options.delay = base::Millis{*number};
  }
  if (const Given* rate = values.find("reset-rate")) {
    const auto share = readDecimal(*rate, 0, 1);
    if (!share) return base::fail(share.error());
    options.resetRate = *share;
  }
  options.seed = base::entropySeed();
  if (const Given* seed = values.find("seed")) {
    const auto number = readWhole(*seed, 0, ~std::uint64_t{0});
    if (!number) return base::fail(number.error());
    options.seed = *number;
  }
  return options;
}

/// Counts what came, for the words at the end. Thread: one at a time.
struct Tally {
  std::uint64_t requests = 0;
  std::map<std::string, std::uint64_t> answers;
  std::map<std::string, std::uint64_t> signatures;

  void add(const ReceivedRequest& request) {
    ++requests;
    ++answers[request.status ? std::to_string(*request.status) : "dropped"];
    ++signatures[request.signature.state == SignatureVerdict::State::kInvalid ? "invalid" : request.signature.text()];
  }
  static std::string list(const std::map<std::string, std::uint64_t>& counts) {
    std::string text;
    for (const auto& [what, count] : counts) text += (text.empty() ? "" : ", ") + what + " x" + std::to_string(count);
    return text;
  }
  std::string summary() const {
    if (requests == 0) return "no requests came";
    return std::to_string(requests) + (requests == 1 ? " request" : " requests") + "; answered: " + list(answers) +
           "; signatures: " + list(signatures);
  }
};

}  // namespace

int receive(const OptionValues& values, const Console& console) {
  auto options = readOptions(values);
  if (!options) return usageFailure(console, options.error());
  auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  options->log = stderrLog(base::Log::Level::kWarning);
  const base::SystemClock clock;
  Tally tally;
  std::atomic<bool> gone{false};
  // The listener runs on the server's thread; it begins to print only when the line below is out.
  std::mutex printing;
  std::unique_lock first(printing);
  const auto report = [&](const ReceivedRequest& request) {
    const std::scoped_lock lock(printing);
    tally.add(request);
    console.out << request.jsonLine() << std::endl;
    // Whoever read the lines is gone (`hooklined receive | head`): there is nobody left to receive for.
    if (!console.out && !gone.exchange(true)) (*signal)->request();
  };
  auto receiver = sandbox::Receiver::start(std::move(*options), clock, report);
  if (!receiver) return failure(console, receiver.error());
  console.out << "hooklined receive listening on " << (*receiver)->url() << std::endl;
  first.unlock();
  (*signal)->waitFor(1);
  (*receiver)->stop();
  console.err << "hooklined receive: " << tally.summary() << std::endl;
  return kExitDone;
}

}  // namespace hookline::hooklined
