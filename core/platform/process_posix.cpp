#include "platform/process.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <limits>
#include <string>

#include "platform/io_error.h"
#include "platform/private_file.h"

#ifdef __APPLE__
#include <libproc.h>
#include <mach/mach.h>
#endif

namespace hookline::platform {
namespace {

constexpr std::size_t kMaxProcBytes = 4096;

base::Micros toMicros(const timeval& time) { return std::chrono::seconds{time.tv_sec} + base::Micros{time.tv_usec}; }

#ifdef __APPLE__

bool hasEnded(std::int64_t pid) {
  proc_bsdinfo info{};
  return proc_pidinfo(static_cast<int>(pid), PROC_PIDTBSDINFO, 0, &info, sizeof info) == static_cast<int>(sizeof info) &&
         info.pbi_status == SZOMB;
}

base::Result<std::uint64_t> residentBytes() {
  mach_task_basic_info info{};
  mach_msg_type_number_t count = MACH_TASK_BASIC_INFO_COUNT;
  if (task_info(mach_task_self(), MACH_TASK_BASIC_INFO, reinterpret_cast<task_info_t>(&info), &count) != KERN_SUCCESS)
    return base::fail(base::Errc::kIo, "The system does not tell how much memory this process uses.");
  return info.resident_size;
}

#else

/// The state letter stands behind the last ')', because the program's name in brackets may hold anything.
bool hasEnded(std::int64_t pid) {
  const auto stat = readFile("/proc/" + std::to_string(pid) + "/stat", kMaxProcBytes);
  if (!stat) return false;
  const auto name = stat->rfind(')');
  if (name == std::string::npos || name + 2 >= stat->size()) return false;
  const char state = (*stat)[name + 2];
  return state == 'Z' || state == 'X';
}

base::Result<std::uint64_t> residentBytes() {
  const auto statm = readFile("/proc/self/statm", kMaxProcBytes);
  if (!statm) return base::fail(statm.error());
  const auto second = statm->find(' ');
  std::uint64_t pages = 0;
  const bool read =
      second != std::string::npos && std::from_chars(statm->data() + second + 1, statm->data() + statm->size(), pages).ec == std::errc{};
  if (!read) return base::fail(base::Errc::kIo, "The system does not tell how much memory this process uses (/proc/self/statm).");
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

#endif

}  // namespace

std::int64_t currentProcessId() { return ::getpid(); }

bool isProcessAlive(std::int64_t pid) {
  if (pid <= 0 || pid > std::numeric_limits<pid_t>::max()) return false;
  if (::kill(static_cast<pid_t>(pid), 0) != 0) return errno == EPERM;
  return !hasEnded(pid);
}

base::Result<ProcessUsage> processUsage() {
  const auto resident = residentBytes();
  if (!resident) return base::fail(resident.error());
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0)
    return base::fail(base::Errc::kIo, "The system does not tell this process's time (" + internal::reason(internal::lastError()) + ").");
  return ProcessUsage{*resident, toMicros(usage.ru_utime) + toMicros(usage.ru_stime)};
}

}  // namespace hookline::platform
