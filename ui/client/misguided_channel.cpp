#include "client/misguided_channel.h"

#include <QObject>
#include <utility>

#include "client/open_calls.h"

namespace hookline::client::internal {
namespace {

class MisguidedChannel final : public Channel {
 public:
  explicit MisguidedChannel(base::Error why) : why_(std::move(why)) {}
  ~MisguidedChannel() override { close(); }

  void listen(Notices, States states) override { states_ = std::move(states); }

  void open() override {
    later([this] {
      if (!closed_ && states_) states_({ChannelState::Kind::kRefused, why_.message, base::SystemClock().now().wall, {}});
    });
  }

  void send(api::Request, Answer answer) override {
    const auto call = calls_.add(std::move(answer), false);
    if (call != 0) later([this, call] { calls_.answer(call, base::fail(why_)); });
  }

  void close() override {
    if (std::exchange(closed_, true)) return calls_.closeAll();
    if (states_) states_({ChannelState::Kind::kClosed, {}, base::SystemClock().now().wall, {}});
    calls_.closeAll();
  }

 private:
  template <typename Job>
  void later(Job job) {
    QMetaObject::invokeMethod(&context_, std::move(job), Qt::QueuedConnection);
  }

  const base::Error why_;
  States states_;
  bool closed_ = false;
  OpenCalls calls_;
  QObject context_;
};

}  // namespace

std::unique_ptr<Channel> openMisguided(base::Error why) { return std::make_unique<MisguidedChannel>(std::move(why)); }

}  // namespace hookline::client::internal
