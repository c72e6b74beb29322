#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "net/curl_transfer.h"

namespace hookline::net::internal {

/// Wakes the multi handle of a pump for as long as there is one. Thread: any.
class Waker {
 public:
  void wake();

 private:
  friend class CurlPump;
  std::mutex mutex_;
  CURLM* multi_ = nullptr;             // guarded by mutex_; null when the pump is gone
  std::atomic<bool> pending_ = false;  // a wake-up is on its way, another would only cost a system call
};

/// The multi handle with its pool of connections. Thread: one owner, but for the waker.
class CurlPump {
 public:
  struct Ended {
    CurlTransfer* transfer;
    CURLcode code;
  };

  /// Null when libcurl has no memory or no descriptor.
  static std::unique_ptr<CurlPump> create(long maxConnections);
  ~CurlPump();
  CurlPump(const CurlPump&) = delete;
  CurlPump& operator=(const CurlPump&) = delete;

  /// False: libcurl cannot take it (out of memory).
  bool add(CurlTransfer& transfer);
  /// Stops a transfer; its connection is closed.
  void remove(CurlTransfer& transfer);
  /// Does what can be done without waiting. What ended is out of the pump and appended to `ended`.
  void perform(std::vector<Ended>& ended);
  /// Until something happens, a wake-up comes or `patience` is over.
  void wait(base::Micros patience);
  /// No connection that is open now is used for a new transfer; idle ones are closed.
  void flush();

  const std::shared_ptr<Waker>& waker() const { return waker_; }

  static constexpr base::Millis kOldPatience{5};  ///< between looks at transfers that still run on a flushed pool

 private:
  struct MultiFree {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  using Multi = std::unique_ptr<CURLM, MultiFree>;
  struct Pool {
    Multi multi;
    std::size_t running = 0;
  };

  explicit CurlPump(long maxConnections) : maxConnections_(maxConnections), waker_(std::make_shared<Waker>()) {}
  Multi makeMulti() const;
  void performOne(Pool& pool, std::vector<Ended>& ended);
  Pool& poolOf(const CurlTransfer& transfer);

  const long maxConnections_;
  const std::shared_ptr<Waker> waker_;
  Pool current_;
  std::vector<Pool> old_;  // flushed while transfers ran on them; dropped when those have ended
};

}  // namespace hookline::net::internal
