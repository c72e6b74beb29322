#include "hookline/local_core.h"

namespace hookline::desktop {
namespace {

/// How many ports after the usual one are tried before any free one is taken.
constexpr int kPortsTried = 10;

core_api::CoreOptions coreOptions(const DesktopOptions& options, std::uint16_t port, const base::Log& log) {
  core_api::CoreOptions core;
  core.dataFolder = options.dataFolder;
  core.masterKeyFile = options.masterKeyFile;
  core.listenHost = options.listenHost;
  core.listenPort = port;
  // The person at this computer may send to it: the first thing tried is a receiver next door.
  core.allowPrivate = true;
  core.log = log;
  return core;
}

}  // namespace

base::Result<std::unique_ptr<core_api::Core>> openLocalCore(const DesktopOptions& options, const base::Log& log) {
  auto opened = core_api::Core::open(coreOptions(options, options.listenPort, log));
  if (opened || options.listenGiven || opened.error().code != base::Errc::kInUse ||
      core_api::findOwner(options.dataFolder).value_or(std::nullopt))
    return opened;
  for (int n = 1; n <= kPortsTried; ++n) {
    const auto port = n == kPortsTried ? 0 : options.listenPort + n;
    opened = core_api::Core::open(coreOptions(options, static_cast<std::uint16_t>(port), log));
    if (opened || opened.error().code != base::Errc::kInUse) return opened;
  }
  return opened;
}

client::CoreDoor doorOf(core_api::Core& core) {
  return {[&core](api::Request request, base::Completion<api::Response> done) { core.call(std::move(request), std::move(done)); },
          [&core](std::function<void(const api::Notice&)> listener) { return core.listen(std::move(listener)); }};
}

}  // namespace hookline::desktop
