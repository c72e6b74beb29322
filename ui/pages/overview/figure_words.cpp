#include "overview_page/figure_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/delivery_words.h"
#include "overview_page/quantile_mix.h"

namespace hookline::overview_page {
namespace {

using widgets::ChipKind;

QString tr(const char* text) { return QCoreApplication::translate("OverviewWords", text); }

std::uint64_t sum(const std::vector<client::StatsItem>& steps, std::uint64_t client::StatsItem::*what) {
  return std::accumulate(steps.begin(), steps.end(), std::uint64_t{0},
                         [what](std::uint64_t all, const auto& one) { return all + one.*what; });
}

QString tookWord(double millis) { return models::tookWord(base::Micros{static_cast<std::int64_t>(millis * 1000)}); }

QString waitingWords(std::uint64_t waiting) {
  if (waiting == 0) return tr("Nothing waits for it.");
  return waiting == 1 ? tr("1 is waiting, nothing is lost.") : tr("%1 are waiting, nothing is lost.").arg(countWord(waiting));
}

QString strugglingText(const Figures& figures, const client::Health& health, base::WallTime now) {
  QStringList text;
  if (health.successRate) {
    const auto share = static_cast<int>(*health.successRate * 100);
    text << tr("%1 % delivered in the %2.").arg(share).arg(rangeWord(figures.range));
  } else {
    text << tr("It did not succeed %1 times in a row.").arg(countWord(health.consecutiveFailures));
  }
  const bool told = figures.struggle && figures.struggle->webhook == health.webhookId;
  if (told && !figures.struggle->cause.empty()) text << models::plain(figures.struggle->cause);
  text << waitingWords(health.waiting);
  if (told && figures.struggle->nextAttempt && *figures.struggle->nextAttempt > now)
    text << tr("Next try in %1.").arg(models::spanWord(*figures.struggle->nextAttempt - now));
  return text.join(QLatin1Char(' '));
}

QString heldText(const Figures& figures, const client::Health& health) {
  QStringList text;
  if (const auto* view = webhookOf(figures, health.webhookId); view && !view->webhook.stop.reason.empty())
    text << models::plain(view->webhook.stop.reason);
  text << waitingWords(health.waiting);
  return text.join(QLatin1Char(' '));
}

}  // namespace

QString ratesWord(const std::vector<std::optional<double>>& rates) {
  std::optional<double> worst;
  std::optional<double> last;
  for (const auto& rate : rates) {
    if (!rate) continue;
    worst = worst ? std::min(*worst, *rate) : *rate;
    last = rate;
  }
  return last ? tr("at worst %1, lately %2").arg(percentWord(worst), percentWord(last)) : noData();
}

QString countWord(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString percentWord(const std::optional<double>& share) {
  if (!share) return noData();
  const QLocale locale;
  if (*share >= 1) return tr("%1 %").arg(locale.toString(100));
  // A rate that is told with four digits must not lose its last one to the binary fraction.
  const double tenths = std::floor(*share * 1000 + 1e-6);
  if (tenths < 1 && *share > 0) return tr("< %1 %").arg(locale.toString(0.1, 'f', 1));
  return tr("%1 %").arg(tenths == 0 ? locale.toString(0) : locale.toString(tenths / 10, 'f', 1));
}

QString millisWord(const std::optional<double>& millis) { return millis ? QLocale().toString(*millis, 'f', 0) : noData(); }

TileWords deliveredTile(const Figures& figures) {
  if (!figures.stats) return {};
  const auto delivered = sum(*figures.stats, &client::StatsItem::delivered);
  const auto tried = delivered + sum(*figures.stats, &client::StatsItem::failed);
  if (tried == 0) return {noData(), tr("nothing was sent"), false};
  const double share = static_cast<double>(delivered) / static_cast<double>(tried);
  return {countWord(delivered), tr("%1 of all attempts").arg(percentWord(share)), false};
}

TileWords waitingTile(const Figures& figures, base::WallTime now) {
  if (!figures.status) return {};
  const auto waiting = figures.status->waiting;
  if (waiting == 0) return {countWord(0), tr("nothing waits"), false};
  std::optional<base::WallTime> oldest;
  if (figures.health) {
    for (const auto& one : figures.health->items)
      if (one.oldestWaiting && (!oldest || *one.oldestWaiting < *oldest)) oldest = one.oldestWaiting;
  }
  return {countWord(waiting), oldest ? tr("oldest %1").arg(models::spanWord(now - *oldest)) : QString(), false};
}

TileWords deadTile(const Figures& figures) {
  if (!figures.status) return {};
  const auto dead = figures.status->dead;
  QString hint;
  if (figures.stats) {
    const auto fresh = sum(*figures.stats, &client::StatsItem::dead);
    const auto range = rangeWord(figures.range);
    hint = fresh == 0 ? tr("none in the %1").arg(range) : tr("%1 in the %2").arg(countWord(fresh), range);
  }
  return {countWord(dead), hint, dead > 0};
}

TileWords slowTile(const Figures& figures) {
  if (!figures.stats) return {};
  const auto slow = mixedQuantile(*figures.stats, 0.95);
  const auto half = mixedQuantile(*figures.stats, 0.50);
  if (!slow || !half) return {noData(), tr("nothing was answered"), false};
  return {tookWord(*slow), tr("half take under %1").arg(tookWord(*half)), false};
}

widgets::Chip healthChip(const std::string& state) {
  if (state == "healthy") return {ChipKind::kGood, tr("Healthy")};
  if (state == "degraded") return {ChipKind::kWarn, tr("Degraded")};
  if (state == "failing") return {ChipKind::kBad, tr("Failing")};
  if (state == "on_hold") return {ChipKind::kBad, tr("On hold")};
  if (state == "paused") return {ChipKind::kHeld, tr("Paused")};
  if (state == "disabled") return {ChipKind::kHeld, tr("Disabled")};
  if (state == "idle") return {ChipKind::kQuiet, tr("Idle")};
  return {ChipKind::kQuiet, models::plain(state)};  // a newer core's word
}

std::optional<ActionWords> actionWords(const Figures& figures, base::WallTime now) {
  const auto* worst = worstOf(figures);
  if (worst == nullptr) return std::nullopt;
  ActionWords words;
  words.webhook = worst->webhookId;
  words.waiting = worst->waiting;
  words.onHold = worst->state == "on_hold";
  const auto* view = webhookOf(figures, worst->webhookId);
  words.name = models::plain(view ? view->webhook.name : worst->url);
  if (words.name.isEmpty()) words.name = models::plain(worst->url);
  words.strong = (words.onHold ? tr("%1 is on hold.") : tr("%1 is failing.")).arg(words.name);
  words.text = words.onHold ? heldText(figures, *worst) : strugglingText(figures, *worst, now);
  const int others = needingAction(figures) - 1;
  if (others > 0)
    words.text += QLatin1Char(' ') + (others == 1 ? tr("Another one needs you too.") : tr("Another %1 need you too.").arg(others));
  return words;
}

}  // namespace hookline::overview_page
