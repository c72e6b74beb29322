#include "core_api/stop_on_signal.h"

#include <atomic>
#include <string>
#include <thread>

namespace hookline::core_api {

void serveUntilStopped(Core& core, platform::ShutdownSignal& signal, base::Millis grace, const base::Log& log,
                       const std::function<void()>& reload) {
  while (signal.waitForReload()) reload();
  log.info("stopping: taking no new events, finishing what is in flight", {{"atMostMs", std::to_string(grace.count())}});
  std::atomic<bool> closed{false};
  std::thread impatience([&] {
    signal.waitFor(2);
    if (closed.load()) return;
    log.warning("a second signal: stopping without waiting for what is in flight");
    core.hurry();
  });
  core.close(grace);
  closed.store(true);
  signal.request();
  impatience.join();
  log.info("stopped");
}

}  // namespace hookline::core_api
