#include "hooklined/folders.h"

namespace hookline::hooklined {

base::Result<Folders> readFolders(const OptionValues& values, const platform::Environment& environment) {
  Folders folders;
  const Given* dataDir = values.find("data-dir");
  const Given* keyFile = values.find("master-key-file");
  const Given* passphraseFile = values.find("master-passphrase-file");
  for (const Given* given : {dataDir, keyFile, passphraseFile})
    if (given && given->text.empty()) return base::fail(wrongValue(*given));
  if (dataDir) folders.dataFolder = dataDir->text;
  if (keyFile) folders.masterKeyFile = keyFile->text;
  if (passphraseFile) folders.masterPassphraseFile = passphraseFile->text;
  if (dataDir && keyFile) return folders;
  const auto paths = platform::appPaths(environment);
  if (!paths) return base::fail(paths.error());
  if (!dataDir) folders.dataFolder = paths->dataFolder;
  if (!keyFile) folders.masterKeyFile = paths->masterKeyFile;
  return folders;
}

}  // namespace hookline::hooklined
