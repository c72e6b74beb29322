#include "client/notice_queue.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace hookline::client::internal {

struct NoticeQueue::State : std::enable_shared_from_this<State> {
  State(const Poster& thePost, std::function<void(const api::Notice&)> theDeliver) : post(thePost), deliver(std::move(theDeliver)) {}

  const Poster post;
  std::function<void(const api::Notice&)> deliver;  // the GUI thread's own
  bool stopped = false;                             // the GUI thread's own

  std::mutex mutex;
  std::deque<api::Notice> queued;  // guarded by mutex
  bool missed = false;             // guarded by mutex; some were dropped that stood before what is queued
  bool underWay = false;           // guarded by mutex; a delivery is posted

  void put(const api::Notice& notice);
  void run();
  /// What is delivered in this turn, and whether more is left for a next one.
  std::pair<std::deque<api::Notice>, bool> takeSome();
};

void NoticeQueue::State::put(const api::Notice& notice) {
  {
    std::scoped_lock lock(mutex);
    if (queued.size() >= kMaxQueued) {
      queued.clear();
      missed = true;
    }
    queued.push_back(notice);
    if (std::exchange(underWay, true)) return;
  }
  post([self = shared_from_this()] { self->run(); });
}

std::pair<std::deque<api::Notice>, bool> NoticeQueue::State::takeSome() {
  std::scoped_lock lock(mutex);
  std::deque<api::Notice> taken;
  if (std::exchange(missed, false) && !queued.empty())
    taken.push_back(
        {queued.front().seq - 1, "gap", R"({"kind":"gap","id":null,"summary":"This window was too slow; read the lists again."})"});
  const auto count = std::min(queued.size(), kAtOnce);
  const auto end = queued.begin() + static_cast<std::ptrdiff_t>(count);
  std::move(queued.begin(), end, std::back_inserter(taken));
  queued.erase(queued.begin(), end);
  underWay = !queued.empty();
  return {std::move(taken), underWay};
}

void NoticeQueue::State::run() {
  // An answer in `deliver` may end the queue; this call keeps the state.
  const auto self = shared_from_this();
  const auto [taken, more] = takeSome();
  for (const auto& notice : taken) {
    if (stopped) return;
    deliver(notice);
  }
  if (more && !stopped) post([self] { self->run(); });
}

NoticeQueue::NoticeQueue(const Poster& post, std::function<void(const api::Notice&)> deliver)
    : state_(std::make_shared<State>(post, std::move(deliver))) {}

NoticeQueue::~NoticeQueue() { stop(); }

std::function<void(const api::Notice&)> NoticeQueue::inlet() const {
  return [state = state_](const api::Notice& notice) { state->put(notice); };
}

void NoticeQueue::stop() { state_->stopped = true; }

}  // namespace hookline::client::internal
