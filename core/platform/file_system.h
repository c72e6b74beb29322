#pragma once
#include <filesystem>

namespace hookline::platform {

/// kUnknown: the system does not say, or it is of a kind that has no name here.
enum class FileSystemKind { kDisk, kMemory, kNetwork, kUnknown };

/// Of the file system that holds `path`, which must exist. Known on Linux alone. Thread: any.
FileSystemKind fileSystemKind(const std::filesystem::path& path);

}  // namespace hookline::platform
