#include "client/in_process_channel.h"

#include <QObject>
#include <utility>

#include "client/notice_queue.h"
#include "client/open_calls.h"
#include "client/poster.h"

namespace hookline::client {
namespace {

class InProcessChannel final : public Channel {
 public:
  explicit InProcessChannel(CoreDoor door)
      : door_(std::move(door)), post_(&context_), notes_(post_, [this](const api::Notice& notice) {
          if (notices_) notices_(notice);
        }) {}
  ~InProcessChannel() override { close(); }

  void listen(Notices notices, States states) override {
    notices_ = std::move(notices);
    states_ = std::move(states);
  }

  void open() override {
    if (closed_ || std::exchange(opened_, true)) return;
    // Told from the event loop, when the subscription is there, and before its first notice.
    post_([this] { tell(ChannelState::Kind::kOpen); });
    subscription_ = door_.listen(notes_.inlet());
  }

  void send(api::Request request, Answer answer) override {
    const auto call = calls_.add(std::move(answer), internal::changes(request.method));
    if (call == 0) return;
    request.principal = model::Principal{"owner", model::Role::kAdmin, {}};
    // The job runs on the context, which goes with this object.
    door_.call(std::move(request), base::Completion<api::Response>([post = post_, this, call](base::Result<api::Response> response) {
                 post([this, call, response = std::move(response)]() mutable { calls_.answer(call, std::move(response)); });
               }));
  }

  void close() override {
    if (std::exchange(closed_, true)) return calls_.closeAll();
    subscription_ = {};
    notes_.stop();
    if (states_) states_({ChannelState::Kind::kClosed, {}, base::SystemClock().now().wall, {}});
    calls_.closeAll();
  }

 private:
  void tell(ChannelState::Kind kind) {
    if (!closed_ && states_) states_({kind, {}, base::SystemClock().now().wall, {}});
  }

  const CoreDoor door_;
  Notices notices_;
  States states_;
  bool opened_ = false;
  bool closed_ = false;
  internal::OpenCalls calls_;
  QObject context_;  // queued jobs belong to it and die with it
  const Poster post_;
  internal::NoticeQueue notes_;
  api::Subscription subscription_;
};

}  // namespace

std::unique_ptr<Channel> openInProcess(CoreDoor door) { return std::make_unique<InProcessChannel>(std::move(door)); }

}  // namespace hookline::client
