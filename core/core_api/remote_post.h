#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "net/transport.h"
#include "simulate/event_sender.h"

namespace hookline::core_api {

struct RemotePostOptions {
  std::string url;              ///< of the daemon, "http://127.0.0.1:8787"
  std::string token;            ///< of a role that may post events; empty: none is sent
  bool simulated = true;        ///< marks the events; false: they are real
  base::Millis timeout{10000};  ///< for one call
};

/// POST /api/events of a daemon.
class RemotePost final : public simulate::EventPost {
 public:
  /// `transport` outlives it, and is used by nobody else.
  RemotePost(net::Transport& transport, RemotePostOptions options);

  void post(std::string body) override;
  std::vector<simulate::PostAnswer> collect(base::Micros patience) override;
  std::size_t underWay() const override { return transport_.inFlight(); }

 private:
  simulate::PostAnswer read(const model::HttpResult& result) const;

  net::Transport& transport_;
  const RemotePostOptions options_;
  const std::string callUrl_;
  std::uint64_t posted_ = 0;
};

}  // namespace hookline::core_api
