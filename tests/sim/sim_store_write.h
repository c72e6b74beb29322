#pragma once
#include <utility>

#include "sim_store.h"

// Of the simulated store alone: how a call becomes a write of its queue.

namespace hookline::sim {

/// `Apply` is called without arguments and returns a Result<T>; `Fresh` names what its outcome made due.
template <typename T, typename Apply, typename Fresh>
class SimStore::WriteOf final : public SimStore::Write {
 public:
  WriteOf(Apply apply, base::Completion<T> done, Fresh fresh)
      : apply_(std::move(apply)), done_(std::move(done)), fresh_(std::move(fresh)) {}

  void apply() override { outcome_.emplace(apply_()); }
  void answer() override { std::move(done_)(*outcome_); }
  void refuse(const base::Error& error) override { std::move(done_)(base::fail(error)); }
  void collectFresh(std::vector<store::DueDelivery>& found) override {
    if constexpr (!std::is_void_v<T>)
      if (*outcome_) fresh_(**outcome_, found);
  }

 private:
  Apply apply_;
  base::Completion<T> done_;
  Fresh fresh_;
  std::optional<base::Result<T>> outcome_;
};

template <typename T, typename Apply, typename Fresh>
void SimStore::submit(Admission admission, Apply apply, base::Completion<T> done, Fresh fresh) {
  enqueue(admission, std::make_shared<WriteOf<T, Apply, Fresh>>(std::move(apply), std::move(done), std::move(fresh)));
}

}  // namespace hookline::sim
