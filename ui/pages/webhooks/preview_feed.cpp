#include "webhooks_page/preview_feed.h"

#include <algorithm>
#include <utility>

namespace hookline::webhooks_page {
namespace {

constexpr std::uint64_t kExampleSeed = 1;

}  // namespace

PreviewFeed::PreviewFeed(client::Client& client, QObject* parent) : QObject(parent), client_(client) {
  pause_.setSingleShot(true);
  pause_.setInterval(kPauseMs);
  connect(&pause_, &QTimer::timeout, this, &PreviewFeed::ask);
}

void PreviewFeed::setAwake(bool awake) {
  awake_ = awake;
  if (awake_ && wanted_) pause_.start();
  if (!awake_) pause_.stop();
}

void PreviewFeed::changed() {
  wanted_ = true;
  if (awake_) pause_.start();
}

void PreviewFeed::setWebhook(const model::Webhook& before, const model::Webhook& after) {
  before_ = before;
  after_ = after;
  complete_ = true;
  changed();
}

void PreviewFeed::clear() {
  complete_ = false;
  wanted_ = false;
  ++asked_;
  pause_.stop();
}

void PreviewFeed::setType(const std::string& type) {
  if (type == type_) return;
  type_ = type;
  eventId_.clear();
  recent_.clear();
  ++asked_;
  choosing_ = true;
  emit eventsChanged();
  readRecent();
}

void PreviewFeed::setEventId(const std::string& id) {
  if (id == eventId_) return;
  eventId_ = id;
  emit eventsChanged();
  wanted_ = true;
  if (awake_) ask();
}

void PreviewFeed::readRecent() {
  const auto asked = ++recentAsked_;
  if (type_.empty()) return;  // nothing is asked of it either
  client::DeliveryFilter filter;
  filter.eventType = type_;
  client_.deliveries(this, filter, {}, kMostRead, [this, asked](const base::Result<client::Page<client::Delivery>>& page) {
    if (asked != recentAsked_) return;  // another type by now
    choosing_ = false;
    if (page) take(page->items);
    changed();  // without any there is still the example
  });
}

void PreviewFeed::take(const std::vector<client::Delivery>& deliveries) {
  const bool first = recent_.empty() && eventId_.empty();
  recent_.clear();
  for (const auto& delivery : deliveries) {
    const auto& row = delivery.row;
    const bool known = std::any_of(recent_.begin(), recent_.end(), [&row](const RecentEvent& one) { return one.id == row.eventId; });
    if (!known) recent_.push_back({row.eventId, row.createdAt, row.person});
    if (recent_.size() == kMostEvents) break;
  }
  const bool there = std::any_of(recent_.begin(), recent_.end(), [this](const RecentEvent& one) { return one.id == eventId_; });
  if (!there && (first || !eventId_.empty())) eventId_ = recent_.empty() ? std::string() : recent_.front().id;
  emit eventsChanged();
}

void PreviewFeed::ask() {
  if (!complete_ || type_.empty() || choosing_) return;
  wanted_ = false;
  if (!eventId_.empty()) return askOf({eventId_, {}});
  if (const auto known = examples_.find(type_); known != examples_.end()) return askOf({{}, known->second});
  const auto asked = ++asked_;
  client_.exampleEvent(this, type_, kExampleSeed, [this, asked, type = type_](const base::Result<std::string>& example) {
    if (example) examples_.emplace(type, *example);
    if (asked != asked_) return;  // something else is asked by now
    if (!example) return emit failed(example.error());
    askOf({{}, *example});
  });
}

void PreviewFeed::askOf(const client::PreviewEvent& event) {
  client_.preview(this, before_, after_, event, [this, asked = ++asked_](const base::Result<client::Preview>& preview) {
    if (asked != asked_) return;  // another form, or another event by now
    if (preview)
      emit shown(*preview);
    else
      emit failed(preview.error());
  });
}

}  // namespace hookline::webhooks_page
