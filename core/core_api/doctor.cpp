#include "core_api/doctor.h"

#include <optional>
#include <system_error>

#include "core_api/folder_call.h"
#include "core_api/owner.h"
#include "model/storage_rules.h"
#include "net/certificate_check.h"
#include "net/http_server.h"
#include "platform/disk_space.h"
#include "platform/file_lock.h"
#include "platform/file_system.h"
#include "platform/path_text.h"
#include "platform/private_file.h"
#include "store_sqlite/backup_file.h"
#include "store_sqlite/sqlite_store.h"
#include "version.h"

namespace hookline::core_api {
namespace {

using std::filesystem::path;
using Grade = Finding::Grade;
using Findings = std::vector<Finding>;

/// Below so much nothing new is taken soon; the store's ballast alone takes a quarter of it.
constexpr std::uint64_t kLeastFreeBytes = 64'000'000;
constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int64_t kSoonDays = 14;
constexpr base::Millis kClockSlack{5 * 60 * 1000};
/// 2026 and 2100 began: no clock that is right shows anything outside.
constexpr std::int64_t kEarliestMs = 1'767'225'600'000;
constexpr std::int64_t kLatestMs = 4'102'444'800'000;

bool isThere(const path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes / 1'000'000) + " MB"; }

class Examination {
 public:
  Examination(const CoreOptions& options, const platform::Environment& environment) : options_(options), environment_(environment) {}

  Findings run() {
    versions();
    owner();
    permissions();
    disk();
    store();
    durability();
    clock();
    certificate();
    listener();
    return std::move(findings_);
  }

 private:
  void add(const char* name, Grade grade, std::string text, std::string help = {}) {
    findings_.push_back({name, grade, std::move(text), std::move(help)});
  }
  void problem(const char* name, const base::Error& error) { add(name, Grade::kProblem, error.message); }

  void versions() {
    add("versions", Grade::kOk,
        std::string("Hookline ") + kVersion + ", store version " + std::to_string(store_sqlite::knownSchemaVersion()) + ", SQLite " +
            store_sqlite::sqliteVersion() + ", " + net::transportLibraries() + ".");
  }

  void owner() {
    if (!isThere(options_.dataFolder))
      return add("owner", Grade::kWarning, "There is no data folder " + platform::pathText(options_.dataFolder) + " yet.",
                 "It is made at the first start; if there should be one, name it with --data-dir.");
    auto call = FolderCall::ofOwner(options_.dataFolder);
    if (!call) return problem("owner", call.error());
    call_ = std::move(*call);
    if (!call_) return add("owner", Grade::kOk, "No Hookline runs on " + platform::pathText(options_.dataFolder) + ".");
    const auto found = findOwner(options_.dataFolder);
    const bool known = found && *found;
    add("owner", Grade::kOk,
        "Hookline runs on " + platform::pathText(options_.dataFolder) +
            (known ? " (process " + std::to_string((*found)->pid) + ") and answers at " + (*found)->url + "." : "."));
  }

  /// A service manager hands secrets over in a folder that it guards itself.
  bool isCredential(const path& file) const {
    const auto folder = environment_("CREDENTIALS_DIRECTORY");
    return folder && file.parent_path() == *folder;
  }

  void permission(const path& file, const char* mode) {
    if (!isThere(file) || isCredential(file)) return;
    const auto own = platform::isPrivate(file);
    if (!own) return problem("permissions", own.error());
    if (*own) return;
    open_ = true;
    add("permissions", Grade::kProblem, "Others may read " + platform::pathText(file) + ".",
        std::string("chmod ") + mode + " " + platform::pathText(file));
  }

  void permissions() {
    permission(options_.dataFolder, "700");
    for (const char* name : {store_sqlite::kDatabaseFile, "hookline.db-wal", kOwnerFile}) permission(options_.dataFolder / name, "600");
    permission(options_.adminTokenFile.empty() ? options_.dataFolder / kAdminTokenFile : options_.adminTokenFile, "600");
    for (const auto& file : {options_.masterKeyFile, options_.masterPassphraseFile, options_.receiveSecretFile})
      if (!file.empty()) permission(file, "600");
    if (!options_.tlsKeyFile.empty()) permission(options_.tlsKeyFile, "600");
    if (!open_) add("permissions", Grade::kOk, "The data folder and the files with keys and tokens are their owner's alone.");
  }

  void disk() {
    if (!isThere(options_.dataFolder)) return;
    const auto space = platform::diskSpace(options_.dataFolder);
    if (!space) return problem("disk", space.error());
    const auto limit = options_.maxDiskBytes.value_or(model::StorageRules{}.maxDiskBytes);
    std::error_code ignored;
    const auto size = std::filesystem::file_size(options_.dataFolder / store_sqlite::kDatabaseFile, ignored);
    const std::uint64_t used = ignored ? 0 : size;
    const auto text =
        megabytes(space->freeBytes) + " are free; the store takes " + megabytes(used) + " of at most " + megabytes(limit) + ".";
    if (space->freeBytes < kLeastFreeBytes) return add("disk", Grade::kProblem, text, "Make room: soon no new events are taken.");
    if (used + space->freeBytes < limit)
      return add("disk", Grade::kWarning, text, "The disk is full before the limit is reached: make room, or lower --max-disk.");
    add("disk", Grade::kOk, text);
  }

