#include <string>

#include "base/encoding.h"
#include "core_api/config_file.h"
#include "core_api/folder_key.h"
#include "hooklined/option_readers.h"
#include "hooklined/subcommands.h"
#include "hooklined/with_folder.h"

namespace hookline::hooklined {
namespace {

constexpr std::size_t kTextBytes = 200;

/// Empty without the option.
base::Result<std::string> passphraseOf(const OptionValues& values) {
  const Given* file = values.find("passphrase-file");
  if (!file) return std::string();
  if (file->text.empty()) return base::fail(wrongValue(*file));
  return core_api::readPassphrase(file->text);
}

/// The diff by name: "+ Sales", "~ Support: events, timeoutMs", "= Ops", each with its notes below.
void printPlan(std::ostream& out, const std::vector<core_api::ImportStep>& plan) {
  for (const auto& step : plan) {
    const char* mark = step.kind == core_api::ImportStep::Kind::kNew       ? "+ "
                       : step.kind == core_api::ImportStep::Kind::kChanged ? "~ "
                                                                           : "= ";
    out << mark << base::printable(step.name, kTextBytes);
    for (std::size_t i = 0; i < step.fields.size(); ++i) out << (i == 0 ? ": " : ", ") << base::printable(step.fields[i], kTextBytes);
    out << '\n';
    for (const auto& note : step.notes) out << "    " << note << '\n';
  }
  out << std::flush;
}

int refused(const Console& console, const base::Error& error) {
  for (const auto& detail : error.details)
    console.err << "  " << base::printable(detail.path, kTextBytes) << " " << base::printable(detail.message, kTextBytes) << '\n';
  return failure(console, error);
}

}  // namespace

int exportConfiguration(const OptionValues& values, const Console& console) {
  const auto passphrase = passphraseOf(values);
  if (!passphrase) return usageFailure(console, passphrase.error());
  const bool withSecrets = values.isOn("with-secrets");
  if (withSecrets == passphrase->empty())
    return usageFailure(console,
                        {base::Errc::kInvalid,
                         "--with-secrets and --passphrase-file FILE go together: secrets leave the data folder under a passphrase only.",
                         false,
                         {}});
  return withFolder(values, console, false, [&](core_api::FolderCall& call) {
    const auto count = core_api::writeConfigFile(call, values.operand(), *passphrase);
    if (!count) return failure(console, count.error());
    console.err << "Exported " << *count << (*count == 1 ? " webhook" : " webhooks") << (withSecrets ? " with" : " without")
                << " secrets to " << base::printable(values.operand(), kTextBytes) << ".\n";
    return kExitDone;
  });
}

int importConfiguration(const OptionValues& values, const Console& console) {
  const auto passphrase = passphraseOf(values);
  if (!passphrase) return usageFailure(console, passphrase.error());
  const auto document = core_api::readConfigFile(values.operand(), *passphrase);
  if (!document) return failure(console, document.error());
  const bool dryRun = values.isOn("dry-run");
  return withFolder(values, console, !dryRun, [&](core_api::FolderCall& call) {
    const auto plan = core_api::planImport(call, *document);
    if (!plan) return refused(console, plan.error());
    if (!dryRun)
      if (const auto done = core_api::applyImport(call, *plan); !done) return refused(console, done.error());
    printPlan(console.out, *plan);
    console.err << (dryRun ? "Nothing was changed (--dry-run).\n" : "Imported.\n");
    return kExitDone;
  });
}

}  // namespace hookline::hooklined
