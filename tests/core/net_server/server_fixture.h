#pragma once
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

#include "net/http_server.h"
#include "support/http_client_raw.h"

namespace hookline::net {

/// A server on a free port of 127.0.0.1; fails the test when it does not start.
inline std::unique_ptr<HttpServer> startServer(HttpServerOptions options, HttpServer::Handler handler) {
  auto server = HttpServer::start(std::move(options), std::move(handler), base::Log());
  if (!server) {
    ADD_FAILURE() << server.error().message;
    return nullptr;
  }
  return std::move(*server);
}

/// Answers with the method, the target and the body, so that a test sees what arrived.
inline void echo(ServerRequest request, base::Completion<ServerResponse> done) {
  ServerResponse response;
  response.headers.push_back({"Content-Type", "text/plain"});
  response.body = request.method + " " + request.target + " " + request.body;
  std::move(done)(std::move(response));
}

/// Something that one thread hands to another, who waits for it.
template <typename T>
class Handover {
 public:
  void give(T value) {
    // Notified under the lock: the waiter may destroy this as soon as it has the lock.
    std::scoped_lock lock(mutex_);
    value_.emplace(std::move(value));
    ready_.notify_all();
  }
  /// Nothing: it did not come in time.
  std::optional<T> wait() {
    std::unique_lock lock(mutex_);
    ready_.wait_for(lock, support::RawClient::kPatience, [this] { return value_.has_value(); });
    return std::exchange(value_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::optional<T> value_;
};

}  // namespace hookline::net
