#include "hookline/local_core.h"

namespace hookline::desktop {

base::Result<std::unique_ptr<core_api::Core>> openLocalCore(const DesktopOptions& options, const base::Log& log) {
  core_api::CoreOptions core;
  core.dataFolder = options.dataFolder;
  core.masterKeyFile = options.masterKeyFile;
  core.listenHost = options.listenHost;
  core.listenPort = options.listenPort;
  core.otherPortWhenTaken = !options.listenGiven;
  // The person at this computer may send to it: the first thing tried is a receiver next door.
  core.allowPrivate = true;
  core.log = log;
  return core_api::Core::open(std::move(core));
}

}  // namespace hookline::desktop
