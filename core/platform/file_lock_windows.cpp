#include "platform/file_lock.h"

#include <windows.h>

#include <charconv>
#include <string>
#include <utility>

#include "platform/io_error.h"
#include "platform/path_text.h"

namespace hookline::platform {
namespace {

/// Windows forbids others to read a locked range, so the lock covers one byte far beyond the holder's number.
OVERLAPPED lockedByte() {
  OVERLAPPED where{};
  where.Offset = 0x7FFFFFFF;
  return where;
}

HANDLE asHandle(std::intptr_t handle) { return reinterpret_cast<HANDLE>(handle); }

std::int64_t readHolder(HANDLE file) {
  char text[24] = {};
  DWORD size = 0;
  std::int64_t pid = 0;
  if (ReadFile(file, text, sizeof text, &size, nullptr) == 0 || size == 0) return 0;
  const auto read = std::from_chars(text, text + size, pid);
  return read.ec == std::errc{} && pid > 0 ? pid : 0;
}

/// Errors are of no weight here: the lock is held either way, only the message of who comes second gets poorer.
void writeHolder(HANDLE file) {
  const std::string text = std::to_string(GetCurrentProcessId()) + "\n";
  DWORD written = 0;
  if (WriteFile(file, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) != 0) SetEndOfFile(file);
}

}  // namespace

base::Result<FileLock> FileLock::tryAcquire(const std::filesystem::path& path) {
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_ALWAYS,
                                  FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return base::fail(internal::ioError("open the lock file", path, internal::lastError()));
  OVERLAPPED where = lockedByte();
  if (LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &where) == 0) {
    const std::error_code code = internal::lastError();
    const std::int64_t holder = readHolder(file);
    CloseHandle(file);
    if (code.value() != ERROR_LOCK_VIOLATION && code.value() != ERROR_IO_PENDING)
      return base::fail(internal::ioError("lock the file", path, code, "Choose a folder on a local disk."));
    const std::string who = holder > 0 ? "process " + std::to_string(holder) : "another process";
    return base::fail(base::Errc::kInUse, "The file " + pathText(path) + " is locked by " + who +
                                              ", so its folder is in use. Stop that process first or choose another folder.");
  }
  writeHolder(file);
  return FileLock(reinterpret_cast<std::intptr_t>(file));
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
  if (handle_ != kNone) CloseHandle(asHandle(std::exchange(handle_, kNone)));
}

}  // namespace hookline::platform
