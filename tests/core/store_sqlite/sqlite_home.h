#pragma once
#include <memory>
#include <utility>

#include "store_sqlite/sqlite_store.h"
#include "support/power_cut_vfs.h"
#include "support/store_contract.h"
#include "support/temp_folder.h"

namespace hookline::store_sqlite {

/// A store in a folder of its own on the real disk.
class DiskHome final : public support::StoreHome {
 public:
  explicit DiskHome(std::size_t dedupGather = SqliteOptions{}.dedupGather) : dedupGather_(dedupGather) {}
  base::Result<std::unique_ptr<store::Store>> open(const base::Clock& clock) override { return openSqliteStore(options(), clock, {}); }
  SqliteOptions options() const {
    SqliteOptions options;
    options.folder = folder_.path();
    options.masterKeyFile = keyFolder_.path() / "master.key";
    options.dedupGather = dedupGather_;
    return options;
  }

 private:
  const std::size_t dedupGather_;
  support::TempFolder folder_;
  support::TempFolder keyFolder_;
};

/// A store on a disk in memory that can fail and lose power.
class FaultyHome final : public support::StoreHome {
 public:
  explicit FaultyHome(std::string name, std::string synchronous = "FULL") : disk_(std::move(name)), synchronous_(std::move(synchronous)) {}
  base::Result<std::unique_ptr<store::Store>> open(const base::Clock& clock) override { return openSqliteStore(options(), clock, {}); }
  SqliteOptions options() const {
    SqliteOptions options;
    options.folder = "/data";
    options.masterKeyFile = keyFolder_.path() / "master.key";
    options.vfs = disk_.name();
    options.synchronous = synchronous_;
    options.dedupGather = kDedupGather;
    options.checkpointBytes = kCheckpointBytes;
    return options;
  }
  support::PowerCutVfs& disk() { return disk_; }
  /// Few, so that ids are carried over often.
  static constexpr std::size_t kDedupGather = 40;
  static constexpr std::size_t kCheckpointBytes = 256 * 1024;
  static constexpr const char* kDatabase = "/data/hookline.db";

 private:
  support::PowerCutVfs disk_;
  std::string synchronous_;
  support::TempFolder keyFolder_;
};

}  // namespace hookline::store_sqlite
