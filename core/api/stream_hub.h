#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "api/message.h"
#include "model/alert.h"
#include "model/config_snapshot.h"
#include "model/delivery_change.h"
#include "model/job.h"

namespace hookline::api {

/// Hands out numbered notices (architecture.md §2). A notice's id is `<epoch>-<sequence>`; a ring of 10,000 stays; notices of one
/// delivery are coalesced over 50 ms. Producers never wait for a listener. Thread: any.
class StreamHub {
 public:
  static constexpr std::size_t kRing = 10000;
  static constexpr int kCoalesceMs = 50;
  static constexpr int kBeatMs = 1000;
  /// Listeners that are served at once; many are served in turns, kTurnMs apart, so that they are no burst which deliveries would feel.
  static constexpr std::size_t kTurn = 25;
  static constexpr int kTurnMs = 4;
  /// Changes that wait for the hub's thread; beyond them they are dropped and every listener gets a gap.
  static constexpr std::size_t kMaxWaiting = 200000;

  using Listener = std::function<void(const Notice&)>;
  using Beat = std::function<void()>;

  /// `config` lends webhook names to rows. Starts the hub's own thread, which flushes coalesced notices and calls listeners.
  StreamHub(std::int64_t epoch, std::function<model::ConfigPtr()> config);
  ~StreamHub();
  StreamHub(const StreamHub&) = delete;
  StreamHub& operator=(const StreamHub&) = delete;

  /// Called on the engine's thread and the writer, at every step of every delivery: cheap.
  void delivery(model::DeliveryChange change);
  void webhook(model::WebhookId id, std::string summary);
  /// The whole job. Whoever calls takes care that it is at most a few a second.
  void job(const model::Job& job);
  /// The whole alert.
  void alert(const model::Alert& alert, base::WallTime at);
  /// The list's item, as JSON text, of a webhook whose health became another.
  void health(model::WebhookId id, std::string item, base::WallTime at);

  /// Calls `listener` (on the hub's thread, it only posts) with every notice after `lastId` ("" = from now on). An unknown or too old id:
  /// first a notice of kind "gap", then what is new. `beat` is called about every kBeatMs, also when nothing happens: for heartbeats
  /// and deadlines of those who wait.
  [[nodiscard]] Subscription listen(std::string_view lastId, Listener listener, Beat beat = {});
  std::string noticeId(std::uint64_t seq) const;
  /// Sends what is coalesced now, without waiting for the 50 ms (tests, stop). Returns when all listeners were called.
  void flush();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace hookline::api
