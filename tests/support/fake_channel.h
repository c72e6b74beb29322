#pragma once
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "client/channel.h"

namespace hookline::support {

class FakeChannel;

/// A core that says what a test wrote down. It outlives its channels, so that a test sees how each of them ended. Keeps the promises of
/// client::Channel: everything from the event loop, every call answered once, after close nothing but kCancelled.
class FakeCore final {
 public:
  FakeCore();

  /// A fresh one, each time a window attaches.
  std::unique_ptr<client::Channel> channel();

  /// What "GET /api/status" is answered with from now on; what was never said is 404.
  void answer(const std::string& call, const nlohmann::json& body, int status = 200);
  /// The call is not answered until release().
  void hold(const std::string& call) { held_.insert(call); }
  void release(const std::string& call);

  /// By default a channel opens at once; then it waits for say().
  void openBy(bool itself) { opensItself_ = itself; }
  /// To the newest channel that is not closed.
  void say(client::ChannelState state);
  void notice(const std::string& kind, const std::string& id, const nlohmann::json& summary);

  /// "GET /api/status", in the order they came, of all channels.
  const std::vector<std::string>& calls() const { return calls_; }
  int count(const std::string& call) const;
  int channels() const { return channels_; }
  int closed() const { return closed_; }
  int triedNow() const { return triedNow_; }

 private:
  friend class FakeChannel;

  std::map<std::string, api::Response> answers_;
  std::set<std::string> held_;
  std::vector<std::string> calls_;
  FakeChannel* newest_ = nullptr;
  bool opensItself_ = true;
  int channels_ = 0;
  int closed_ = 0;
  int triedNow_ = 0;
  std::uint64_t seq_ = 0;
};

}  // namespace hookline::support
