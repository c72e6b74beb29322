#pragma once
#include <functional>
#include <memory>

#include "client/channel.h"

namespace hookline::client {

/// The way into a core that the process itself holds. What is sent is only put in the core's queue; the principal is the owner.
struct CoreDoor {
  /// Thread: any. Answers on any thread, exactly once.
  std::function<void(api::Request, base::Completion<api::Response>)> call;
  /// Calls the listener on a thread of the core with every notice from now on.
  std::function<api::Subscription(std::function<void(const api::Notice&)>)> listen;
};

/// The door of a core_api::Core, which outlives everything that goes through it. A template, so that the client need not know cores.
template <typename Core>
CoreDoor doorOf(Core& core) {
  return {[&core](api::Request request, base::Completion<api::Response> done) { core.call(std::move(request), std::move(done)); },
          [&core](std::function<void(const api::Notice&)> listener) { return core.listen(std::move(listener)); }};
}

/// The core behind `door` must outlive the channel.
std::unique_ptr<Channel> openInProcess(CoreDoor door);

}  // namespace hookline::client
