#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"

namespace hookline::support {

/// A disk in memory under SQLite, registered as a VFS of its own. It can lose power, and it can fail.
///
/// Power cut (delivery.md §7.2): what was written since a file's last sync is undecided. When the power returns, each 512-byte sector
/// of it, the file's length and its being there at all are kept, lost, kept in an older version, or torn in the middle, at random.
/// What was synced stays. Between the cut and the return every access fails.
///
/// The shared memory of the write-ahead log lives on the heap, so several connections of one process work as on a real disk.
/// Thread: any.
class PowerCutVfs {
 public:
  enum class Operation { kWrite, kSync };

  explicit PowerCutVfs(std::string name);
  PowerCutVfs(const PowerCutVfs&) = delete;
  PowerCutVfs& operator=(const PowerCutVfs&) = delete;
  /// No connection may be open.
  ~PowerCutVfs();

  const std::string& name() const;

  /// The power goes after so many more writes, syncs, truncations and deletions: the next one no longer happens.
  void cutAfter(std::uint64_t operations);
  bool isCut() const;
  /// The power returns. No connection may be open.
  void restore(base::SeededRandom& chance);

  /// After `skip` more operations of this kind, `times` of them fail with this SQLite result code.
  void failAfter(Operation operation, int code, std::uint64_t skip, std::uint64_t times);
  void heal();

  std::uint64_t operations() const;
  /// The bytes of a file as a program would read them; empty when it is not there.
  std::string bytes(const std::string& path) const;
  void put(const std::string& path, std::string bytes);
  std::vector<std::string> paths() const;

  struct Disk;

 private:
  std::unique_ptr<Disk> disk_;
};

}  // namespace hookline::support
