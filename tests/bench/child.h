#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace hookline::bench {

/// A program of this run: its stdin and stdout are pipes. POSIX. Ended, and waited for, when the object goes.
class Child {
 public:
  explicit Child(const std::vector<std::string>& command);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  /// The next line of its stdout, without the line end; empty when it ended.
  std::string line();
  /// SIGTERM and the wait for its end; the CPU time it used, in seconds.
  double stop();
  /// Resident memory now, in bytes.
  std::uint64_t residentBytes() const;

 private:
  pid_t pid_ = 0;
  int in_ = -1;
  int out_ = -1;
};

/// The daemon that was built beside a bench.
std::string daemonBeside(const std::string& bench);

}  // namespace hookline::bench
