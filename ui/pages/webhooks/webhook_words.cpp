#include "webhooks_page/webhook_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "models/delivery_words.h"

namespace hookline::webhooks_page {
namespace {

using widgets::Chip;
using widgets::ChipKind;

QString tr(const char* text) { return QCoreApplication::translate("WebhookWords", text); }

/// The time alone for today, with the day otherwise.
QString clockWord(base::WallTime time) {
  const auto local = models::localTime(time);
  const QLocale locale;
  return local.date() == QDate::currentDate() ? locale.toString(local.time(), QLocale::ShortFormat)
                                              : locale.toString(local, QLocale::ShortFormat);
}

}  // namespace

Chip stateChip(const client::WebhookView& view, const client::Health* health) {
  if (view.state == "paused") return {ChipKind::kHeld, tr("Paused")};
  if (view.state == "on_hold") return {ChipKind::kBad, tr("On hold")};
  if (view.state == "disabled") return {ChipKind::kHeld, tr("Disabled")};
  if (!breakerSentence(health).isEmpty()) return {ChipKind::kBad, tr("Down")};
  if (health == nullptr || health->state == "idle") return {ChipKind::kQuiet, tr("No traffic")};
  if (health->state == "healthy") return {ChipKind::kGood, tr("Healthy")};
  if (health->state == "degraded") return {ChipKind::kWarn, tr("Degraded")};
  if (health->state == "failing") return {ChipKind::kBad, tr("Failing")};
  return {ChipKind::kQuiet, tr("Enabled")};
}

QString stopSentence(const client::WebhookView& view) {
  const auto& stop = view.webhook.stop;
  if (stop.kind == model::WebhookStop::Kind::kNone) return {};
  auto sentence = models::plain(stop.reason);
  const auto since = clockWord(stop.since);
  sentence += QLatin1Char(' ') + (stop.until ? tr("Since %1, until %2.").arg(since, clockWord(*stop.until)) : tr("Since %1.").arg(since));
  return sentence.trimmed();
}

QString breakerSentence(const client::Health* health) {
  if (health == nullptr || health->circuit.empty() || health->circuit == "closed") return {};
  if (health->circuit == "half_open") return tr("One delivery is trying whether it answers again.");
  const auto until = health->circuitOpenUntil ? clockWord(*health->circuitOpenUntil) : QString();
  return until.isEmpty() ? tr("It failed so often that sending rests; then one delivery tries it.")
                         : tr("It failed so often that sending rests until %1; then one delivery tries it.").arg(until);
}

QString waitingSentence(std::uint64_t waiting) {
  if (waiting == 0) return {};
  return waiting == 1 ? tr("1 delivery waits.") : tr("%1 deliveries wait.").arg(QLocale().toString(static_cast<qulonglong>(waiting)));
}

QString testSentence(const client::TestOutcome& outcome) {
  if (!outcome.status) return models::plain(outcome.error);
  auto sentence = QString::number(*outcome.status);
  if (!outcome.statusText.empty()) sentence += QLatin1Char(' ') + models::plain(outcome.statusText);
  return tr("%1 in %2").arg(sentence, models::tookWord(base::Micros{static_cast<std::int64_t>(outcome.latencyMs * 1000)}));
}

}  // namespace hookline::webhooks_page
