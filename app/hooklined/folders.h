#pragma once
#include <filesystem>

#include "base/result.h"
#include "hooklined/option_values.h"

namespace hookline::hooklined {

struct Folders {
  std::filesystem::path dataFolder;
  std::filesystem::path masterKeyFile;
  std::filesystem::path masterPassphraseFile;  ///< empty: the key file counts
};

/// --data-dir, --master-key-file and --master-passphrase-file, or where the platform keeps such things. Errors: kNotFound (no home folder
/// and an option missing).
base::Result<Folders> readFolders(const OptionValues& values, const platform::Environment& environment);

}  // namespace hookline::hooklined
