#pragma once
#include <utility>

#include "base/result.h"
#include "base/unique_function.h"

namespace hookline::base {

/// An answer that is given exactly once. Called: it answers. Dropped without a call: it answers kCancelled. So a caller
/// always hears, whatever happens to the queue its call waited in. Thread: whichever calls or drops it.
template <typename T>
class Completion {
 public:
  Completion() = default;
  explicit Completion(UniqueFunction<void(Result<T>)> answer) : answer_(std::move(answer)) {}
  Completion(Completion&& other) noexcept : answer_(std::exchange(other.answer_, {})) {}
  Completion& operator=(Completion&& other) noexcept {
    if (this != &other) {
      cancel();
      answer_ = std::exchange(other.answer_, {});
    }
    return *this;
  }
  Completion(const Completion&) = delete;
  Completion& operator=(const Completion&) = delete;
  ~Completion() { cancel(); }

  void operator()(Result<T> result) && {
    auto answer = std::exchange(answer_, {});
    if (answer) answer(std::move(result));
  }
  /// Whether somebody still waits for the answer.
  explicit operator bool() const { return static_cast<bool>(answer_); }

 private:
  void cancel() {
    if (auto answer = std::exchange(answer_, {})) answer(fail(Errc::kCancelled, "closed before an answer came"));
  }
  UniqueFunction<void(Result<T>)> answer_;
};

}  // namespace hookline::base
