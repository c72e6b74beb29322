#include "shell/status_watch.h"

namespace hookline::shell {

StatusWatch::StatusWatch(client::Client& client, QObject* parent) : QObject(parent), client_(client) {
  timer_.setInterval(kEvery);
  timer_.setTimerType(Qt::CoarseTimer);
  connect(&timer_, &QTimer::timeout, this, &StatusWatch::askNow);
  connect(&client_, &client::Client::stateChanged, this, &StatusWatch::settle);
  connect(&client_, &client::Client::webhookChanged, this, [this](const client::WebhookChange& change) {
    if (!change.id) askNow();
  });
}

void StatusWatch::setSeen(bool seen) {
  if (std::exchange(seen_, seen) != seen) settle();
}

void StatusWatch::settle() {
  const bool useful = seen_ && client_.state().kind == client::ChannelState::Kind::kOpen;
  if (!useful) return timer_.stop();
  timer_.start();
  askNow();
}

void StatusWatch::askNow() {
  if (!seen_ || client_.state().kind != client::ChannelState::Kind::kOpen) return;
  if (asked_) {
    askAgain_ = true;
    return;
  }
  asked_ = true;
  client_.status(this, [this](base::Result<client::Status> status) {
    asked_ = false;
    // A failure shows in the channel's state; what was known before stays.
    if (status) emit told(*status);
    if (std::exchange(askAgain_, false)) askNow();
  });
}

}  // namespace hookline::shell
