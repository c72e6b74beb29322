#pragma once
#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.h"

namespace hookline::core_api {

// What protects the secrets of a data folder, and how that is changed. Nobody may run on the folder meanwhile. Errors, beside those that
// each names: kInUse (a Hookline runs there; the message names it), kNotFound (no folder, or no secrets there yet), kIo, kCorrupt,
// kNewerVersion. Thread: any; each blocks on the disk, with a passphrase for about 0.3 s more.

/// One of the two, as CoreOptions.
struct MasterKeyFiles {
  std::filesystem::path keyFile;
  std::filesystem::path passphraseFile;  ///< holds a passphrase; when not empty it counts and the key file does not
};

struct FolderKey {
  bool byPassphrase = false;
  int newest = 0;          ///< version of the data key that seals
  std::vector<int> older;  ///< of those that still open what is not sealed anew yet
};

base::Result<FolderKey> describeFolderKey(const std::filesystem::path& dataFolder);

/// A new data key seals from now on. The next Hookline on the folder seals the secrets anew and then drops the older ones.
/// Errors: kLocked (the master key does not open the present ones), kBusy (too many rotations in a row).
base::Result<FolderKey> rotateFolderKey(const std::filesystem::path& dataFolder, const MasterKeyFiles& master);

/// Another key file (made when missing) or passphrase protects the data keys from now on; the secrets stay as they are.
/// Errors: kLocked, kInvalid (a passphrase that is too short).
base::Result<FolderKey> changeFolderKey(const std::filesystem::path& dataFolder, const MasterKeyFiles& present, const MasterKeyFiles& next);

/// The passphrase in a file. Errors: kInvalid (an empty file), those of platform::readSecretFile.
base::Result<std::string> readPassphrase(const std::filesystem::path& file);

}  // namespace hookline::core_api
