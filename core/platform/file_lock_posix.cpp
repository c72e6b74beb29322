#include "platform/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <charconv>
#include <string>

#include "platform/io_error.h"
#include "platform/path_text.h"
#include "platform/posix_file.h"

namespace hookline::platform {
namespace {

using internal::Descriptor;

/// The holder's process id as it stands in the file; 0 when it does not (the holder is about to write it).
std::int64_t readHolder(int fd) {
  char text[24] = {};
  const ssize_t size = ::pread(fd, text, sizeof text, 0);
  std::int64_t pid = 0;
  if (size <= 0) return 0;
  const auto read = std::from_chars(text, text + size, pid);
  return read.ec == std::errc{} && pid > 0 ? pid : 0;
}

/// Errors are of no weight here: the lock is held either way, only the message of who comes second gets poorer.
void writeHolder(int fd) {
  const std::string text = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd, 0) == 0) static_cast<void>(::pwrite(fd, text.data(), text.size(), 0) == 0);
}

auto inUse(const std::filesystem::path& path, std::int64_t holder) {
  const std::string who = holder > 0 ? "process " + std::to_string(holder) : "another process";
  return base::fail(base::Errc::kInUse, "The file " + pathText(path) + " is locked by " + who +
                                            ", so its folder is in use. Stop that process first or choose another folder.");
}

}  // namespace

base::Result<FileLock> FileLock::tryAcquire(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return base::fail(internal::ioError("open the lock file", path, internal::lastError()));
  // flock belongs to the open file, not to the process as fcntl's locks do: a second FileLock of this process is refused, and
  // closing some other descriptor of the file does not drop it.
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) return inUse(path, readHolder(file.get()));
    return base::fail(internal::ioError("lock the file", path, internal::lastError(), "Choose a folder on a local disk."));
  }
  writeHolder(file.get());
  return FileLock(file.release());
}

FileLock::FileLock(FileLock&& other) noexcept : handle_(std::exchange(other.handle_, kNone)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  if (this != &other) {
    release();
    handle_ = std::exchange(other.handle_, kNone);
  }
  return *this;
}

FileLock::~FileLock() { release(); }

void FileLock::release() noexcept {
  if (handle_ != kNone) ::close(static_cast<int>(std::exchange(handle_, kNone)));
}

}  // namespace hookline::platform
