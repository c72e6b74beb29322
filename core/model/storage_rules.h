#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/result.h"

namespace hookline::model {

/// How long things are kept and how much room they may take (architecture.md §6, delivery.md §3). Dead letters are kept for ever unless
/// keepDeadDays says otherwise; what waits never goes.
struct StorageRules {
  int keepDays = 30;                                        ///< finished events, with their deliveries and attempts
  int keepPayloadDays = 30;                                 ///< bodies of delivered events and what was sent and answered; at most keepDays
  std::optional<int> keepDeadDays;                          ///< none: for ever
  std::uint64_t maxDiskBytes = 10ULL * 1000 * 1000 * 1000;  ///< old finished events go sooner so that the store stays below
  std::uint64_t maxWaiting = 5'000'000;                     ///< deliveries

  static constexpr int kMaxDays = 3650;
  static constexpr std::uint64_t kLeastDiskBytes = 64ULL * 1000 * 1000;
  static constexpr std::uint64_t kMostDiskBytes = 1ULL << 50U;
  static constexpr std::uint64_t kMostWaiting = 1'000'000'000;

  bool operator==(const StorageRules&) const = default;
};

/// The name of the store's setting that keeps them.
inline constexpr const char* kStorageSetting = "storage";

/// {"keepDays": 30, "keepPayloadDays": 30, "keepDeadDays": null, "maxDiskBytes": 10000000000, "maxWaiting": 5000000}
nlohmann::ordered_json toJson(const StorageRules& rules);

/// RFC 7396 merge onto `current`; null is the default. keepPayloadDays follows keepDays down when it was not named. Errors: kInvalid, every
/// wrong field named with a path under /storage.
base::Result<StorageRules> mergeStorageRules(const StorageRules& current, const nlohmann::json& patch);

}  // namespace hookline::model
