#include <cmath>
#include <optional>
#include <string>

#include "base/encoding.h"
#include "core_api/folder_backup.h"
#include "hooklined/folders.h"
#include "hooklined/option_readers.h"
#include "hooklined/subcommands.h"
#include "platform/path_text.h"
#include "platform/signals.h"

namespace hookline::hooklined {
namespace {

std::string counted(std::uint64_t number, const char* one, const char* several) {
  return std::to_string(number) + " " + (number == 1 ? one : several);
}

std::string sizeText(std::uint64_t bytes) {
  return bytes < 1'000'000 ? std::to_string(bytes / 1000) + " kB" : std::to_string(bytes / 1'000'000) + " MB";
}

/// One line that is written over, for a person who waits.
class ProgressLine {
 public:
  explicit ProgressLine(std::ostream& out) : out_(platform::isTerminal(platform::StandardStream::kErr) ? &out : nullptr) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() {
    if (out_ && shown_ >= 0) *out_ << '\n';
  }
  void show(double share) {
    const int percent = static_cast<int>(std::floor(share * 100));
    if (!out_ || percent == shown_) return;
    shown_ = percent;
    *out_ << "\rCopied " << percent << " %" << std::flush;
  }

 private:
  std::ostream* out_;
  int shown_ = -1;
};

/// Secrets are sealed in a backup, and what opens them is not in it.
void sayWhatOpensIt(const Console& console, const Folders& folders) {
  const bool passphrase = !folders.masterPassphraseFile.empty();
  console.err << "Secrets in it are sealed, and what opens them is not in it: keep "
              << (passphrase ? "the passphrase of " + platform::pathText(folders.masterPassphraseFile)
                             : "the master key file " + platform::pathText(folders.masterKeyFile))
              << " too, in another place.\n";
}

void sayWhatWillBeSent(const Console& console, const core_api::Restored& restored, bool paused) {
  const auto waiting = restored.facts.waiting;
  if (waiting > 0)
    console.err << "At the time of the backup " << counted(waiting, "delivery was", "deliveries were")
                << " waiting or under way. What has arrived since is not known in it and is sent again.\n";
  if (paused)
    console.err << "Sending is paused: start Hookline, look at what waits, and resume it there.\n";
  else if (waiting > 0)
    console.err << "To look before anything is sent, restore once more with --paused --force.\n";
}

}  // namespace

int backup(const OptionValues& values, const Console& console) {
  auto folders = readFolders(values, console.environment);
  if (!folders) return usageFailure(console, folders.error());
  const auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  core_api::BackupOrder order{folders->dataFolder, values.operand(), values.isOn("force"), {}, {}};
  std::optional<ProgressLine> line(console.err);
  order.progress = [&line](double share) { line->show(share); };
  order.wait = [&signal](base::Millis patience) { return (*signal)->waitFor(1, patience) == 0; };
  const auto bytes = core_api::backupDataFolder(order);
  line.reset();
  if (!bytes) return failure(console, bytes.error());
  console.out << "Backed up " << platform::pathText(folders->dataFolder) << " to " << platform::pathText(order.file) << " ("
              << sizeText(*bytes) << ").\n"
              << std::flush;
  sayWhatOpensIt(console, *folders);
  return kExitDone;
}

int restore(const OptionValues& values, const Console& console) {
  const auto folders = readFolders(values, console.environment);
  if (!folders) return usageFailure(console, folders.error());
  const auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  const core_api::RestoreOrder order{values.operand(), folders->dataFolder, values.isOn("force"), values.isOn("paused")};
  const auto restored = core_api::restoreDataFolder(order);
  if (!restored) return failure(console, restored.error());
  const auto& facts = restored->facts;
  console.out << "Restored " << counted(facts.webhooks, "webhook", "webhooks") << ", " << counted(facts.events, "event", "events") << ", "
              << counted(facts.waiting, "waiting delivery", "waiting deliveries") << " and "
              << counted(facts.dead, "dead letter", "dead letters") << " into " << platform::pathText(order.dataFolder) << ".\n"
              << std::flush;
  if (!restored->movedTo.empty()) console.err << "What was there before is in " << platform::pathText(restored->movedTo) << ".\n";
  if (facts.hasKey)
    console.err << "Its secrets open with the "
                << (facts.byPassphrase ? std::string("passphrase that it was made under: start with --master-passphrase-file FILE")
                                       : "master key file that it was made with: it has to be at " +
                                             platform::pathText(folders->masterKeyFile) + ", or name it with --master-key-file FILE")
                << ".\n";
  sayWhatWillBeSent(console, *restored, order.paused);
  return kExitDone;
}

}  // namespace hookline::hooklined
