#include "net/server_stream.h"

#include <utility>

namespace hookline::net::internal {

bool StreamPipe::write(std::string bytes) {
  {
    std::scoped_lock lock(mutex_);
    if (closed_ || waiting_.size() + leaving_ >= ResponseStream::kMaxQueuedBytes) return false;
    if (bytes.empty()) return true;
    if (waiting_.empty()) {
      waiting_ = std::move(bytes);
    } else {
      waiting_ += bytes;
    }
    if (std::exchange(wakeAsked_, true)) return true;
  }
  wake_();
  return true;
}

bool StreamPipe::ready() const {
  std::scoped_lock lock(mutex_);
  return !closed_ && waiting_.size() + leaving_ < ResponseStream::kMaxQueuedBytes;
}

bool StreamPipe::closed() const {
  std::scoped_lock lock(mutex_);
  return closed_;
}

void StreamPipe::end() {
  {
    std::scoped_lock lock(mutex_);
    ended_ = true;
    if (closed_ || std::exchange(wakeAsked_, true)) return;
  }
  wake_();
}

StreamPipe::Taken StreamPipe::take() {
  std::scoped_lock lock(mutex_);
  wakeAsked_ = false;
  leaving_ += waiting_.size();
  return {std::exchange(waiting_, {}), ended_};
}

void StreamPipe::sent(std::size_t bytes) {
  std::scoped_lock lock(mutex_);
  leaving_ -= bytes;
}

void StreamPipe::close() {
  std::scoped_lock lock(mutex_);
  closed_ = true;
  ended_ = true;
}

}  // namespace hookline::net::internal
