#include "platform/file_system.h"

#ifdef __linux__
#include <linux/magic.h>
#include <sys/vfs.h>
#endif

namespace hookline::platform {

#ifdef __linux__
FileSystemKind fileSystemKind(const std::filesystem::path& path) {
  constexpr unsigned long kCifs = 0xff534d42;
  constexpr unsigned long kXfs = 0x58465342;
  constexpr unsigned long kZfs = 0x2fc12fc1;
  struct statfs found {};
  if (::statfs(path.c_str(), &found) != 0) return FileSystemKind::kUnknown;
  switch (static_cast<unsigned long>(found.f_type)) {
    case TMPFS_MAGIC:
    case RAMFS_MAGIC:
      return FileSystemKind::kMemory;
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case kCifs:
      return FileSystemKind::kNetwork;
    case EXT4_SUPER_MAGIC:
    case BTRFS_SUPER_MAGIC:
    case F2FS_SUPER_MAGIC:
    case kXfs:
    case kZfs:
      return FileSystemKind::kDisk;
    default:
      return FileSystemKind::kUnknown;
  }
}
#else
FileSystemKind fileSystemKind(const std::filesystem::path& /*path*/) { return FileSystemKind::kUnknown; }
#endif

}  // namespace hookline::platform
