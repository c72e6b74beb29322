#pragma once
#include <utility>

#include "core_api/folder_call.h"
#include "hooklined/console.h"
#include "hooklined/folders.h"
#include "platform/signals.h"

namespace hookline::hooklined {

/// Runs `work` with the folder of --data-dir at hand; answers the exit code. `mayMake`: a missing folder is made. `ownerAlone`: only when
/// somebody runs on it.
template <typename Work>
int withFolder(const OptionValues& values, const Console& console, bool mayMake, Work work, bool ownerAlone = false) {
  auto folders = readFolders(values, console.environment);
  if (!folders) return usageFailure(console, folders.error());
  // Broken pipes must be errors of their writes, and Ctrl-C must not leave a folder half closed.
  const auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  core_api::FolderCall::Options options;
  options.dataFolder = std::move(folders->dataFolder);
  options.masterKeyFile = std::move(folders->masterKeyFile);
  options.masterPassphraseFile = std::move(folders->masterPassphraseFile);
  options.mayMake = mayMake;
  options.ownerAlone = ownerAlone;
  options.log = stderrLog(base::Log::Level::kWarning);
  const auto call = core_api::FolderCall::open(std::move(options));
  if (!call) return failure(console, call.error());
  return work(**call);
}

}  // namespace hookline::hooklined
