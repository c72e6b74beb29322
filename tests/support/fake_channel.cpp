#include "support/fake_channel.h"

#include <QObject>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace hookline::support {

class FakeChannel final : public client::Channel {
 public:
  explicit FakeChannel(FakeCore& core) : core_(core) {
    core_.newest_ = this;
    ++core_.channels_;
  }
  ~FakeChannel() override { close(); }

  void listen(Notices notices, States states) override {
    notices_ = std::move(notices);
    states_ = std::move(states);
  }

  void open() override {
    if (core_.opensItself_) later([this] { tell({client::ChannelState::Kind::kOpen, {}, {}, {}}); });
  }

  void tryNow() override { ++core_.triedNow_; }

  void send(api::Request request, Answer answer) override {
    const auto call = request.method + ' ' + request.path;
    if (closed_) {
      later([answer = std::move(answer)]() mutable { std::move(answer)(base::fail(base::Errc::kCancelled, "closed")); });
      return;
    }
    core_.calls_.push_back(call);
    waiting_.emplace_back(call, std::move(answer));
    if (!core_.held_.contains(call)) give(call);
  }

  void close() override {
    if (std::exchange(closed_, true)) return;
    ++core_.closed_;
    if (core_.newest_ == this) core_.newest_ = nullptr;
    auto dying = std::exchange(waiting_, {});
    for (auto& [call, answer] : dying) std::move(answer)(base::fail(base::Errc::kCancelled, "closed before an answer came"));
  }

  /// Answers the calls of this name that wait, with what is written by then.
  void give(const std::string& call) {
    later([this, call] {
      const auto found = core_.answers_.find(call);
      const auto response =
          found != core_.answers_.end() ? found->second : api::Response{404, "application/json", {}, R"({"error":"not there"})"};
      for (auto waiting = waiting_.begin(); waiting != waiting_.end();) {
        if (waiting->first != call) {
          ++waiting;
          continue;
        }
        auto answer = std::move(waiting->second);
        waiting_.erase(waiting);
        std::move(answer)(response);
        waiting = waiting_.begin();  // the answer may have sent again
        if (core_.held_.contains(call)) break;
      }
    });
  }

  void tell(const client::ChannelState& state) {
    if (!closed_ && states_) states_(state);
  }
  void notice(const api::Notice& notice) {
    later([this, notice] {
      if (!closed_ && notices_) notices_(notice);
    });
  }
  template <typename Job>
  void later(Job job) {
    auto shared = std::make_shared<Job>(std::move(job));
    QMetaObject::invokeMethod(
        &context_, [shared] { (*shared)(); }, Qt::QueuedConnection);
  }

 private:
  FakeCore& core_;
  QObject context_;
  Notices notices_;
  States states_;
  std::vector<std::pair<std::string, Answer>> waiting_;
  bool closed_ = false;
};

FakeCore::FakeCore() {
  answer("GET /api/me", {{"role", "admin"},
                         {"name", "owner"},
                         {"can", {"post_events", "read", "operate", "administer"}},
                         {"version", "0.1.0"},
                         {"epoch", 1},
                         {"features", nlohmann::json::array()}});
  answer("GET /api/status", {{"rates", {{"attemptsPerSecond", 39.5}, {"deliveredPerSecond", 38.2}}},
                             {"waiting", 141},
                             {"inFlight", 3},
                             {"dead", 128},
                             {"disk", {{"bytes", 84000000}}},
                             {"online", true},
                             {"allPaused", false}});
}

std::unique_ptr<client::Channel> FakeCore::channel() { return std::make_unique<FakeChannel>(*this); }

void FakeCore::answer(const std::string& call, const nlohmann::json& body, int status) {
  answers_[call] = {status, "application/json", {}, body.dump()};
}

void FakeCore::release(const std::string& call) {
  held_.erase(call);
  if (newest_ != nullptr) newest_->give(call);
}

void FakeCore::say(client::ChannelState state) {
  if (newest_ == nullptr) return;
  newest_->later([channel = newest_, state = std::move(state)] { channel->tell(state); });
}

void FakeCore::notice(const std::string& kind, const std::string& id, const nlohmann::json& summary) {
  if (newest_ == nullptr) return;
  const nlohmann::json body = {{"seq", ++seq_}, {"kind", kind}, {"id", id}, {"summary", summary}};
  newest_->notice({seq_, kind, body.dump()});
}

int FakeCore::count(const std::string& call) const { return static_cast<int>(std::count(calls_.begin(), calls_.end(), call)); }

}  // namespace hookline::support
