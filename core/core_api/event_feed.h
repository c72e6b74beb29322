#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/time.h"
#include "model/latency_histogram.h"
#include "net/transport.h"

namespace hookline::core_api {

/// One event of a feed and when it is due.
struct FeedItem {
  base::Micros at{};  ///< since the feed began; never earlier than the item before it
  std::string body;   ///< the event's JSON
};

/// What became of a feed so far.
struct FeedReport {
  std::uint64_t sent = 0;
  std::uint64_t accepted = 0;                    ///< answered 202, or 200 (known before)
  std::uint64_t duplicates = 0;                  ///< of those, known before
  std::uint64_t notSent = 0;                     ///< given up because the daemon was kMaxLag behind
  std::map<std::string, std::uint64_t> refused;  ///< by reason, "429 Too many events."; at most kMaxReasons
  model::LatencyHistogram latencies;             ///< from send to answer, of what was answered
  base::Micros elapsed{};
  bool stopped = false;  ///< ended by its user

  std::uint64_t refusedTotal() const;
  /// Whether everything that was due was sent and accepted.
  bool allAccepted() const { return refused.empty() && notSent == 0; }

  static constexpr std::size_t kMaxReasons = 32;  ///< further ones count as "other reasons"
};

struct EventFeedOptions {
  std::string url;               ///< of the daemon, "http://127.0.0.1:8787"
  std::string token;             ///< of a role that may post events; empty: none is sent
  bool simulated = true;         ///< marks the events; false: they are real
  std::size_t maxInFlight = 64;  ///< calls under way at a time; further ones wait and are sent late
  base::Millis timeout{10000};   ///< for one call
};

/// Posts events to a daemon's POST /api/events on a schedule that does not depend on how fast it answers: what could not go in time
/// goes as soon as it can, until the feed is kMaxLag behind. Each event is sent once. Thread: one, which owns the transport.
class EventFeed {
 public:
  /// The next event, or nothing at the end of the feed.
  using Source = std::function<std::optional<FeedItem>()>;

  /// Both references must outlive the feed.
  EventFeed(net::Transport& transport, const base::Clock& clock, EventFeedOptions options);
  EventFeed(const EventFeed&) = delete;
  EventFeed& operator=(const EventFeed&) = delete;

  /// Runs to the end and waits for the answers under way. `stop` is asked at least ten times a second and ends it early; `progress`
  /// hears as often. Both may be empty.
  FeedReport run(const Source& source, const std::function<bool()>& stop, const std::function<void(const FeedReport&)>& progress);

  static constexpr base::Micros kMaxLag{10000000};

 private:
  void send(FeedItem item);
  void collect(base::Micros patience);
  void refuse(std::string reason);

  net::Transport& transport_;
  const base::Clock& clock_;
  const EventFeedOptions options_;
  const std::string callUrl_;
  FeedReport report_;
};

}  // namespace hookline::core_api
