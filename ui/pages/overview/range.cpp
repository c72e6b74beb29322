#include "overview_page/range.h"

#include <QCoreApplication>

namespace hookline::overview_page {
namespace {

constexpr base::Millis kMinute{60 * 1000};

QString tr(const char* text) { return QCoreApplication::translate("OverviewRange", text); }

}  // namespace

base::Millis windowOf(Range range) {
  switch (range) {
    case Range::kQuarter:
      return 15 * kMinute;
    case Range::kHour:
      return 60 * kMinute;
    case Range::kDay:
      return 24 * 60 * kMinute;
    case Range::kWeek:
      break;
  }
  return 7 * 24 * 60 * kMinute;
}

base::Millis stepOf(Range range) {
  switch (range) {
    case Range::kQuarter:
    case Range::kHour:
      return kMinute;
    case Range::kDay:
      return 15 * kMinute;
    case Range::kWeek:
      break;
  }
  return 60 * kMinute;
}

QString rangeLabel(Range range) {
  switch (range) {
    case Range::kQuarter:
      return tr("15 min");
    case Range::kHour:
      return tr("1 hour");
    case Range::kDay:
      return tr("24 hours");
    case Range::kWeek:
      break;
  }
  return tr("7 days");
}

QString rangeWord(Range range) {
  switch (range) {
    case Range::kQuarter:
      return tr("last 15 minutes");
    case Range::kHour:
      return tr("last hour");
    case Range::kDay:
      return tr("last 24 hours");
    case Range::kWeek:
      break;
  }
  return tr("last 7 days");
}

}  // namespace hookline::overview_page
