#pragma once
#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace hookline::platform {

struct DiskSpace {
  std::uint64_t freeBytes = 0;   ///< what this user can still write (without the part kept for root)
  std::uint64_t totalBytes = 0;  ///< the whole file system
};

/// Of the file system that holds `path`, which must exist. One system call; may hang on a dead network drive. Thread: any.
/// Errors: kNotFound, kIo.
base::Result<DiskSpace> diskSpace(const std::filesystem::path& path);

}  // namespace hookline::platform
