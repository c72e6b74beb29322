#include "overview_page/chart_data.h"

#include <QCoreApplication>
#include <QLocale>

#include "models/delivery_words.h"
#include "overview_page/quantile_mix.h"

namespace hookline::overview_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("OverviewCharts", text); }

TimeChart::Data frameOf(const Figures& figures, base::WallTime now) {
  TimeChart::Data data;
  const auto step = stepOf(figures.range);
  data.to = base::WallTime{now.time_since_epoch() / step * step};
  data.from = data.to - windowOf(figures.range);
  data.timeFormat = figures.range == Range::kWeek ? QStringLiteral("d MMM") : QStringLiteral("HH:mm");
  return data;
}

/// Each step is drawn where it begins.
template <typename ValuesOf>
void addPoints(TimeChart::Data& data, const Figures& figures, const ValuesOf& valuesOf) {
  if (!figures.stats || figures.stats->empty()) return;
  const auto& steps = *figures.stats;
  bool something = false;
  for (std::size_t n = 0; n + 1 < steps.size(); ++n) something = something || steps[n].delivered + steps[n].failed > 0;
  const auto count = something ? steps.size() - 1 : steps.size();
  for (std::size_t n = 0; n < count; ++n) data.points.push_back({steps[n].at, valuesOf(steps[n])});
  data.from = data.points.front().at;
  data.to = std::max(data.from + stepOf(figures.range), data.points.back().at);
}

QString took(const std::optional<double>& millis) {
  return millis ? models::tookWord(base::Micros{static_cast<std::int64_t>(*millis * 1000)}) : QStringLiteral("–");
}

}  // namespace

QColor deliveredInk(const theme::Palette& palette) { return palette.good.ink; }
QColor failedInk(const theme::Palette& palette) { return palette.bad.ink; }

TimeChart::Options ratesChart() {
  return {tr("Deliveries a minute"),
          {{tr("delivered"), deliveredInk, Qt::SolidLine, true, false}, {tr("failed attempts"), failedInk, Qt::SolidLine, true, false}},
          false};
}

TimeChart::Options timesChart() {
  return {tr("How long they took, in milliseconds"),
          {{QStringLiteral("p50"), [](const theme::Palette& p) { return p.series[0]; }, Qt::SolidLine, false, true},
           {QStringLiteral("p95"), [](const theme::Palette& p) { return p.series[1]; }, Qt::DashLine, false, true},
           {QStringLiteral("p99"), [](const theme::Palette& p) { return p.series[2]; }, Qt::DotLine, false, true}},
          true};
}

TimeChart::Data ratesOf(const Figures& figures) {
  auto data = frameOf(figures, base::wallNow());
  const double minutes = static_cast<double>(stepOf(figures.range).count()) / 60000.0;
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;
  for (const auto& step : figures.stats.value_or(std::vector<client::StatsItem>())) {
    delivered += step.delivered;
    failed += step.failed;
  }
  // A line along the axis would look like something: what there was none of is not drawn.
  const auto rate = [minutes](std::uint64_t count, std::uint64_t all) -> std::optional<double> {
    if (all == 0) return std::nullopt;
    return static_cast<double>(count) / minutes;
  };
  addPoints(data, figures, [&](const client::StatsItem& step) {
    return std::vector<std::optional<double>>{rate(step.delivered, delivered), rate(step.failed, failed)};
  });
  const QLocale locale;
  data.summary = delivered + failed == 0
                     ? tr("Nothing was sent in the %1.").arg(rangeWord(figures.range))
                     : tr("%1 delivered and %2 failed attempts in the %3.")
                           .arg(locale.toString(qulonglong(delivered)), locale.toString(qulonglong(failed)), rangeWord(figures.range));
  return data;
}

TimeChart::Data timesOf(const Figures& figures) {
  auto data = frameOf(figures, base::wallNow());
  addPoints(data, figures, [](const client::StatsItem& step) {
    return std::vector<std::optional<double>>{step.p50Ms, step.p95Ms, step.p99Ms};
  });
  const auto half = figures.stats ? mixedQuantile(*figures.stats, 0.5) : std::nullopt;
  data.summary = !half ? tr("Nothing was answered in the %1.").arg(rangeWord(figures.range))
                       : tr("In the %1 half took under %2, all but 5 % under %3, all but 1 % under %4.")
                             .arg(rangeWord(figures.range), took(half), took(mixedQuantile(*figures.stats, 0.95)),
                                  took(mixedQuantile(*figures.stats, 0.99)));
  return data;
}

}  // namespace hookline::overview_page
