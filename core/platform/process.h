#pragma once
#include <cstdint>

#include "base/result.h"
#include "base/time.h"

namespace hookline::platform {

std::int64_t currentProcessId();

/// Whether a process of that number runs (another user's too; one that ended but was not yet collected by its parent does not).
/// Numbers are used again after a while, so this explains a lock and never decides about one. Not positive: false.
bool isProcessAlive(std::int64_t pid);

struct ProcessUsage {
  std::uint64_t residentBytes = 0;  ///< memory of this process that is in RAM now
  base::Micros cpuTime{};           ///< user and system time of all its threads since it started
};

/// Thread: any. Errors: kIo.
base::Result<ProcessUsage> processUsage();

}  // namespace hookline::platform
