#include "platform/process.h"

#include <windows.h>

#include <psapi.h>

#include <limits>
#include <string>

#include "platform/io_error.h"

namespace hookline::platform {
namespace {

/// FILETIME counts in 100 ns.
base::Micros toMicros(const FILETIME& time) {
  return base::Micros{static_cast<std::int64_t>((static_cast<std::uint64_t>(time.dwHighDateTime) << 32U | time.dwLowDateTime) / 10)};
}

}  // namespace

std::int64_t currentProcessId() { return GetCurrentProcessId(); }

bool isProcessAlive(std::int64_t pid) {
  if (pid <= 0 || pid > std::numeric_limits<DWORD>::max()) return false;
  const HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(pid));
  if (process == nullptr) return GetLastError() == ERROR_ACCESS_DENIED;
  const bool alive = WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
  CloseHandle(process);
  return alive;
}

base::Result<ProcessUsage> processUsage() {
  PROCESS_MEMORY_COUNTERS memory{};
  memory.cb = sizeof memory;
  FILETIME created{};
  FILETIME ended{};
  FILETIME kernel{};
  FILETIME user{};
  if (K32GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory) == 0 ||
      GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user) == 0)
    return base::fail(base::Errc::kIo,
                      "The system does not tell what this process uses (" + internal::reason(internal::lastError()) + ").");
  return ProcessUsage{memory.WorkingSetSize, toMicros(kernel) + toMicros(user)};
}

}  // namespace hookline::platform
