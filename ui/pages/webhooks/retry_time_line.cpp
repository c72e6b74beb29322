#include "webhooks_page/retry_time_line.h"

#include <QCoreApplication>
#include <QPainter>

#include "models/delivery_words.h"
#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"
#include "theme/tool_tip.h"

namespace hookline::webhooks_page {
namespace {

constexpr double kDot = 5;
constexpr std::size_t kNamedTries = 12;
constexpr int kLeastWidth = 200;

QString tr(const char* text) { return QCoreApplication::translate("RetryTimeLine", text); }

QFont labelFont() {
  auto font = theme::font(theme::TextRole::kHint);
  font.setPixelSize(std::max(9, theme::fontPixels(theme::TextRole::kHint) - 1));
  return font;
}

/// The first word alone where there is little room: "3 d 3 h" becomes "3 d".
QString shortWord(base::Millis time) {
  if (time.count() == 0) return tr("now");
  if (time < base::Millis{1000}) return tr("%1 ms").arg(time.count());
  const auto word = models::spanWord(time);
  return word.section(QLatin1Char(' '), 0, 1);
}

QString exactWord(base::Millis time) {
  return time.count() > 0 && time < base::Millis{1000} ? tr("%1 ms").arg(time.count()) : models::spanWord(time);
}

}  // namespace

std::vector<base::Millis> tryTimes(base::Millis first, const client::RetrySchedule& schedule) {
  std::vector<base::Millis> times{first};
  for (const auto delay : schedule.delays) times.push_back(times.back() + delay);
  return times;
}

QString scheduleSentence(const std::vector<base::Millis>& times) {
  if (times.empty()) return {};
  if (times.size() == 1) return tr("Tries once and then gives up; the delivery waits among the dead letters.");
  QStringList words;
  for (std::size_t i = 0; i < std::min(times.size(), kNamedTries); ++i) words << exactWord(times[i]);
  auto list = words.join(QStringLiteral(", "));
  if (times.size() > kNamedTries) list = tr("%1 … (%2 tries)").arg(list).arg(times.size());
  return tr("Tries at %1. Gives up after %2; the delivery then waits among the dead letters.").arg(list, exactWord(times.back()));
}

RetryTimeLine::RetryTimeLine(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("retryTimeLine"));
  setAccessibleName(tr("Times of the tries"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RetryTimeLine::setSchedule(base::Millis first, const client::RetrySchedule& schedule) {
  times_ = tryTimes(first, schedule);
  const auto sentence = scheduleSentence(times_);
  setAccessibleDescription(sentence);
  setToolTip(theme::tipText(sentence));
  update();
}

void RetryTimeLine::clear() {
  times_.clear();
  setAccessibleDescription({});
  setToolTip({});
  update();
}

QSize RetryTimeLine::sizeHint() const {
  return {kLeastWidth * 2, static_cast<int>(2 * kDot) + QFontMetrics(labelFont()).height() + theme::kSpaceTiny};
}

QSize RetryTimeLine::minimumSizeHint() const { return {kLeastWidth, sizeHint().height()}; }

void RetryTimeLine::paintEvent(QPaintEvent*) {
  const auto& palette = theme::shownPalette();
  const auto font = labelFont();
  const QFontMetrics metrics(font);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(font);
  const double left = kDot + 1;
  const double right = width() - metrics.horizontalAdvance(QStringLiteral("00 min")) / 2.0;
  painter.setPen(QPen(palette.line, 1));
  painter.drawLine(QPointF(left, kDot + 0.5), QPointF(width() - 6, kDot + 0.5));
  double freeFrom = 0;
  for (std::size_t i = 0; i < times_.size(); ++i) {
    // Evenly: on a true scale the first minutes of three days would be one dot.
    const double share = times_.size() == 1 ? 0 : static_cast<double>(i) / static_cast<double>(times_.size() - 1);
    const double x = left + share * (right - left);
    painter.setPen(Qt::NoPen);
    painter.setBrush(i == 0 ? palette.good.ink : palette.accent.ink);
    const double radius = times_.size() > 24 ? kDot / 2 : kDot;
    painter.drawEllipse(QPointF(x, kDot + 0.5), radius, radius);
    const auto word = shortWord(times_[i]);
    const double wide = metrics.horizontalAdvance(word);
    const double from = std::max(0.0, x - wide / 2);
    if (from < freeFrom) continue;
    painter.setPen(palette.secondary);
    painter.drawText(QPointF(from, 2 * kDot + metrics.ascent() + 4), word);
    freeFrom = from + wide + theme::kSpaceTiny;
  }
}

}  // namespace hookline::webhooks_page
