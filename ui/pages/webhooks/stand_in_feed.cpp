#include "webhooks_page/stand_in_feed.h"

#include <utility>

#include "models/delivery_words.h"

namespace hookline::webhooks_page {

StandInFeed::StandInFeed(client::Client& client, QObject* parent) : QObject(parent), client_(client), timer_(this) {
  timer_.setObjectName(QStringLiteral("standInTimer"));
  timer_.setSingleShot(true);
  timer_.setInterval(kEveryMs);
  connect(&timer_, &QTimer::timeout, this, &StandInFeed::ask);
}

void StandInFeed::take(const client::Sandbox& sandbox) {
  sandbox_ = sandbox;
  emit changed();
}

void StandInFeed::read() {
  client_.sandbox(this, [this](const base::Result<client::Sandbox>& sandbox) {
    if (sandbox) take(*sandbox);  // without an answer nothing is offered, and nothing else depends on it
  });
}

void StandInFeed::start(std::function<void(const client::Sandbox&)> then) {
  if (std::exchange(starting_, true)) return;
  emit changed();
  client_.setSandboxRunning(this, true, [this, then = std::move(then)](const base::Result<client::Sandbox>& sandbox) {
    starting_ = false;
    if (sandbox) {
      take(*sandbox);
      return then(*sandbox);
    }
    emit changed();
    emit notStarted(models::plain(sandbox.error().message));
  });
}

void StandInFeed::watch(std::optional<model::WebhookKind> kind) {
  if (kind == watched_) return;
  watched_ = kind;
  ++asked_;
  timer_.stop();
  if (watched_) ask();
}

void StandInFeed::ask() {
  if (!watched_) return;
  client_.sandboxSeen(this, *watched_, [this, asked = ++asked_](const base::Result<std::vector<client::StandInRecord>>& records) {
    if (asked != asked_) return;  // another one is watched by now
    timer_.start();
    if (records) return emit seen(*records);
    emit notSeen(models::plain(records.error().message));
    if (records.error().code == base::Errc::kConflict) read();  // somebody stopped them
  });
}

}  // namespace hookline::webhooks_page
