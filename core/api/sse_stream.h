#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "api/stream_hub.h"
#include "net/http_server.h"

namespace hookline::api::internal {

/// The live stream to one reader as server-sent events (WHATWG HTML §9.2). A reader that takes too little gets one `gap` when it can
/// take bytes again; the hub never waits for it. Thread: the hub's, and the API thread at its beginning and end.
class SseStream : public std::enable_shared_from_this<SseStream> {
 public:
  static constexpr int kHeartbeatSeconds = 15;
  static constexpr int kRetryMs = 2000;

  /// `valid`: asked once a second; false ends the stream (the token was revoked). `ended` is called once, on the hub's thread, when the
  /// reader is gone or may not listen any longer.
  SseStream(StreamHub& hub, std::shared_ptr<net::ResponseStream> stream, std::function<bool()> valid, std::function<void()> ended);

  void start(std::string_view lastId);
  /// Ends the answer; when it returns, nothing of it runs on the hub's thread any more. May be called from inside.
  void close();

  /// What stands first in the answer.
  static std::string preamble();

 private:
  void take(const Notice& notice);
  void beat();
  bool sendGap();
  void end();
  std::string eventText(const Notice& notice) const;

  StreamHub& hub_;                               // constant after construction
  const std::function<bool()> valid_;            // constant after construction
  const std::function<void()> ended_;            // constant after construction
  std::shared_ptr<net::ResponseStream> stream_;  // the hub thread's, until close

  std::mutex mutex_;
  Subscription subscription_;  // guarded by mutex_
  bool closed_ = false;        // guarded by mutex_

  // the hub thread's own
  bool behind_ = false;        ///< notices were dropped
  std::uint64_t lastSeq_ = 0;  ///< of the newest notice, dropped or not
  int beatsQuiet_ = 0;         ///< beats since something was sent
  bool over_ = false;
};

}  // namespace hookline::api::internal
