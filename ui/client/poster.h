#pragma once
#include <QObject>
#include <memory>

#include "base/unique_function.h"

namespace hookline::client {

/// The one way from another thread to the GUI (style.md rule 11): runs a job later on the context's thread, or drops it when the
/// context has gone. A dropped job is destroyed, and what it owned answers for itself. Copies share the context. Thread: any.
class Poster {
 public:
  explicit Poster(QObject* context);
  void operator()(base::UniqueFunction<void()> job) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace hookline::client
