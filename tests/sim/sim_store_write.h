#pragma once
#include "sim_store.h"

// Of the simulated store alone: how a call becomes a write of its queue.

namespace hookline::sim {

template <typename T>
SimStore::Write SimStore::makeWrite(base::UniqueFunction<base::Result<T>()> apply, base::Completion<T> done,
                                    base::UniqueFunction<void(const T&, std::vector<store::DueDelivery>&)> fresh) {
  struct Pending {
    base::UniqueFunction<base::Result<T>()> apply;
    base::Completion<T> done;
    base::UniqueFunction<void(const T&, std::vector<store::DueDelivery>&)> fresh;
    std::optional<base::Result<T>> outcome;
  };
  auto pending = std::make_shared<Pending>(Pending{std::move(apply), std::move(done), std::move(fresh), {}});
  Write write;
  write.apply = [pending] { pending->outcome = pending->apply(); };
  write.answer = [pending] { std::move(pending->done)(*pending->outcome); };
  write.refuse = [pending](base::Error error) { std::move(pending->done)(base::fail(std::move(error))); };
  write.collectFresh = [pending](std::vector<store::DueDelivery>& found) {
    if (pending->fresh && *pending->outcome) pending->fresh(**pending->outcome, found);
  };
  return write;
}

}  // namespace hookline::sim
