#pragma once
#include <future>
#include <utility>

#include "base/completion.h"

namespace hookline::base {

/// Waits for an answer that another thread gives. `ask` is handed the completion. Thread: one that may wait, never the one that answers.
template <typename T, typename Ask>
Result<T> await(Ask ask) {
  std::promise<Result<T>> promise;
  auto answer = promise.get_future();
  ask(Completion<T>([&promise](Result<T> result) { promise.set_value(std::move(result)); }));
  return answer.get();
}

}  // namespace hookline::base
