#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/completion.h"
#include "delivery/classify.h"
#include "delivery_runner/runner.h"
#include "destinations/destination.h"
#include "net/transport.h"

namespace hookline::delivery_runner::internal {

/// Requests that belong to no stored delivery: tests of webhooks that are not saved, look-ups of what their fields may be. The engine knows
/// nothing of them; they share its transport. Thread: start, any; the rest, the engine's.
class Trials {
 public:
  /// Errors: kBusy (Runner::kMaxTrials are under way), kUnavailable (closed). True: the transport is to be woken.
  bool start(TrialOrder order, model::DeliveryId id, base::Completion<Trial> done);

  void send(net::Transport& transport, const base::Now& now);
  static bool owns(net::TransferId id) { return (id & kMark) != 0; }
  /// Sends what follows, or answers.
  void ended(net::Finished finished, net::Transport& transport, const base::Now& now);
  /// Answers all that are open: kUnavailable.
  void close();

 private:
  /// Ids of deliveries have 63 bits.
  static constexpr net::TransferId kMark = 1ULL << 63U;
  using Reader = decltype(destinations::LookUp::read);
  struct Open {
    TrialOrder order;
    model::DeliveryId id;
    base::Completion<Trial> done;
    Reader read = {};  ///< of a look-up that is under way
    // Of several requests: how far it has come.
    std::string checkpoint = {};
    int step = 0;
    std::string stepName = {};
    bool signingIn = false;
    std::optional<destinations::Token> token = {};
  };
  static destinations::Occasion occasionOf(const Open& open, const base::Now& now);
  static base::Result<model::HttpRequest> nextRequest(Open& open, const base::Now& now);
  static base::Result<model::HttpRequest> lookUpRequest(Open& open, const base::Now& now);
  static bool goesOn(Open& open, delivery::Classified& classified);
  static Trial lookedUp(const Reader& read, const model::HttpResult& result);
  void sendNext(net::TransferId id, net::Transport& transport, const base::Now& now);
  base::Completion<Trial> takeOut(net::TransferId id);

  std::mutex mutex_;
  bool closed_ = false;                             // guarded by mutex_
  std::unordered_map<net::TransferId, Open> open_;  // guarded by mutex_
  std::vector<net::TransferId> waiting_;            // guarded by mutex_
};

}  // namespace hookline::delivery_runner::internal
