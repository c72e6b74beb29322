#include <string>

#include "hooklined/option_readers.h"
#include "hooklined/subcommands.h"
#include "platform/signals.h"
#include "sandbox/sandbox.h"

namespace hookline::hooklined {
namespace {

base::Result<sandbox::SandboxOptions> standInOptions(const OptionValues& values) {
  sandbox::SandboxOptions options;
  if (const Given* listen = values.find("listen")) {
    auto address = readListen(*listen);
    if (!address) return base::fail(address.error());
    options.host = std::move(address->host);
    options.port = address->port;
  }
  const Given* secure = values.find("tls-listen");
  const Given* certificate = values.find("tls-cert");
  const Given* key = values.find("tls-key");
  if (!secure && !certificate && !key) return options;
  if (!secure || !certificate || !key)
    return base::fail(base::Errc::kInvalid, "--tls-listen, --tls-cert and --tls-key go together: give all three, or none.");
  auto address = readListen(*secure);
  if (!address) return base::fail(address.error());
  options.tlsHost = std::move(address->host);
  options.tlsPort = address->port;
  options.tlsCertFile = certificate->text;
  options.tlsKeyFile = key->text;
  return options;
}

}  // namespace

int sandboxServices(const OptionValues& values, const Console& console) {
  auto options = standInOptions(values);
  if (!options) return usageFailure(console, options.error());
  auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  options->log = stderrLog(base::Log::Level::kWarning);
  const base::SystemClock clock;
  auto standIns = sandbox::Sandbox::start(std::move(*options), clock);
  if (!standIns) return failure(console, standIns.error());
  console.out << "hooklined sandbox listening on " << (*standIns)->url();
  if (const auto secure = (*standIns)->tlsUrl(); !secure.empty()) console.out << " and " << secure;
  console.out << std::endl;
  (*signal)->waitFor(1);
  (*standIns)->stop();
  return kExitDone;
}

}  // namespace hookline::hooklined
