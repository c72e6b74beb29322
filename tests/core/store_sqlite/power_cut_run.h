#pragma once
#include <sqlite3.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/random.h"
#include "sqlite_home.h"

namespace hookline::store_sqlite {

/// What the cuts of one run came to.
struct CutReport {
  int cuts = 0;
  int cutsThatLost = 0;     ///< cuts after which something acknowledged was missing or older than acknowledged
  int cutsThatDamaged = 0;  ///< cuts after which the database did not open or failed its integrity check
  std::uint64_t acknowledged = 0;
  std::uint64_t jobSteps = 0;        ///< acknowledged
  std::uint64_t jobStepsCutOff = 0;  ///< whose answer the cut took
  std::string first;                 ///< the first thing that was wrong
};

/// Works a store on a disk that loses power again and again, and compares what is there afterwards with what was answered
/// (delivery.md §7.2): accept, claim, result, purge, steps of jobs, checkpoint, and the making of the database itself.
class PowerCutRun {
 public:
  PowerCutRun(std::uint64_t seed, std::string synchronous);
  CutReport run(int cuts);

 private:
  struct Delivery {
    model::EventSeq seq;
    model::WebhookId webhook;
    model::DeliveryState state = model::DeliveryState::kPending;  // as acknowledged
    std::set<model::DeliveryState> possible;                      // asked for, without an answer
    base::WallTime due{};
    int attempts = 0;          // acknowledged
    int possibleAttempts = 0;  // with those asked for
    bool purgeAsked = false;
    bool purged = false;
  };

  /// A job as acknowledged, and its step that has no answer.
  struct Work {
    model::JobId id;
    model::JobKind kind = model::JobKind::kRetry;
    bool known = false;  // its making was acknowledged
    bool asked = false;  // its making was asked for
    std::int64_t cursor = 0;
    int steps = 0;
    std::vector<model::DeliveryId> step;  // deliveries of the step under way; none: no step is
  };

  void lifeUntilTheCut(int rounds);
  bool open();
  void addWebhooks();
  void round();
  void postEvents();
  void claimSome();
  void recordSome();
  void purgeSome();
  void workSome();
  void beginJob();
  bool chooseRetries(store::JobStep& step);
  bool chooseReplays(store::JobStep& step);
  void stepped(const store::JobStep& step, const base::Result<store::JobStepped>& result);
  void verifyJobs();
  void verifyStep(const model::Job& job);
  /// One of the webhooks does; the last, which every third event goes to.
  bool keepsOrder(model::WebhookId id) const { return id == webhooks_.back(); }
  void verifyCounts(sqlite3* db);
  void wait();
  void verify();
  void verifyDelivery(model::DeliveryId id, Delivery& one, const base::Result<store::DeliveryDetail>& found);
  void integrity();
  void wrong(const std::string& what, bool damage);

  base::SeededRandom chance_;
  support::HandClock clock_;
  base::TimeOrderedIds ids_;
  FaultyHome home_;
  std::unique_ptr<store::Store> store_;
  std::vector<model::WebhookId> webhooks_;
  bool webhooksKnown_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  int open_ = 0;                                       // guarded by mutex_
  std::map<std::int64_t, Delivery> deliveries_;        // guarded by mutex_
  Work work_;                                          // guarded by mutex_
  std::map<std::string, std::string> acceptedEvents_;  // id → body; guarded by mutex_

  bool lost_ = false;
  bool damaged_ = false;
  CutReport report_;
};

}  // namespace hookline::store_sqlite
