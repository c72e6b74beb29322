#pragma once
#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace hookline::platform {

/// The exclusive lock of a file, held for the life of the object. The kernel gives it up when the process ends, however it ends
/// (kill -9 too). The file is made when missing (0600), carries the holder's process id for the message of who comes second, and
/// stays when the lock is given up: removing it would let two processes hold "the" lock. Nothing else may open or delete it.
/// The folder must exist. Children that are started by exec do not inherit the lock; a bare fork shares it.
/// Thread: any, one owner at a time.
class FileLock {
 public:
  /// Never waits. Errors: kInUse when another process, or another FileLock of this one, holds it (the message names the
  /// process where it is known), kNotFound, kFull, kIo (not writable, or a file system that cannot lock).
  static base::Result<FileLock> tryAcquire(const std::filesystem::path& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(std::intptr_t handle) : handle_(handle) {}
  void release() noexcept;

  std::intptr_t handle_;  ///< a descriptor or a HANDLE; kNone after a move
  static constexpr std::intptr_t kNone = -1;
};

}  // namespace hookline::platform
