#include "client/ask.h"
#include "client/calls.h"
#include "client/client.h"
#include "client/read_answers.h"
#include "client/version_fit.h"
#include "version.h"

namespace hookline::client {

using namespace internal;

Client::Client(std::unique_ptr<Channel> channel, QObject* parent) : QObject(parent), channel_(std::move(channel)) {
  greetAgain_.setSingleShot(true);
  connect(&greetAgain_, &QTimer::timeout, this, &Client::greet);
  channel_->listen([this](const api::Notice& notice) { onNotice(notice); }, [this](const ChannelState& state) { onState(state); });
}

Client::~Client() { close(); }

void Client::open() { channel_->open(); }

void Client::tryNow() {
  if (greetAgain_.isActive())
    greetAgain_.start(0);
  else
    channel_->tryNow();
}

void Client::close() {
  greetAgain_.stop();
  channel_->close();
}

void Client::onState(const ChannelState& state) {
  ++openings_;
  greetAgain_.stop();
  if (state.kind != ChannelState::Kind::kOpen) return announce(state);
  opened_ = state;
  greet();
}

/// Nothing is shown as open before the core has said who it is and who we are.
void Client::greet() {
  ask<Me>(this, call("GET", "/api/me"), readMe, [this, opening = openings_](base::Result<Me> me) {
    // The channel has told something newer since: an open core that is lost again is not announced.
    if (opening == openings_) onGreeted(std::move(me));
  });
}

void Client::onGreeted(base::Result<Me> me) {
  using Kind = ChannelState::Kind;
  auto state = opened_;
  if (!me) {
    const auto code = me.error().code;
    const bool refused = code == base::Errc::kUnauthorized || code == base::Errc::kForbidden;
    const bool noHookline = code == base::Errc::kMalformed || code == base::Errc::kTooLarge;
    state.kind = refused ? Kind::kRefused : noHookline ? Kind::kIncompatible : Kind::kLost;
    state.reason = me.error().message;
    if (state.kind == Kind::kLost) {
      // The channel holds its stream and tries nothing by itself.
      greetAgain_.start(kAskAgain);
      state.retryAt = base::SystemClock().now().mono + kAskAgain;
    }
    return announce(std::move(state));
  }
  if (auto why = misfit(kVersion, me->version)) {
    me_ = {};  // nobody acts on what may mean something else over there
    state.kind = Kind::kIncompatible;
    state.reason = std::move(*why);
    return announce(std::move(state));
  }
  me_ = std::move(*me);
  announce(std::move(state));
  if (std::exchange(openedBefore_, true)) emit missed();
}

void Client::announce(ChannelState state) {
  state_ = std::move(state);
  emit stateChanged(state_);
}

void Client::onNotice(const api::Notice& notice) {
  if (notice.kind == "gap") {
    emit missed();
    return;
  }
  const auto json = parseJson(notice.json);
  if (!json.is_object()) return;
  if (notice.kind == "delivery") {
    const auto summary = json.find("summary");
    if (summary == json.end()) return;
    if (const auto delivery = readDelivery(*summary)) emit deliveryChanged(*delivery);
  } else if (notice.kind == "job") {
    const auto summary = json.find("summary");
    if (summary == json.end()) return;
    if (const auto job = readJob(*summary)) emit jobChanged(*job);
  } else if (notice.kind == "webhook") {
    const auto id = json.find("id");
    const auto what = json.find("summary");
    WebhookChange change;
    if (id != json.end() && id->is_string()) change.id = model::WebhookId::parse(id->get_ref<const std::string&>()).value_or(change.id);
    if (what != json.end() && what->is_string()) change.what = what->get<std::string>();
    emit webhookChanged(change);
  }
}

}  // namespace hookline::client
