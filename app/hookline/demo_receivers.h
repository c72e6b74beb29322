#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "sandbox/receiver.h"

namespace hookline::desktop {

/// The systems that the demo's made-up company delivers to: receivers on loopback that behave as they are told. Thread: the GUI thread;
/// what came is counted on the receivers' own.
class DemoReceivers {
 public:
  enum class System { kCrm, kHelpdesk, kAnalytics, kArchive };
  static constexpr std::array kSystems = {System::kCrm, System::kHelpdesk, System::kAnalytics, System::kArchive};

  /// What came of one event type, over all systems.
  struct Arrivals {
    std::uint64_t requests = 0;
    std::uint64_t verified = 0;  ///< with a right signature
  };

  /// `clock` outlives it. Errors: those of Receiver::start.
  static base::Result<std::unique_ptr<DemoReceivers>> start(const base::Clock& clock);

  std::string url(System system) const { return receivers_.at(system)->url() + "/hooks"; }
  /// With which it checks signatures from now on.
  void setSecret(System system, const std::string& secret);
  /// With which it answers, one a request; the last one is repeated.
  void answer(System system, std::vector<int> statuses);
  std::map<std::string, Arrivals> arrivals() const;

 private:
  DemoReceivers() = default;
  void count(const sandbox::ReceivedRequest& request);

  mutable std::mutex mutex_;
  std::map<std::string, Arrivals> arrivals_;  // guarded by mutex_
  // Last, so that they stop before what they count in goes.
  std::map<System, std::unique_ptr<sandbox::Receiver>> receivers_;
};

}  // namespace hookline::desktop
