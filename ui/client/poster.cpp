#include "client/poster.h"

#include <QMetaObject>
#include <mutex>

namespace hookline::client {

struct Poster::State {
  std::mutex mutex;
  QObject* context = nullptr;  // guarded by mutex
};

Poster::Poster(QObject* context) : state_(std::make_shared<State>()) {
  state_->context = context;
  QObject::connect(
      context, &QObject::destroyed, context,
      [state = state_] {
        std::scoped_lock lock(state->mutex);
        state->context = nullptr;
      },
      Qt::DirectConnection);
}

void Poster::operator()(base::UniqueFunction<void()> job) const {
  // Qt wants to copy what it queues. Nobody else keeps it, so that it is destroyed on the context's thread once it has run.
  auto shared = std::make_shared<base::UniqueFunction<void()>>(std::move(job));
  std::scoped_lock lock(state_->mutex);
  if (state_->context == nullptr) return;
  QMetaObject::invokeMethod(
      state_->context, [shared = std::move(shared)] { (*shared)(); }, Qt::QueuedConnection);
}

}  // namespace hookline::client
