#pragma once
#include <memory>
#include <stdexcept>

#include "core_api/core.h"
#include "support/temp_folder.h"

namespace hookline::support {

/// A whole core in this process, on a free port and in a folder that outlives it. It may send to this computer, unless told otherwise.
inline std::unique_ptr<core_api::Core> openTestCore(const TempFolder& folder, bool allowPrivate = true) {
  core_api::CoreOptions options;
  options.dataFolder = folder / "data";
  options.masterKeyFile = folder / "master.key";
  options.listenPort = 0;
  options.allowPrivate = allowPrivate;
  auto opened = core_api::Core::open(std::move(options));
  if (!opened) throw std::runtime_error(opened.error().message);
  return std::move(*opened);
}

}  // namespace hookline::support
