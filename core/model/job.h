#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/ids.h"

namespace hookline::model {

/// What a job does to each thing that its filter finds. The words are stored.
enum class JobKind {
  kRetry,   ///< dead letters go again, each to its own webhook as it is now
  kReplay,  ///< stored events go again, as new deliveries of the same bytes
  kPurge,   ///< dead letters are deleted
};
/// retry, replay, purge.
std::string_view toText(JobKind kind);
std::optional<JobKind> parseJobKind(std::string_view text);

/// The numbers are stored. What stands before kDone is unfinished.
enum class JobState : std::uint8_t { kPreview = 0, kRunning = 1, kPaused = 2, kDone = 3, kCancelled = 4 };
/// preview, running, paused, done, cancelled.
std::string_view toText(JobState state);
std::optional<JobState> parseJobState(std::string_view text);

/// How far the undoing of a job is. The numbers are stored.
enum class UndoState : std::uint8_t { kNone = 0, kUnderWay = 1, kDone = 2 };

inline bool isUnfinished(JobState state) { return state < JobState::kDone; }

/// Long bulk work, as it is stored. A job is bounded when it is made: it never meets what it makes itself or what comes in meanwhile.
struct Job {
  JobId id;  ///< also the bound: only what has a lower id is handled
  JobKind kind = JobKind::kRetry;
  std::string filter;  ///< JSON object, as the caller wrote it
  JobState state = JobState::kRunning;
  std::string reason;             ///< why it stands still, for a person; empty: it does not
  std::uint64_t total = 0;        ///< what the filter found when the job was made: dead letters, or events
  bool exact = true;              ///< false: counting stopped at its budget, there may be more
  std::uint64_t done = 0;         ///< of total: made due, purged or skipped
  std::uint64_t made = 0;         ///< deliveries made due, or dead letters purged
  std::uint64_t open = 0;         ///< of made: not ended yet
  std::uint64_t untried = 0;      ///< of open: the first counted try has not ended yet
  std::uint64_t delivered = 0;    ///< of made: arrived
  std::uint64_t failedAgain = 0;  ///< of made: dead again
  std::uint64_t skipped = 0;  ///< not sent: the webhook is gone, it was no dead letter any more, no webhook takes it; or cancelled later
  std::uint64_t undone = 0;   ///< of made: taken back before their first try, dead letters again or cancelled
  UndoState undo = UndoState::kNone;
  std::uint64_t failures = 0;      ///< deliveries whose first counted try failed
  int perSecond = 0;               ///< 0: as fast as its window lets it
  int stopAfterFirstFailures = 0;  ///< 0: never
  std::int64_t cursor = 0;         ///< the highest id that was handled
  bool listed = false;             ///< nothing is left to be made due
  std::int64_t revision = 0;       ///< rises with every stored change, to tell older from newer
  base::WallTime createdAt{};
  base::WallTime updatedAt{};

  static constexpr int kMaxPerSecond = 10000;
  static constexpr int kMaxStopAfter = 1000;
};

/// The shape of interfaces.md §6 (Job).
nlohmann::ordered_json toJson(const Job& job);

}  // namespace hookline::model
