#include "platform/disk_space.h"

#include "platform/io_error.h"

namespace hookline::platform {

base::Result<DiskSpace> diskSpace(const std::filesystem::path& path) {
  std::error_code code;
  const auto space = std::filesystem::space(path, code);
  if (code) return base::fail(internal::ioError("read the free space of the disk that holds", path, code));
  return DiskSpace{space.available, space.capacity};
}

}  // namespace hookline::platform
