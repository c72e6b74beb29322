#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/latency_histogram.h"
#include "simulate/feed.h"

namespace hookline::simulate {

/// What became of one event that was posted.
struct PostAnswer {
  bool accepted = false;
  bool duplicate = false;            ///< accepted, and known before
  std::string refusal = {};          ///< why it was not, "429 Too many events."
  std::optional<base::Micros> took;  ///< from post to answer; nothing: nobody answered
};

/// Where events go: a daemon's POST /api/events, or the intake of the same process. Thread: one.
class EventPost {
 public:
  EventPost() = default;
  EventPost(const EventPost&) = delete;
  EventPost& operator=(const EventPost&) = delete;
  virtual ~EventPost() = default;

  virtual void post(std::string body) = 0;
  /// Waits for answers, at most `patience` for the first of them.
  virtual std::vector<PostAnswer> collect(base::Micros patience) = 0;
  /// Posted and not yet answered.
  virtual std::size_t underWay() const = 0;
};

/// What became of a feed so far.
struct FeedReport {
  std::uint64_t sent = 0;
  std::uint64_t accepted = 0;                    ///< taken now or known before
  std::uint64_t duplicates = 0;                  ///< of those, known before
  std::uint64_t notSent = 0;                     ///< given up because the receiver of events was kMaxLag behind
  std::map<std::string, std::uint64_t> refused;  ///< by reason; at most kMaxReasons
  model::LatencyHistogram latencies;             ///< of what was answered
  base::Micros elapsed{};
  bool stopped = false;  ///< ended by its user

  std::uint64_t refusedTotal() const;
  /// Whether everything that was due was sent and accepted.
  bool allAccepted() const { return refused.empty() && notSent == 0; }

  static constexpr std::size_t kMaxReasons = 32;  ///< further ones count as "other reasons"
};

/// Posts events on a schedule that does not depend on how fast they are answered: what could not go in time goes as soon as it can, until
/// the feed is kMaxLag behind. Each event is posted once. Thread: one, which owns the post.
class EventSender {
 public:
  using Source = std::function<std::optional<ScheduledEvent>()>;

  /// At most `maxInFlight` events are under way at a time; further ones wait. Both references must outlive the sender.
  EventSender(EventPost& post, const base::Clock& clock, std::size_t maxInFlight);
  EventSender(const EventSender&) = delete;
  EventSender& operator=(const EventSender&) = delete;

  /// Runs to the end and waits for the answers under way. `stop` is asked at least ten times a second and ends it early; `progress`
  /// hears as often. Both may be empty.
  FeedReport run(const Source& source, const std::function<bool()>& stop, const std::function<void(const FeedReport&)>& progress);

  static constexpr base::Micros kMaxLag{10000000};

 private:
  void collect(base::Micros patience);
  void refuse(std::string reason);

  EventPost& post_;
  const base::Clock& clock_;
  const std::size_t maxInFlight_;
  FeedReport report_;
};

}  // namespace hookline::simulate
