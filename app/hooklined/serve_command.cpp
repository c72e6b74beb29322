#include <string>

#include "core_api/core.h"
#include "core_api/stop_on_signal.h"
#include "hooklined/serve_options.h"
#include "hooklined/subcommands.h"
#include "platform/signals.h"
#include "platform/terminal.h"

namespace hookline::hooklined {
namespace {

constexpr base::Millis kStopGrace{10000};

bool atTerminal() {
  using platform::StandardStream;
  return platform::isTerminal(StandardStream::kIn) || platform::isTerminal(StandardStream::kOut) ||
         platform::isTerminal(StandardStream::kErr);
}

void reloadCertificate(core_api::Core& core, const base::Log& log) {
  const auto read = core.reloadCertificate();
  if (!read)
    return log.error("the TLS certificate was not read again: new connections get the former one until it is mended and SIGHUP comes anew",
                     {{"reason", read.error().message}});
  log.info("SIGHUP: new connections get what the TLS files hold now");
}

}  // namespace

int serve(const OptionValues& values, const Console& console) {
  auto options = readServeOptions(values, console.environment);
  if (!options) return usageFailure(console, options.error());
  const auto log = stderrLog(base::Log::Level::kInfo);
  const bool startedAtTerminal = atTerminal();
  auto signal = platform::ShutdownSignal::install(platform::ShutdownSignal::HangUp::kReloads);
  if (!signal) return failure(console, signal.error());
  options->log = log;
  const bool tls = !options->tlsCertFile.empty();
  auto core = [&options] {
    const platform::ThreadsWithoutSignals threads;
    return core_api::Core::open(std::move(*options));
  }();
  if (!core) {
    log.error(core.error().message);
    return kExitFailed;
  }
  // Scripts wait for this line and read the port from it; it is all that ever goes to stdout.
  console.out << "hooklined listening on " << (*core)->url() << std::endl;
  log.info("ready", {{"url", (*core)->url()}, {"adminTokenFile", (*core)->adminTokenFile().string()}});
  core_api::serveUntilStopped(**core, **signal, kStopGrace, log, [&] {
    // The terminal that it was started at was closed: nobody is there any more to stop it.
    if (startedAtTerminal && !atTerminal()) return (*signal)->request();
    if (!tls) return log.info("SIGHUP: there is no TLS certificate to read again");
    reloadCertificate(**core, log);
  });
  return kExitDone;
}

}  // namespace hookline::hooklined
