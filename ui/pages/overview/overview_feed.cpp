#include "overview_page/overview_feed.h"

#include <algorithm>

#include "models/delivery_words.h"

namespace hookline::overview_page {

using model::DeliveryState;

OverviewFeed::OverviewFeed(client::Client& client, QObject* parent) : QObject(parent), client_(client) {
  timer_.setInterval(kEveryMs);
  connect(&timer_, &QTimer::timeout, this, [this] {
    if (open_ == 0) refresh();  // a slow core is not asked again before it has answered
  });
  connect(&client_, &client::Client::missed, this, &OverviewFeed::refreshSoon);
  connect(&client_, &client::Client::webhookChanged, this, &OverviewFeed::refreshSoon);
  connect(&client_, &client::Client::stateChanged, this, [this](const client::ChannelState& state) {
    if (state.kind == client::ChannelState::Kind::kOpen) refresh();
  });
}

void OverviewFeed::setRange(Range range) {
  range_ = range;
  refresh();
}

void OverviewFeed::setSeen(bool seen) {
  seen_ = seen;
  if (!seen_) return timer_.stop();
  timer_.start();
  refresh();
}

template <typename T>
client::Client::Then<T> OverviewFeed::into(std::optional<T> Figures::*place) {
  ++open_;
  return [this, asked = asked_, place](base::Result<T> answer) {
    if (asked != asked_) return;
    if (answer)
      fresh_.*place = std::move(*answer);
    else if (trouble_.isEmpty())
      trouble_ = models::plain(answer.error().message);
    onAnswer();
  };
}

/// Starting over at each of many notices would never come to an end.
void OverviewFeed::refreshSoon() {
  if (open_ > 0)
    again_ = true;
  else
    refresh();
}

void OverviewFeed::refresh() {
  if (!seen_ || client_.state().kind != client::ChannelState::Kind::kOpen) return;
  ++asked_;
  again_ = false;
  open_ = 0;
  trouble_.clear();
  fresh_ = figures_;
  fresh_.range = range_;
  if (range_ != figures_.range) {
    fresh_.health.reset();
    fresh_.stats.reset();
  }
  client_.status(this, into(&Figures::status));
  client_.webhooks(this, into(&Figures::webhooks));
  client_.health(this, windowOf(range_), into(&Figures::health));
  client_.stats(this, windowOf(range_), stepOf(range_), into(&Figures::stats));
  // Once there was one, there always was.
  if (!figures_.all || figures_.all->total == 0) client_.facets(this, {}, into(&Figures::all));
  if (!figures_.real || figures_.real->total == 0) {
    client::DeliveryFilter real;
    real.simulated = false;
    client_.facets(this, real, into(&Figures::real));
    if (client_.me().may("administer")) readLastCall();
  }
}

/// Events that no webhook takes leave no delivery; the token that brought them remembers.
void OverviewFeed::readLastCall() {
  ++open_;
  client_.tokens(this, [this, asked = asked_](const base::Result<std::vector<client::Token>>& tokens) {
    if (asked != asked_) return;
    if (tokens) {
      for (const auto& one : *tokens)
        if (one.role == model::Role::kProducer && one.lastUsedAt) fresh_.lastCall = std::max(fresh_.lastCall, one.lastUsedAt);
    }
    onAnswer();
  });
}

void OverviewFeed::onAnswer() {
  if (--open_ > 0) return;
  const auto* worst = worstOf(fresh_);
  if (worst == nullptr) {
    fresh_.struggle.reset();
    return finish();
  }
  readStruggle(worst->webhookId);
}

void OverviewFeed::readStruggle(model::WebhookId webhook) {
  ++open_;
  client::DeliveryFilter filter;
  filter.webhook = webhook;
  filter.states = {DeliveryState::kPending, DeliveryState::kRetrying, DeliveryState::kHeld};
  client_.deliveries(this, filter, {}, kStruggleRows,
                     [this, asked = asked_, webhook](const base::Result<client::Page<client::Delivery>>& page) {
                       if (asked != asked_) return;
                       --open_;
                       fresh_.struggle = Struggle{webhook, {}, {}};
                       if (page) {
                         auto& struggle = *fresh_.struggle;
                         for (const auto& one : page->items) {
                           if (struggle.cause.empty()) struggle.cause = one.cause;
                           if (!one.nextAttemptAt || !page->next.empty()) continue;
                           if (!struggle.nextAttempt || *one.nextAttemptAt < *struggle.nextAttempt)
                             struggle.nextAttempt = one.nextAttemptAt;
                         }
                       }
                       finish();
                     });
}

void OverviewFeed::finish() {
  fresh_.readAt = base::wallNow();
  figures_ = std::move(fresh_);
  emit read(trouble_);
  if (again_) refresh();
}

}  // namespace hookline::overview_page
