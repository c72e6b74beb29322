#pragma once
#include <cstdint>
#include <filesystem>
#include <system_error>

namespace hookline::bench {

inline std::uint64_t folderBytes(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.is_regular_file(ignored)) bytes += entry.file_size(ignored);
  return bytes;
}

}  // namespace hookline::bench
