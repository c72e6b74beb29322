#pragma once
#include <QString>
#include <array>

#include "base/time.h"

namespace hookline::overview_page {

/// How far back the page looks.
enum class Range { kQuarter, kHour, kDay, kWeek };
inline constexpr std::array kRanges{Range::kQuarter, Range::kHour, Range::kDay, Range::kWeek};

base::Millis windowOf(Range range);
/// One point of the charts: whole minutes, at most 600 of them in the window.
base::Millis stepOf(Range range);
/// "1 hour", for a button.
QString rangeLabel(Range range);
/// "last hour", inside a sentence.
QString rangeWord(Range range);

}  // namespace hookline::overview_page
