#include <string>

#include "core_api/core.h"
#include "core_api/stop_on_signal.h"
#include "hooklined/serve_options.h"
#include "hooklined/subcommands.h"
#include "platform/signals.h"

namespace hookline::hooklined {
namespace {

constexpr base::Millis kStopGrace{10000};

}  // namespace

int serve(const OptionValues& values, const Console& console) {
  auto options = readServeOptions(values, console.environment);
  if (!options) return usageFailure(console, options.error());
  const auto log = stderrLog(base::Log::Level::kInfo);
  auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  options->log = log;
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
  core_api::serveUntilStopped(**core, **signal, kStopGrace, log);
  return kExitDone;
}

}  // namespace hookline::hooklined
