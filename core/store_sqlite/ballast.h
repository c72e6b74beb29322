#pragma once
#include <cstddef>
#include <filesystem>

#include "base/log.h"

namespace hookline::store_sqlite::internal {

/// A file that takes room only to give it back: on a full disk even DELETE fails (delivery.md §3), so there has to be something that
/// can go first. Thread: one at a time; the writer once it runs.
class Ballast {
 public:
  static constexpr std::size_t kBytes = 16 * 1024 * 1024;
  /// It is made only where so many times its size would stay free.
  static constexpr std::size_t kTimesFree = 3;

  /// Less free room than this, and a database cannot even be opened.
  static constexpr std::size_t kLeastFree = 4 * 1024 * 1024;

  /// Empty `file`: there is none, as on a disk that is not the platform's. On a full disk it is given up at once.
  Ballast(std::filesystem::path file, base::Log log);
  Ballast(const Ballast&) = delete;
  Ballast& operator=(const Ballast&) = delete;

  /// Makes it where it is missing and there is room. True: it is there, or none is wanted.
  bool keep();
  /// Gives its room back. False: there is nothing to give.
  bool release();
  /// Given up, and not there again yet: room is short.
  bool released() const { return released_; }

 private:
  const std::filesystem::path file_;
  const base::Log log_;
  bool held_ = false;
  bool released_ = false;
};

}  // namespace hookline::store_sqlite::internal
