#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "net/http_server.h"

namespace hookline::net::internal {

/// What waits to be sent on a long answer, shared by its writer (any thread) and its connection (the API thread).
class StreamPipe {
 public:
  /// `wake` lets the connection look soon; it must be safe from any thread and after the connection's end.
  explicit StreamPipe(std::function<void()> wake) : wake_(std::move(wake)) {}

  // For the writer.
  bool write(std::string bytes);
  bool ready() const;
  bool closed() const;
  void end();

  // For the connection.
  struct Taken {
    std::string bytes;
    bool last = false;  ///< nothing more will come
  };
  Taken take();
  /// `bytes` that were taken have left.
  void sent(std::size_t bytes);
  void close();

 private:
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::string waiting_;      // guarded by mutex_
  std::size_t leaving_ = 0;  // guarded by mutex_; taken and not yet sent
  bool wakeAsked_ = false;   // guarded by mutex_
  bool ended_ = false;       // guarded by mutex_
  bool closed_ = false;      // guarded by mutex_
};

/// The writer's end; dropping it ends the answer.
class StreamWriter final : public ResponseStream {
 public:
  explicit StreamWriter(std::shared_ptr<StreamPipe> pipe) : pipe_(std::move(pipe)) {}
  ~StreamWriter() override { pipe_->end(); }
  bool write(std::string bytes) override { return pipe_->write(std::move(bytes)); }
  bool ready() const override { return pipe_->ready(); }
  bool closed() const override { return pipe_->closed(); }

 private:
  const std::shared_ptr<StreamPipe> pipe_;
};

}  // namespace hookline::net::internal
