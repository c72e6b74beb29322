#pragma once
#include <filesystem>
#include <functional>
#include <future>

#include "support/store_contract.h"
#include "support/temp_folder.h"

namespace hookline::support {

/// The contract of Store::backup.
class DaemonDone7Store : public StoreContract {
 protected:
  /// Calls that a store takes in one go, because an answer that does not return holds it until all of them wait.
  void together(const std::function<void()>& calls) {
    std::promise<void> open;
    std::promise<void> held;
    store_->putSetting("gate", "1", audit("gate"), base::Completion<void>([&held, gate = open.get_future().share()](auto) {
                         held.set_value();
                         gate.wait();
                       }));
    // From here on all of them wait together, none of them beside the gate.
    held.get_future().wait();
    calls();
    open.set_value();
  }

  TempFolder folder_;
};

}  // namespace hookline::support
