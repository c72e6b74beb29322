#include "overview_page/received_count.h"

#include <QLocale>

#include "models/delivery_words.h"

namespace hookline::overview_page {
namespace {

QString clock(base::WallTime time) { return models::localTime(time).toString(QStringLiteral("HH:mm")); }

}  // namespace

ReceivedCount::ReceivedCount(client::Client& client, QObject* parent) : QObject(parent), since_(base::wallNow()) {
  connect(&client, &client::Client::deliveryChanged, this, &ReceivedCount::onDelivery);
}

void ReceivedCount::setEver(bool ever) {
  if (std::exchange(ever_, ever) != ever) emit changed();
}

void ReceivedCount::setLastCall(std::optional<base::WallTime> at) {
  if (std::exchange(lastCall_, at) != at) emit changed();
}

void ReceivedCount::onDelivery(const client::Delivery& delivery) {
  const auto& row = delivery.row;
  // What came before is told of again when it is retried.
  if (row.simulated || row.createdAt < since_ || seen_.size() > kMaxCounted) return;
  if (seen_.insert(row.eventId).second) emit changed();
}

QString ReceivedCount::sentence() const {
  if (seen_.size() > kMaxCounted) return tr("More than %1 received since %2.").arg(QLocale().toString(kMaxCounted), clock(since_));
  if (!seen_.empty()) return tr("%1 received since %2.").arg(QLocale().toString(qulonglong(seen_.size())), clock(since_));
  if (ever_) return tr("Events have come before; none since %1.").arg(clock(since_));
  if (lastCall_) return tr("Something came at %1, but no webhook took it. Make a webhook, or try it now.").arg(clock(*lastCall_));
  return tr("Waiting for the first one. Nothing has come yet on this address.");
}

}  // namespace hookline::overview_page
