#include "simulator_page/sent_tracker.h"

namespace hookline::simulator_page {

SentTracker::SentTracker(client::Client& client, SentModel& model, QObject* parent) : QObject(parent), client_(client), model_(model) {
  connect(&client_, &client::Client::deliveryChanged, this, &SentTracker::take);
  connect(&client_, &client::Client::missed, this, &SentTracker::reread);
  connect(&tick_, &QTimer::timeout, &model_, &SentModel::tick);
  tick_.start(kTickMs);
}

void SentTracker::add(const QString& type, const client::AcceptedEvent& event) {
  std::vector<client::Delivery> known;
  std::erase_if(early_, [&](const client::Delivery& one) {
    if (one.row.eventId != event.id) return false;
    known.push_back(one);
    return true;
  });
  model_.add(type, event, known);
}

void SentTracker::take(const client::Delivery& delivery) {
  if (model_.apply(delivery) || !delivery.row.simulated) return;
  early_.push_back(delivery);
  if (early_.size() > kMaxEarly) early_.pop_front();
}

void SentTracker::reread() {
  auto ids = model_.onTheWay();
  if (ids.size() > kMaxReread) ids.resize(kMaxReread);
  for (const auto id : ids)
    client_.delivery(this, id, [this](base::Result<client::DeliveryDetail> detail) {
      // Without an answer the row says what was known; a later notice or reading mends it.
      if (detail) model_.apply(detail->delivery);
    });
}

}  // namespace hookline::simulator_page
