#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

namespace hookline::support {

/// A forked copy of the test that runs a function and ends without the test's own cleaning up. POSIX only.
/// Whatever it still does when the object goes is ended by force.
class ChildProcess {
 public:
  /// `body` answers the exit code. It runs in the child, so its GoogleTest assertions are not seen: answer a code instead.
  template <typename Body>
  explicit ChildProcess(Body body) : pid_(::fork()) {
    if (pid_ == 0) ::_exit(body());
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess() {
    if (pid_ <= 0) return;
    send(SIGKILL);
    wait();
  }

  pid_t pid() const { return pid_; }
  void send(int signal) const {
    if (pid_ > 0) ::kill(pid_, signal);
  }
  /// Waits for its end. The exit code, or minus the signal that ended it.
  int wait() {
    int status = 0;
    const pid_t pid = std::exchange(pid_, 0);
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t pid_;
};

/// One word from a child to its parent (or back), so that neither has to guess how far the other is.
class Latch {
 public:
  Latch() {
    if (::pipe(ends_) != 0) ends_[0] = ends_[1] = -1;
  }
  Latch(const Latch&) = delete;
  Latch& operator=(const Latch&) = delete;
  ~Latch() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  void open() { static_cast<void>(::write(ends_[1], "!", 1) == 0); }
  bool pass() {
    char word = 0;
    ssize_t got = 0;
    while ((got = ::read(ends_[0], &word, 1)) < 0 && errno == EINTR) {
    }
    return got == 1;
  }

 private:
  int ends_[2]{-1, -1};
};

/// Runs `body` as a user without any rights: root may do everything, so what is refused can only be seen by another.
template <typename Body>
int runWithoutRights(Body body) {
  return ChildProcess([&] {
           constexpr uid_t kNobody = 65534;
           if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return 99;
           return body();
         })
      .wait();
}

}  // namespace hookline::support
