#pragma once
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "support/core_rig.h"
#include "support/daemon.h"

namespace hookline::e2e {

/// So many may be in flight at a kill, and arrive again after it.
inline constexpr int kSlots = 8;

/// What senders know of the events they posted, and of those whose answer they never got.
struct Sent {
  std::mutex mutex;
  std::set<std::string> acknowledged;  // guarded by mutex
  std::set<std::string> unknown;       // guarded by mutex
  std::condition_variable changed;
};

/// Posts events with ids of its own, one after the other, at most `most`, until an answer does not come.
void sendUntilItDies(const std::string& url, const std::string& token, const std::string& prefix, Sent& sent, int most);

/// Waits until nothing is left to be sent; a failed test when that takes longer than a generous while.
void waitUntilNothingWaits(support::Daemon& daemon);

/// All that was acknowledged arrived, nothing that was never posted did; answers how many arrived again.
std::size_t judgeArrivals(support::Inbox& inbox, Sent& sent);

}  // namespace hookline::e2e
