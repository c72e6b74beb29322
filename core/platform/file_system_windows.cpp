#include "platform/file_system.h"

namespace hookline::platform {

FileSystemKind fileSystemKind(const std::filesystem::path& /*path*/) { return FileSystemKind::kUnknown; }

}  // namespace hookline::platform
