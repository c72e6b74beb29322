#include "store_sqlite/ballast.h"

#include <string>
#include <system_error>

#include "platform/disk_space.h"
#include "platform/path_text.h"
#include "platform/private_file.h"

namespace hookline::store_sqlite::internal {

Ballast::Ballast(std::filesystem::path file, base::Log log) : file_(std::move(file)), log_(std::move(log)) {
  std::error_code ignored;
  held_ = !file_.empty() && std::filesystem::file_size(file_, ignored) == kBytes && !ignored;
  const auto space =
      file_.empty() ? base::Result<platform::DiskSpace>(platform::DiskSpace{kBytes, kBytes}) : platform::diskSpace(file_.parent_path());
  if (space && space->freeBytes < kLeastFree) release();
}

bool Ballast::keep() {
  if (file_.empty() || held_) return true;
  const auto space = platform::diskSpace(file_.parent_path());
  if (!space || space->freeBytes < (1 + kTimesFree) * kBytes) return false;
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
  if (!platform::createPrivateFile(file_, std::string(kBytes, '\0'))) return false;
  held_ = true;
  if (released_) log_.info("there is room on the disk again", {{"folder", platform::pathText(file_.parent_path())}});
  released_ = false;
  return true;
}

bool Ballast::release() {
  if (!held_) return false;
  std::error_code failed;
  std::filesystem::remove(file_, failed);
  if (failed) return false;
  held_ = false;
  released_ = true;
  log_.error("the disk is full: the ballast was given up so that results can be kept and old things can go; no new events are taken",
             {{"folder", platform::pathText(file_.parent_path())}});
  return true;
}

}  // namespace hookline::store_sqlite::internal
