#pragma once
#include <filesystem>
#include <optional>

#include "base/result.h"
#include "core_api/core.h"

namespace hookline::core_api {

inline constexpr char kLockFile[] = "hookline.lock";
inline constexpr char kOwnerFile[] = "owner.json";
inline constexpr char kAdminTokenFile[] = "admin.token";
inline constexpr char kBackupFile[] = "backup.db";

/// Writes owner.json (0600) for others of the same user. Errors: kIo, kFull.
base::Status writeOwner(const std::filesystem::path& dataFolder, const Owner& owner);
/// Removes it, at the end of a clean stop.
void removeOwner(const std::filesystem::path& dataFolder);

/// Why a folder whose lock is taken cannot be used: names its owner where there is one.
base::Error folderInUse(const std::filesystem::path& folder, const base::Error& lockError);

}  // namespace hookline::core_api
