#include "core_api/folder_key.h"

#include <system_error>
#include <utility>

#include "core_api/owner.h"
#include "platform/file_lock.h"
#include "platform/path_text.h"
#include "platform/secret_file.h"
#include "store_sqlite/master_key.h"

namespace hookline::core_api {
namespace {

base::Result<platform::FileLock> take(const std::filesystem::path& dataFolder) {
  std::error_code ignored;
  if (!std::filesystem::exists(dataFolder, ignored))
    return base::fail(base::Errc::kNotFound, "There is no Hookline data in " + platform::pathText(dataFolder) +
                                                 ": the folder does not exist. Name the right one with --data-dir.");
  auto lock = platform::FileLock::tryAcquire(dataFolder / kLockFile);
  if (!lock && lock.error().code == base::Errc::kInUse) return base::fail(folderInUse(dataFolder, lock.error()));
  return lock;
}

base::Result<crypto::MasterKeySource> sourceOf(const MasterKeyFiles& files) {
  crypto::MasterKeySource source{files.keyFile, {}};
  if (files.passphraseFile.empty()) return source;
  auto passphrase = readPassphrase(files.passphraseFile);
  if (!passphrase) return base::fail(passphrase.error());
  source.passphrase = std::move(*passphrase);
  return source;
}

store_sqlite::SqliteOptions storeOf(const std::filesystem::path& dataFolder, const crypto::MasterKeySource& master) {
  store_sqlite::SqliteOptions options;
  options.folder = dataFolder;
  options.masterKeyFile = master.keyFile;
  options.masterPassphrase = master.passphrase;
  return options;
}

base::Result<FolderKey> answer(base::Result<crypto::WrappedKeyFacts> facts) {
  if (!facts) return base::fail(facts.error());
  return FolderKey{facts->byPassphrase, facts->newest, std::move(facts->older)};
}

}  // namespace

base::Result<std::string> readPassphrase(const std::filesystem::path& file) {
  auto passphrase = platform::readSecretFile(file);
  if (passphrase && passphrase->empty())
    return base::fail(base::Errc::kInvalid, "The passphrase file " + platform::pathText(file) + " is empty: write the passphrase into it.");
  return passphrase;
}

base::Result<FolderKey> describeFolderKey(const std::filesystem::path& dataFolder) {
  const auto lock = take(dataFolder);
  if (!lock) return base::fail(lock.error());
  return answer(store_sqlite::describeKey(storeOf(dataFolder, {})));
}

base::Result<FolderKey> rotateFolderKey(const std::filesystem::path& dataFolder, const MasterKeyFiles& master) {
  const auto source = sourceOf(master);
  if (!source) return base::fail(source.error());
  const auto lock = take(dataFolder);
  if (!lock) return base::fail(lock.error());
  return answer(store_sqlite::rotateDataKey(storeOf(dataFolder, *source), base::SystemClock().now().wall));
}

base::Result<FolderKey> changeFolderKey(const std::filesystem::path& dataFolder, const MasterKeyFiles& present,
                                        const MasterKeyFiles& next) {
  const auto source = sourceOf(present);
  if (!source) return base::fail(source.error());
  const auto wanted = sourceOf(next);
  if (!wanted) return base::fail(wanted.error());
  const auto lock = take(dataFolder);
  if (!lock) return base::fail(lock.error());
  return answer(store_sqlite::changeMasterKey(storeOf(dataFolder, *source), *wanted, base::SystemClock().now().wall));
}

}  // namespace hookline::core_api
