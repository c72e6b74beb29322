#include "child.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <filesystem>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace hookline::bench {

Child::Child(const std::vector<std::string>& command) {
  int input[2];
  int output[2];
  if (::pipe(input) != 0 || ::pipe(output) != 0) throw std::runtime_error("no pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(input[0], 0);
    ::dup2(output[1], 1);
    for (const int end : {input[0], input[1], output[0], output[1]}) ::close(end);
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  ::close(input[0]);
  ::close(output[1]);
  in_ = input[1];
  out_ = output[0];
}

Child::~Child() { stop(); }

std::string Child::line() {
  std::string text;
  char byte = 0;
  while (::read(out_, &byte, 1) == 1) {
    if (byte == '\n') break;
    text.push_back(byte);
  }
  return text;
}

double Child::stop() {
  if (pid_ == 0) return 0;
  const pid_t pid = std::exchange(pid_, 0);
  ::close(in_);
  ::kill(pid, SIGTERM);
  int status = 0;
  rusage usage{};
  while (::wait4(pid, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  ::close(out_);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::uint64_t Child::residentBytes() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
  std::uint64_t whole = 0;
  std::uint64_t resident = 0;
  file >> whole >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string daemonBeside(const std::string& bench) { return (std::filesystem::path(bench).parent_path() / "hooklined").string(); }

}  // namespace hookline::bench
