#pragma once
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>
#include <deque>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "client/channel.h"

namespace hookline::support {

/// A channel that answers as a test says: by method and path, from the event loop, never before send returned. What is not scripted is
/// answered 404. A held route keeps its calls until release().
class ScriptedChannel final : public client::Channel {
 public:
  using Json = nlohmann::json;
  /// What a call is answered with; an Error stands for a core that was not reached.
  using Answering = std::function<base::Result<api::Response>(const api::Request&)>;

  static api::Response json(const Json& body, int status = 200) { return {status, "application/json", {}, body.dump()}; }
  static api::Response refusal(int status, const std::string& sentence) { return json({{"error", sentence}}, status); }

  /// `route`: "GET /api/webhooks"; a last "*" stands for any rest.
  void on(const std::string& route, Answering answering) { routes_[route] = std::move(answering); }
  void on(const std::string& route, const Json& body) {
    on(route, [body](const api::Request&) { return base::Result<api::Response>(json(body)); });
  }
  void role(const std::string& role, const std::vector<std::string>& can) {
    on("GET /api/me",
       Json{{"role", role}, {"name", "tester"}, {"can", can}, {"version", "0.1.0"}, {"epoch", 1}, {"features", Json::array()}});
  }

  void hold(const std::string& route) { held_[route]; }
  std::size_t held(const std::string& route) const { return held_.contains(route) ? held_.at(route).size() : 0; }
  /// Answers the first `count` of a held route's calls; the route stays held.
  void release(const std::string& route, std::size_t count) {
    auto& waiting = held_[route];
    for (; count > 0 && !waiting.empty(); --count) {
      auto job = std::move(waiting.front());
      waiting.pop_front();
      job();
    }
  }
  void unhold(const std::string& route) {
    release(route, held(route));
    held_.erase(route);
  }

  void notice(const std::string& kind, const Json& summary, const std::string& id = {}) {
    if (notices_) notices_({++seq_, kind, Json{{"seq", seq_}, {"kind", kind}, {"id", id}, {"summary", summary}}.dump()});
  }
  void state(client::ChannelState::Kind kind, const std::string& reason = {}) {
    if (states_) states_({kind, reason, {}, {}});
  }

  const std::vector<api::Request>& requests() const { return requests_; }
  std::vector<api::Request> requests(const std::string& route) const {
    std::vector<api::Request> found;
    for (const auto& one : requests_)
      if (fits(route, one)) found.push_back(one);
    return found;
  }

  void listen(Notices notices, States states) override {
    notices_ = std::move(notices);
    states_ = std::move(states);
  }
  void open() override { state(client::ChannelState::Kind::kOpen); }
  void send(api::Request request, Answer answer) override {
    requests_.push_back(request);
    auto shared = std::make_shared<Answer>(std::move(answer));
    for (auto& [route, waiting] : held_) {
      if (!fits(route, request)) continue;
      waiting.push_back([this, request, shared] { reply(request, shared); });
      return;
    }
    reply(request, shared);
  }
  void close() override {
    notices_ = {};
    states_ = {};
  }

 private:
  static bool fits(const std::string& route, const api::Request& request) {
    const auto called = request.method + " " + request.path;
    return route.ends_with('*') ? called.starts_with(route.substr(0, route.size() - 1)) : called == route;
  }
  void reply(const api::Request& request, std::shared_ptr<Answer> answer) {
    QMetaObject::invokeMethod(
        &context_,
        [this, request, answer] {
          // The longest route that fits is the one that was meant.
          const Answering* found = nullptr;
          std::size_t length = 0;
          for (const auto& [route, answering] : routes_) {
            if (!fits(route, request) || route.size() < length) continue;
            found = &answering;
            length = route.size();
          }
          Answer given = std::move(*answer);
          std::move(given)(found ? (*found)(request) : base::Result<api::Response>(refusal(404, "Not scripted: " + request.path)));
        },
        Qt::QueuedConnection);
  }

  QObject context_;
  Notices notices_;
  States states_;
  std::map<std::string, Answering> routes_;
  std::map<std::string, std::deque<std::function<void()>>> held_;
  std::vector<api::Request> requests_;
  std::uint64_t seq_ = 0;
};

}  // namespace hookline::support
