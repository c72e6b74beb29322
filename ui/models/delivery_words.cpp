#include "models/delivery_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace hookline::models {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("DeliveryWords", text); }

}  // namespace

ShownState shownState(model::DeliveryState state) {
  using model::DeliveryState;
  switch (state) {
    case DeliveryState::kPending:
      return ShownState::kWaiting;
    case DeliveryState::kDelivering:
      return ShownState::kSending;
    case DeliveryState::kRetrying:
      return ShownState::kRetrying;
    case DeliveryState::kDelivered:
      return ShownState::kDelivered;
    case DeliveryState::kDead:
      return ShownState::kDead;
    case DeliveryState::kHeld:
      return ShownState::kHeld;
    case DeliveryState::kCancelled:
      return ShownState::kCancelled;
  }
  return ShownState::kWaiting;
}

QString stateWord(const client::Delivery& delivery, base::WallTime now) {
  switch (shownState(delivery.row.state)) {
    case ShownState::kWaiting:
      return tr("Waiting");
    case ShownState::kSending:
      return tr("Sending");
    case ShownState::kRetrying:
      if (!delivery.nextAttemptAt || *delivery.nextAttemptAt <= now) return tr("Retrying");
      return tr("Retry in %1").arg(spanWord(*delivery.nextAttemptAt - now));
    case ShownState::kDelivered:
      return tr("Delivered");
    case ShownState::kDead:
      return tr("Did not arrive");
    case ShownState::kHeld:
      return tr("Held");
    case ShownState::kCancelled:
      return tr("Cancelled");
  }
  return {};
}

QString stepWord(const client::Delivery& delivery) {
  const auto& step = delivery.row.step;
  return step ? tr("Step %1 of %2: %3").arg(QString::number(step->n), QString::number(step->of), plain(step->name)) : QString();
}

QString withStep(const client::Delivery& delivery, const QString& said) {
  const auto step = stepWord(delivery);
  if (step.isEmpty()) return said;
  return said.isEmpty() ? step : tr("%1. %2").arg(step, said);
}

QString personWord(const model::Person& person) {
  if (!person.name.empty()) return plain(person.name);
  if (!person.email.empty()) return plain(person.email);
  if (person.visitorId.empty()) return {};
  const auto id = plain(person.visitorId);
  const auto shortId = id.startsWith(QLatin1String("visitor_")) ? id.mid(8) : id;
  return tr("visitor %1").arg(shortId);
}

QString tookWord(base::Micros latency) {
  const auto millis = static_cast<double>(latency.count()) / 1000.0;
  const QLocale locale;
  if (millis < 1) return tr("< 1 ms");
  if (millis < 1000) return tr("%1 ms").arg(locale.toString(millis, 'f', 0));
  if (millis < 60000) return tr("%1 s").arg(locale.toString(millis / 1000, 'f', 1));
  return tr("%1 min").arg(locale.toString(millis / 60000, 'f', 1));
}

QString spanWord(base::Millis span) {
  const auto seconds = std::max<std::int64_t>(0, (span.count() + 999) / 1000);
  if (seconds < 60) return tr("%1 s").arg(seconds);
  const auto minutes = seconds / 60;
  if (minutes < 10) return seconds % 60 == 0 ? tr("%1 min").arg(minutes) : tr("%1 min %2 s").arg(minutes).arg(seconds % 60);
  if (minutes < 60) return tr("%1 min").arg(minutes);
  const auto hours = minutes / 60;
  if (hours < 48) return minutes % 60 == 0 ? tr("%1 h").arg(hours) : tr("%1 h %2 min").arg(hours).arg(minutes % 60);
  return hours % 24 == 0 ? tr("%1 d").arg(hours / 24) : tr("%1 d %2 h").arg(hours / 24).arg(hours % 24);
}

QString rowSentence(const client::Delivery& delivery, base::WallTime now) {
  const auto& row = delivery.row;
  auto sentence = tr("%1, %2").arg(stateWord(delivery, now), plain(row.eventType));
  if (const auto person = personWord(row.person); !person.isEmpty()) sentence = tr("%1 for %2").arg(sentence, person);
  sentence = tr("%1 to %2").arg(sentence, delivery.webhookName.empty() ? tr("a deleted webhook") : plain(delivery.webhookName));
  if (row.status) sentence = tr("%1, HTTP %2").arg(sentence).arg(*row.status);
  if (row.tries > 0) sentence = tr("%1, attempt %2").arg(sentence).arg(row.tries);
  if (row.step) sentence = tr("%1, %2").arg(sentence, stepWord(delivery));
  return sentence;
}

QDateTime localTime(base::WallTime time) { return QDateTime::fromMSecsSinceEpoch(base::toMs(time)); }

}  // namespace hookline::models
