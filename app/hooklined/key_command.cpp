#include <string>

#include "core_api/folder_key.h"
#include "hooklined/folders.h"
#include "hooklined/option_readers.h"
#include "hooklined/subcommands.h"
#include "platform/path_text.h"

namespace hookline::hooklined {
namespace {

std::string listed(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

core_api::MasterKeyFiles masterOf(const Folders& folders) { return {folders.masterKeyFile, folders.masterPassphraseFile}; }

/// What is true now, in two or three lines.
int report(const base::Result<core_api::FolderKey>& key, const Folders& folders, const Console& console) {
  if (!key) return key.error().code == base::Errc::kInvalid ? usageFailure(console, key.error()) : failure(console, key.error());
  console.out << "Secrets of " << platform::pathText(folders.dataFolder) << " are sealed with data key " << key->newest << ".\n"
              << "The data key is protected by a " << (key->byPassphrase ? "passphrase" : "master key file") << ".\n";
  if (!key->older.empty())
    console.out << "Data key " << listed(key->older)
                << " still opens what is not sealed anew; the next Hookline on this folder does that and then drops it.\n";
  console.out << std::flush;
  return kExitDone;
}

}  // namespace

int keyStatus(const OptionValues& values, const Console& console) {
  const auto folders = readFolders(values, console.environment);
  if (!folders) return usageFailure(console, folders.error());
  return report(core_api::describeFolderKey(folders->dataFolder), *folders, console);
}

int keyRotate(const OptionValues& values, const Console& console) {
  const auto folders = readFolders(values, console.environment);
  if (!folders) return usageFailure(console, folders.error());
  return report(core_api::rotateFolderKey(folders->dataFolder, masterOf(*folders)), *folders, console);
}

int keyChange(const OptionValues& values, const Console& console) {
  const auto folders = readFolders(values, console.environment);
  if (!folders) return usageFailure(console, folders.error());
  const Given* keyFile = values.find("new-master-key-file");
  const Given* passphraseFile = values.find("new-master-passphrase-file");
  if ((keyFile == nullptr) == (passphraseFile == nullptr))
    return usageFailure(
        console,
        {base::Errc::kInvalid, "`key change` takes one of --new-master-key-file FILE and --new-master-passphrase-file FILE.", false, {}});
  const Given& next = keyFile ? *keyFile : *passphraseFile;
  if (next.text.empty()) return usageFailure(console, wrongValue(next));
  core_api::MasterKeyFiles wanted;
  (keyFile ? wanted.keyFile : wanted.passphraseFile) = next.text;
  return report(core_api::changeFolderKey(folders->dataFolder, masterOf(*folders), wanted), *folders, console);
}

}  // namespace hookline::hooklined