  void store() {
    if (call_) return livingStore();
    const path database = options_.dataFolder / store_sqlite::kDatabaseFile;
    if (!isThere(database)) return;
    const auto lock = platform::FileLock::tryAcquire(options_.dataFolder / kLockFile);
    if (!lock) return problem("store", lock.error());
    const auto facts = store_sqlite::inspectBackup(database);
    if (!facts) {
      add("store", Grade::kProblem, facts.error().message,
          "Keep a copy of the folder, and put the newest good backup in its place: hooklined restore FILE --force.");
      return;
    }
    newest_ = facts->newest;
    add("store", Grade::kOk,
        "All of it was read and is sound: " + std::to_string(facts->webhooks) + " webhooks, " + std::to_string(facts->events) +
            " events, " + std::to_string(facts->waiting) + " waiting deliveries, " + std::to_string(facts->dead) + " dead letters.");
    if (!facts->hasKey || facts->byPassphrase || isThere(options_.masterKeyFile)) return;
    add("key", Grade::kProblem,
        "The master key file " + platform::pathText(options_.masterKeyFile) + " is missing, and stored secrets need it.",
        "Put it back, or name its place with --master-key-file.");
  }

  void livingStore() {
    if (const auto ready = call_->ask("GET", {"readyz"}); !ready)
      return add("store", Grade::kProblem, "The running Hookline takes no events: " + ready.error().message);
    const auto status = call_->ask("GET", {"api", "status"});
    if (!status) return problem("store", status.error());
    const bool online = status->value("online", true);
    add("store", online ? Grade::kOk : Grade::kWarning,
        "The running Hookline takes events; " + std::to_string(status->value("waiting", std::int64_t{0})) + " deliveries wait, " +
            std::to_string(status->value("dead", std::int64_t{0})) + " are dead letters." + (online ? "" : " It has no network now."),
        online ? "" : "Nothing is sent until there is one.");
    if (status->value("allPaused", false)) add("paused", Grade::kWarning, "All sending is paused.", "Resume it when that is not meant.");
  }

  void durability() {
    if (!isThere(options_.dataFolder)) return;
    const std::string how = "Every commit is flushed before it counts (write-ahead log, synchronous=FULL)";
    switch (platform::fileSystemKind(options_.dataFolder)) {
      case platform::FileSystemKind::kMemory:
        return add("durability", Grade::kProblem, how + ", but the data folder is in memory: nothing of it outlives this machine's power.",
                   "Choose a folder on a disk with --data-dir.");
      case platform::FileSystemKind::kNetwork:
        return add("durability", Grade::kWarning, how + ", but over a network file system flushes and locks are as good as its server.",
                   "Choose a folder on a disk of this machine with --data-dir.");
      default:
        return add("durability", Grade::kOk, how + ". Whether the drive does as it is told cannot be seen from here.");
    }
  }

  void clock() {
    const auto now = base::SystemClock().now().wall;
    const auto ms = base::toMs(now);
    const std::string shown = "The clock shows " + base::formatIso(now);
    const std::string help = "Set the clock, best by NTP: signatures and retries go by it.";
    if (ms < kEarliestMs || ms > kLatestMs) return add("clock", Grade::kProblem, shown + ", which cannot be right.", help);
    if (newest_ && *newest_ > now + kClockSlack)
      return add("clock", Grade::kProblem, shown + ", which is before the newest stored event (" + base::formatIso(*newest_) + ").", help);
    add("clock", Grade::kOk, shown + ".");
  }

  void certificate() {
    if (options_.tlsCertFile.empty()) return;
    const auto end = net::certificateEnd(options_.tlsCertFile, options_.tlsKeyFile);
    if (!end) return problem("tls", end.error());
    const auto left = base::toMs(*end) - base::toMs(base::SystemClock().now().wall);
    const auto days = left / kDayMs;
    if (left <= 0)
      return add("tls", Grade::kProblem, "The TLS certificate ran out on " + base::formatIso(*end) + ".",
                 "Put a new one into " + options_.tlsCertFile + " and send SIGHUP.");
    add("tls", days < kSoonDays ? Grade::kWarning : Grade::kOk,
        "The TLS certificate belongs to its key and is good for " + std::to_string(days) + " more days.",
        days < kSoonDays ? "Renew it, then send SIGHUP." : "");
  }

  /// An owner that answered was reached there already.
  void listener() {
    if (call_ || options_.listenHost.empty()) return;
    net::HttpServerOptions server;
    server.host = options_.listenHost;
    server.port = options_.listenPort;
    const auto nobody = [](net::ServerRequest, base::Completion<net::ServerResponse> done) {
      net::ServerResponse none;
      none.drop = true;
      std::move(done)(std::move(none));
    };
    const auto started = net::HttpServer::start(server, nobody, {});
    if (!started) return problem("listen", started.error());
    add("listen", Grade::kOk,
        "The address " + (*started)->url().substr(std::string_view("http://").size()) + " is free to be listened on.");
  }

  const CoreOptions& options_;
  const platform::Environment& environment_;
  Findings findings_;
  std::unique_ptr<FolderCall> call_;  ///< to a living owner
  std::optional<base::WallTime> newest_;
  bool open_ = false;
};

}  // namespace

std::string_view toText(Finding::Grade grade) {
  switch (grade) {
    case Grade::kOk:
      return "ok";
    case Grade::kWarning:
      return "warning";
    case Grade::kProblem:
      return "problem";
  }
  return "problem";
}

std::vector<Finding> examine(const CoreOptions& options, const platform::Environment& environment) {
  return Examination(options, environment).run();
}

}  // namespace hookline::core_api
