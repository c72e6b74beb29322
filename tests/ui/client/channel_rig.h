#pragma once
#include <memory>
#include <string>
#include <vector>

#include "client/http_channel.h"
#include "client/in_process_channel.h"
#include "support/core_rig.h"
#include "support/event_loop.h"
#include "support/faulty_proxy.h"

namespace hookline::client {

/// One call that was sent, and what became of it.
struct Sent {
  int answers = 0;
  bool early = false;  ///< answered before send returned
  base::Result<api::Response> answer = base::fail(base::Errc::kInternal, "not yet answered");

  bool ok() const { return answers == 1 && answer && answer->status >= 200 && answer->status <= 299; }
  base::Errc code() const { return answer ? base::Errc::kInternal : answer.error().code; }
};

/// A channel, with all that it tells.
class Listening {
 public:
  explicit Listening(std::unique_ptr<Channel> channel);

  Channel& operator*() { return *channel_; }
  Channel* operator->() { return channel_.get(); }

  /// Sends; the result stays where it is until this object goes.
  std::shared_ptr<Sent> send(std::string method, std::string path, std::string body = {},
                             std::vector<std::pair<std::string, std::string>> query = {});
  /// Sends and waits.
  std::shared_ptr<Sent> ask(std::string method, std::string path, std::string body = {},
                            std::vector<std::pair<std::string, std::string>> query = {});
  bool waitFor(ChannelState::Kind kind);
  bool waitForNotices(std::size_t count);
  const ChannelState& state() const { return states.back(); }

  std::vector<api::Notice> notices;
  std::vector<ChannelState> states;
  std::function<void(const api::Notice&)> onNotice;
  std::function<void(const ChannelState&)> onState;

 private:
  std::unique_ptr<Channel> channel_;
};

/// The token of the core's admin.
std::string tokenOf(core_api::Core& core);
/// Options that try again soon, for a core at `url`.
HttpOptions httpOptions(core_api::Core& core, std::string url);
std::unique_ptr<Channel> inProcessChannel(core_api::Core& core);

}  // namespace hookline::client
