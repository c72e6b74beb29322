#pragma once
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/random.h"

namespace hookline::support {

constexpr std::size_t kSector = 512;
constexpr std::size_t kMaxVersions = 3;

/// The bytes of a file on a disk that can lose power.
struct SectorBytes {
  std::string now;                                            ///< what a program reads
  std::string durable;                                        ///< what was synced
  std::map<std::size_t, std::vector<std::string>> undecided;  ///< sector number → older versions since the last sync
};

/// To be called before the sector is written.
inline void remember(SectorBytes& file, std::size_t sector) {
  auto& versions = file.undecided[sector];
  const auto from = sector * kSector;
  if (from < file.now.size() && versions.size() < kMaxVersions) versions.push_back(file.now.substr(from, kSector));
}

inline std::string tornSector(const SectorBytes& file, std::size_t sector, const std::vector<std::string>& versions,
                              base::SeededRandom& chance) {
  const auto from = sector * kSector;
  auto before = from < file.durable.size() ? file.durable.substr(from, kSector) : std::string();
  const auto after = from < file.now.size() ? file.now.substr(from, kSector) : std::string();
  switch (chance.below(4)) {
    case 0:
      return before;
    case 1:
      return versions.empty() ? before : versions[chance.below(versions.size())];
    case 2: {
      const auto kept = chance.below(kSector + 1);
      before.resize(std::max(before.size(), after.size()), '\0');
      std::copy_n(after.begin(), std::min<std::size_t>(kept, after.size()), before.begin());
      return before;
    }
    default:
      return after;
  }
}

/// What of a file a power cut leaves.
inline std::string survivor(const SectorBytes& file, base::SeededRandom& chance) {
  auto length = chance.below(2) == 0 ? file.durable.size() : file.now.size();
  if (chance.below(4) == 0 && file.now.size() > file.durable.size()) {
    length = file.durable.size() + chance.below(file.now.size() - file.durable.size());
  }
  auto bytes = file.durable;
  bytes.resize(length, '\0');
  // Nothing, everything and a mixture are all seen in practice.
  const auto mood = chance.below(4);
  for (const auto& [sector, versions] : file.undecided) {
    const auto from = sector * kSector;
    if (from >= length || mood == 0) continue;
    auto content =
        mood == 1 ? (from < file.now.size() ? file.now.substr(from, kSector) : std::string()) : tornSector(file, sector, versions, chance);
    content.resize(std::min(content.size(), length - from));
    std::copy(content.begin(), content.end(), bytes.begin() + static_cast<std::ptrdiff_t>(from));
  }
  return bytes;
}

}  // namespace hookline::support
