#include "dead_letters_page/dead_letter_feed.h"

#include <algorithm>

#include "client/matches.h"

namespace hookline::dead_letters_page {

DeadLetterFeed::DeadLetterFeed(client::Client& client, DeadLetterListModel& model, QObject* parent)
    : QObject(parent), client_(client), model_(model) {
  connect(&client_, &client::Client::deliveryChanged, this, &DeadLetterFeed::onDelivery);
}

void DeadLetterFeed::setFilter(const client::DeliveryFilter& filter) {
  filter_ = filter;
  reading_ = false;  // what is under way belongs to the other list
  start(Mode::kAnew);
}

void DeadLetterFeed::refresh(Fresh fresh) {
  if (!everLoaded_) return start(Mode::kAnew);
  start(fresh == Fresh::kComesIn ? Mode::kComesIn : Mode::kWaits);
}

void DeadLetterFeed::wantOlder() {
  if (reading_ || next_.empty() || model_.full()) return;
  mode_ = Mode::kOlder;
  reading_ = true;
  ++asked_;
  const auto last = model_.rowCount() - 1;
  readPage(next_, last < 0 ? std::optional<model::DeliveryId>() : model_.at(last).delivery.row.id);
}

void DeadLetterFeed::start(Mode mode) {
  if (reading_) {
    // A list that is wanted anew, or with what is fresh, is not to be lost to a quieter wish.
    if (!again_ || *again_ == Mode::kWaits) again_ = mode;
    return;
  }
  mode_ = mode;
  reading_ = true;
  wentMeanwhile_.clear();
  ++asked_;
  readPage({}, std::nullopt);
}

void DeadLetterFeed::readPage(const std::string& cursor, std::optional<model::DeliveryId> above) {
  client_.deadLetters(this, filter_, cursor, kPage, [this, above, asked = asked_](base::Result<client::Page<client::DeadLetter>> page) {
    if (asked != asked_) return;
    if (!page) return finish(QString::fromStdString(page.error().message));
    take(std::move(*page), above);
  });
}

void DeadLetterFeed::take(client::Page<client::DeadLetter> page, std::optional<model::DeliveryId> above) {
  std::erase_if(page.items, [this](const client::DeadLetter& one) { return wentMeanwhile_.contains(one.delivery.row.id); });
  auto oldest = above;
  for (const auto& letter : page.items)
    if (!oldest || letter.delivery.row.id < *oldest) oldest = letter.delivery.row.id;
  const auto next = page.next;
  if (mode_ == Mode::kAnew) {
    fresh_.clear();
    model_.start(std::move(page.items));
    next_ = next;
    return finish({});
  }
  if (!above && mode_ == Mode::kComesIn) fresh_.clear();
  const auto end = model_.rowCount() == 0 ? std::optional<model::DeliveryId>() : model_.at(model_.rowCount() - 1).delivery.row.id;
  const auto unknown = model_.reconcile(std::move(page.items), above, next.empty(), mode_ != Mode::kWaits);
  for (const auto id : unknown)
    if (fresh_.size() < kMaxFresh) fresh_.insert(id);
  next_ = next;
  // Until all that was shown has been told of.
  const bool more = mode_ != Mode::kOlder && !next.empty() && end && (!oldest || *oldest > *end);
  if (more) return readPage(next, oldest);
  finish({});
}

void DeadLetterFeed::finish(const QString& trouble) {
  reading_ = false;
  everLoaded_ = everLoaded_ || trouble.isEmpty();
  emit freshChanged();
  emit loaded(trouble);
  if (const auto again = std::exchange(again_, std::nullopt); again && trouble.isEmpty()) start(*again);
}

void DeadLetterFeed::went(const std::vector<model::DeliveryId>& ids) {
  model_.remove(ids);
  const auto before = fresh_.size();
  for (const auto id : ids) {
    fresh_.erase(id);
    if (reading_) wentMeanwhile_.insert(id);
  }
  if (fresh_.size() != before) emit freshChanged();
}

void DeadLetterFeed::onDelivery(const client::Delivery& delivery) {
  const auto id = delivery.row.id;
  if (delivery.row.state != model::DeliveryState::kDead) {
    if (reading_ || model_.rowOf(id) >= 0 || fresh_.contains(id)) went({id});
    return;
  }
  wentMeanwhile_.erase(id);
  if (!everLoaded_ || model_.rowOf(id) >= 0 || fresh_.size() >= kMaxFresh || !client::matches(filter_, delivery)) return;
  fresh_.insert(id);
  // Nothing is under the mouse in an empty list.
  if (model_.rowCount() == 0) return refresh(Fresh::kComesIn);
  emit freshChanged();
}

}  // namespace hookline::dead_letters_page
