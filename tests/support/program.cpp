#include "support/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace hookline::support {
namespace {

std::vector<std::string> environmentWith(const std::map<std::string, std::string>& changes) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text(*entry);
    const auto name = text.substr(0, text.find('='));
    if (!name.starts_with("HOOKLINE_") && !changes.contains(name)) result.push_back(text);
  }
  for (const auto& [name, value] : changes) result.push_back(name + "=" + value);
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

}  // namespace

Program::Program(const std::filesystem::path& binary, const std::vector<std::string>& arguments,
                 const std::map<std::string, std::string>& environment) {
  int out[2];
  int err[2];
  if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) {
    ADD_FAILURE() << "no pipes: " << std::strerror(errno);
    return;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  std::vector<std::string> words = {binary.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto variables = environmentWith(environment);
  const int failed = ::posix_spawn(&pid_, binary.c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  out_.fd = out[0];
  err_.fd = err[0];
  if (failed != 0) {
    ADD_FAILURE() << binary << " cannot be started: " << std::strerror(failed);
    pid_ = -1;
    collected_ = true;
  }
  out_.reader = std::thread([this] { drain(out_); });
  err_.reader = std::thread([this] { drain(err_); });
}

Program::~Program() {
  send(SIGKILL);
  wait();
  out_.reader.join();
  err_.reader.join();
}

void Program::send(int signal) const {
  if (pid_ > 0 && !collected_) ::kill(pid_, signal);
}

void Program::drain(Pipe& pipe) {
  std::array<char, 16384> buffer;
  for (;;) {
    pollfd waiting{pipe.fd, POLLIN, 0};
    // A dropped pipe has no reader to wake, so this looks round ten times a second.
    const int ready = ::poll(&waiting, 1, 100);
    std::unique_lock lock(mutex_);
    if (pipe.dropped) break;
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    lock.unlock();
    const ssize_t got = ::read(pipe.fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    lock.lock();
    pipe.text.append(buffer.data(), static_cast<std::size_t>(got));
    changed_.notify_all();
  }
  const std::scoped_lock lock(mutex_);
  ::close(pipe.fd);
  pipe.ended = true;
  changed_.notify_all();
}

std::string Program::readLine() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPatience, [this] { return out_.ended || out_.text.find('\n') != std::string::npos; });
  const auto end = out_.text.find('\n');
  if (end == std::string::npos) return {};
  auto line = out_.text.substr(0, end);
  out_.text.erase(0, end + 1);
  return line;
}

bool Program::waitForErr(const std::string& text) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPatience, [&] { return err_.ended || err_.text.find(text) != std::string::npos; });
  return err_.text.find(text) != std::string::npos;
}

int Program::wait() {
  if (collected_) return exitCode_;
  {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kPatience, [this] { return (out_.ended || out_.dropped) && err_.ended; })) {
      ADD_FAILURE() << "the program does not end; stderr so far: " << err_.text;
      ::kill(pid_, SIGKILL);
    }
  }
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  collected_ = true;
  exitCode_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return exitCode_;
}

std::string Program::out() {
  const std::scoped_lock lock(mutex_);
  return out_.text;
}

std::string Program::err() {
  const std::scoped_lock lock(mutex_);
  return err_.text;
}

void Program::closeOut() {
  std::unique_lock lock(mutex_);
  out_.dropped = true;
  changed_.wait_for(lock, kPatience, [this] { return out_.ended; });
}

Ran run(const std::filesystem::path& binary, const std::vector<std::string>& arguments,
        const std::map<std::string, std::string>& environment) {
  Program program(binary, arguments, environment);
  Ran ran;
  ran.exitCode = program.wait();
  ran.out = program.out();
  ran.err = program.err();
  return ran;
}

}  // namespace hookline::support
