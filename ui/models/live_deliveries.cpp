#include "models/live_deliveries.h"

#include <algorithm>

#include "client/matches.h"
#include "models/delivery_words.h"

namespace hookline::models {

LiveDeliveries::LiveDeliveries(client::Client& client, DeliveryListModel& model, QObject* parent)
    : QObject(parent), client_(client), model_(model) {
  flushTimer_.setSingleShot(true);
  flushTimer_.setInterval(kFlushEveryMs);
  connect(&flushTimer_, &QTimer::timeout, this, &LiveDeliveries::flush);
  connect(&client_, &client::Client::deliveryChanged, this, &LiveDeliveries::take);
  connect(&client_, &client::Client::missed, this, &LiveDeliveries::refreshSoon);
}

void LiveDeliveries::setFilter(const client::DeliveryFilter& filter) {
  filter_ = filter;
  refresh();
}

/// Starting over at each of many notices would never come to an end.
void LiveDeliveries::refreshSoon() {
  if (reading_)
    again_ = true;
  else
    refresh();
}

void LiveDeliveries::refresh() {
  const auto reading = ++asked_;
  reading_ = true;
  again_ = false;
  olderAsked_ = false;
  setSearching(false);
  waiting_.clear();
  overflown_ = false;
  client_.deliveries(this, filter_, {}, kPage, [this, reading](base::Result<client::Page<client::Delivery>> page) {
    if (reading != asked_) return;
    reading_ = false;
    if (page)
      takeFirst(std::move(*page));
    else
      emit loaded(plain(page.error().message));
    if (again_ && !reading_) refresh();
  });
}

void LiveDeliveries::takeFirst(client::Page<client::Delivery> page) {
  lacking_ = kPage;
  shortPages_ = 0;
  next_.clear();
  const auto came = page.items.size();
  emit aboutToChange();
  model_.start(std::move(page.items));
  emit changed();
  goOn(page.next, came);
  emit loaded({});
  // What the stream told since the question was asked goes on top of the answer.
  if (!waiting_.empty() && !paused_) flush();
}

void LiveDeliveries::wantOlder() {
  if (next_.empty() || olderAsked_ || reading_) return;
  lacking_ = kPage;
  shortPages_ = 0;
  readOlder();
}

void LiveDeliveries::readOlder() {
  olderAsked_ = true;
  const auto reading = asked_;
  client_.deliveries(this, filter_, next_, kPage, [this, reading](base::Result<client::Page<client::Delivery>> page) {
    if (reading != asked_) return;
    olderAsked_ = false;
    if (!page) {
      setSearching(false);
      emit loaded(plain(page.error().message));
      return;
    }
    const auto came = page->items.size();
    model_.addOlder(std::move(page->items));
    goOn(page->next, came);
    emit loaded({});
  });
}

void LiveDeliveries::goOn(const std::string& next, std::size_t came) {
  // The same place again would be asked for without end.
  const bool further = !next.empty() && next != next_;
  next_ = further ? next : std::string();
  lacking_ -= std::min(lacking_, came);
  setSearching(further && lacking_ > 0 && ++shortPages_ < kMaxShortPages);
  if (searching_) readOlder();
}

void LiveDeliveries::stopSearching() {
  if (!searching_) return;
  ++asked_;
  olderAsked_ = false;
  setSearching(false);
}

void LiveDeliveries::setSearching(bool searching) {
  if (searching_ == searching) return;
  searching_ = searching;
  emit searchingChanged();
}

void LiveDeliveries::setPaused(bool paused) {
  if (paused_ == paused) return;
  paused_ = paused;
  if (paused_) {
    flushTimer_.stop();
  } else if (overflown_) {
    refresh();
  } else {
    flush();
  }
  emit heldBackChanged();
}

void LiveDeliveries::take(const client::Delivery& delivery) {
  if (waiting_.size() >= kMaxHeldBack) {
    overflown_ = true;
    waiting_.clear();
  }
  if (!overflown_) waiting_.push_back(delivery);
  if (paused_) {
    emit heldBackChanged();
    return;
  }
  if (!reading_ && !flushTimer_.isActive()) flushTimer_.start();
}

void LiveDeliveries::flush() {
  if (overflown_) {
    refresh();
    return;
  }
  if (waiting_.empty()) return;
  auto changes = std::exchange(waiting_, {});
  emit aboutToChange();
  // A row that no longer fits the filter stays until the list is read again: nothing vanishes under the eyes.
  model_.apply(
      std::move(changes), [this](const client::Delivery& delivery) { return client::matches(filter_, delivery); }, next_.empty());
  emit changed();
}

}  // namespace hookline::models
