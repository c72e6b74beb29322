#pragma once
#include "overview_page/figures.h"
#include "overview_page/time_chart.h"

namespace hookline::overview_page {

TimeChart::Options ratesChart();
TimeChart::Options timesChart();
/// Delivered and failed attempts a minute. The step that still runs is left out while others show something: its count is not whole, and
/// would look as if sending broke down.
TimeChart::Data ratesOf(const Figures& figures);
/// p50, p95 and p99.
TimeChart::Data timesOf(const Figures& figures);

QColor deliveredInk(const theme::Palette& palette);
QColor failedInk(const theme::Palette& palette);

}  // namespace hookline::overview_page
