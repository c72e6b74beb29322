#pragma once
#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hookline::support {

/// A real program as a child process, with what it prints. Its environment is this one's without HOOKLINE_* and with `environment` on
/// top; its stdin is empty. What still runs when the object goes is killed. Every wait ends after kPatience. POSIX only. Thread: one.
class Program {
 public:
  Program(const std::filesystem::path& binary, const std::vector<std::string>& arguments,
          const std::map<std::string, std::string>& environment = {});
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  pid_t pid() const { return pid_; }
  void send(int signal) const;
  /// The next whole line of stdout, without its end; empty when the program ended or nothing came in time.
  std::string readLine();
  /// Waits until stderr holds `text`; false: the program ended or it did not come in time.
  bool waitForErr(const std::string& text);
  /// Waits for its end: the exit code, or minus the signal that ended it. It is killed when it does not end in time.
  int wait();
  /// What came on stdout and was not read by readLine; whole after wait().
  std::string out();
  /// What came on stderr so far; whole after wait().
  std::string err();
  /// Closes this end of its stdout, as `| head` does.
  void closeOut();

  static constexpr std::chrono::seconds kPatience{60};

 private:
  struct Pipe {
    int fd = -1;
    std::string text;      // guarded by mutex_
    bool ended = false;    // guarded by mutex_
    bool dropped = false;  // guarded by mutex_
    std::thread reader;
  };
  void drain(Pipe& pipe);

  pid_t pid_ = -1;
  int exitCode_ = 0;
  bool collected_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  Pipe out_;
  Pipe err_;
};

/// How a program that was run to its end ended.
struct Ran {
  int exitCode = 0;
  std::string out;
  std::string err;
};
Ran run(const std::filesystem::path& binary, const std::vector<std::string>& arguments,
        const std::map<std::string, std::string>& environment = {});

}  // namespace hookline::support
