#include "overview_page/time_chart.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QHelpEvent>
#include <QLineSeries>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "models/delivery_words.h"
#include "overview_page/chart_scale.h"
#include "theme/fonts.h"

namespace hookline::overview_page {
namespace {

constexpr int kLabelGap = 3;

QFont axisFont() {
  auto font = theme::font(theme::TextRole::kHint);
  font.setPixelSize(std::max(9, theme::fontPixels(theme::TextRole::kHint) - 2));
  return font;
}

double millis(base::WallTime time) { return static_cast<double>(base::toMs(time)); }

/// An axis has no way to forget its marks at once, and knows them by their words: equal words are told apart by what nobody sees.
void setMarks(QCategoryAxis& axis, const Scale& scale) {
  const auto before = axis.categoriesLabels();
  for (const auto& label : before) axis.remove(label);
  axis.setStartValue(scale.low() - 1);
  for (const auto& [value, word] : scale.marks) {
    auto label = word;
    while (axis.categoriesLabels().contains(label)) label += QChar(0x200B);
    axis.append(label, value);
  }
  axis.setRange(scale.low(), scale.high());
}

}  // namespace

struct TimeChart::Parts {
  Options options;
  Data data;
  QChart* chart = nullptr;  // the view's
  QChartView* view = nullptr;
  QCategoryAxis* across = nullptr;
  QCategoryAxis* up = nullptr;
  struct Drawn {
    QAreaSeries* area = nullptr;
    QLineSeries* edge = nullptr;  ///< of the area, which itself has no line: it would go round its sides too
    std::vector<QLineSeries*> pieces;
    QGraphicsSimpleTextItem* label = nullptr;
    std::optional<QPointF> end;
  };
  std::vector<Drawn> drawn;

  double height(double value) const { return options.logarithmic ? std::log10(std::max(value, 1.0)) : value; }

  QLineSeries* addPiece(Drawn& line) {
    auto* piece = new QLineSeries(chart);
    line.pieces.push_back(piece);
    chart->addSeries(piece);
    piece->attachAxis(across);
    piece->attachAxis(up);
    return piece;
  }

  void build(QWidget* host) {
    chart = new QChart;
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->legend()->hide();
    chart->setMargins({});
    chart->setBackgroundRoundness(0);
    chart->setBackgroundVisible(false);
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    across = new QCategoryAxis(chart);
    up = new QCategoryAxis(chart);
    across->setGridLineVisible(false);
    up->setLineVisible(false);
    for (auto* axis : {across, up}) axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    chart->addAxis(across, Qt::AlignBottom);
    chart->addAxis(up, Qt::AlignLeft);
    for (const auto& line : options.lines) {
      Drawn made;
      if (line.filled) {
        made.edge = new QLineSeries(chart);
        made.area = new QAreaSeries(made.edge);
        chart->addSeries(made.area);
        made.area->attachAxis(across);
        made.area->attachAxis(up);
      }
      addPiece(made);
      if (line.labelled) made.label = new QGraphicsSimpleTextItem(line.name, chart);
      drawn.push_back(std::move(made));
    }
    view = new QChartView(chart, host);
    view->setObjectName(QStringLiteral("chartView"));
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setFocusPolicy(Qt::NoFocus);
    view->setAttribute(Qt::WA_TransparentForMouseEvents);  // the chart itself shows the numbers under the mouse
    view->setStyleSheet(QStringLiteral("background: transparent;"));
    view->setAccessibleName(options.name);
  }

  void paintAs(const theme::Palette& palette) {
    const auto font = axisFont();
    for (auto* axis : {across, up}) {
      axis->setLabelsFont(font);
      axis->setLabelsColor(palette.hint);
      axis->setGridLinePen(QPen(palette.rowLine, 1));
      axis->setLinePen(QPen(palette.line, 1));
    }
    for (std::size_t n = 0; n < drawn.size(); ++n) {
      const auto& line = options.lines[n];
      const auto ink = line.ink(palette);
      const QPen pen(ink, 1.6, line.pen, Qt::FlatCap, Qt::RoundJoin);
      if (drawn[n].area) {
        auto ground = ink;
        ground.setAlphaF(palette.dark ? 0.25F : 0.18F);
        drawn[n].area->setPen(Qt::NoPen);
        drawn[n].area->setBrush(ground);
      }
      for (auto* piece : drawn[n].pieces) {
        piece->setPen(pen);
        piece->setColor(ink);
        piece->setMarkerSize(4);
      }
      if (!drawn[n].label) continue;
      auto strong = font;
      strong.setWeight(QFont::DemiBold);
      drawn[n].label->setFont(strong);
      drawn[n].label->setBrush(ink);
    }
  }

  /// Runs of values without a gap; one run when there are too many.
  std::vector<QList<QPointF>> piecesOf(std::size_t line) const {
    std::vector<QList<QPointF>> pieces;
    QList<QPointF> all;
    bool open = false;
    for (const auto& point : data.points) {
      const auto& value = point.values[line];
      if (value) {
        if (!open) pieces.emplace_back();
        const QPointF place(millis(point.at), height(*value));
        pieces.back() << place;
        all << place;
      }
      open = value.has_value();
    }
    if (pieces.size() > kMaxPieces) pieces = {all};
    return pieces;
  }

  void draw() {
    setMarks(*up, upScale());
    setMarks(*across, acrossScale());
    for (std::size_t n = 0; n < drawn.size(); ++n) {
      auto& line = drawn[n];
      const auto pieces = piecesOf(n);
      if (line.edge) line.edge->replace(pieces.empty() ? QList<QPointF>() : pieces.front());
      while (line.pieces.size() < pieces.size()) addPiece(line);
      for (std::size_t at = 0; at < line.pieces.size(); ++at) {
        const auto points = at < pieces.size() ? pieces[at] : QList<QPointF>();
        line.pieces[at]->setPointsVisible(points.size() == 1);  // a line through one point is nothing to see
        line.pieces[at]->replace(points);
      }
      line.end.reset();
      if (!pieces.empty()) line.end = pieces.back().back();
    }
    paintAs(theme::shownPalette());
  }

  Scale upScale() const {
    double least = 0;
    double most = 0;
    for (const auto& point : data.points) {
      for (const auto& value : point.values) {
        if (!value) continue;
        least = least > 0 ? std::min(least, *value) : *value;
        most = std::max(most, *value);
      }
    }
    return options.logarithmic ? logScale(most > 0 ? least : 10, most > 0 ? most : 1000) : linearScale(most);
  }

  Scale acrossScale() const {
    Scale scale;
    for (const auto at : {data.from, data.from + (data.to - data.from) / 2, data.to})
      scale.marks.emplace_back(millis(at), QLocale().toString(models::localTime(at), data.timeFormat));
    return scale;
  }

  void place() {
    const QFontMetrics metrics(axisFont());
    const auto size = QSizeF(view->size());
    const int left = metrics.horizontalAdvance(QStringLiteral("0000"));
    // The last time is centred under the end of the axis, and the names of lines stand behind it.
    const int name = drawn.front().label ? metrics.horizontalAdvance(QStringLiteral("p000")) : 0;
    const int right = std::max(metrics.horizontalAdvance(acrossScale().marks.back().second) / 2, name) + kLabelGap;
    const int top = metrics.height() / 2 + 1;
    const int bottom = metrics.height() + 10;
    if (size.width() < left + right + 20 || size.height() < top + bottom + 20) return;
    chart->setPlotArea(QRectF(left, top, size.width() - left - right, size.height() - top - bottom));
    // The axes follow only with the layout, the lines at once.
    chart->layout()->invalidate();
    chart->layout()->activate();
    placeLabels(metrics);
  }

  /// At the ends of their lines, and never over each other.
  void placeLabels(const QFontMetrics& metrics) {
    std::vector<std::pair<double, QGraphicsSimpleTextItem*>> labels;
    for (auto& line : drawn) {
      if (!line.label) continue;
      line.label->setVisible(line.end.has_value());
      if (line.end) labels.emplace_back(chart->mapToPosition(*line.end, line.pieces.front()).y() - metrics.height() / 2.0, line.label);
    }
    // Of lines that end at one height the last is named on top: among percentiles it is the highest.
    std::reverse(labels.begin(), labels.end());
    std::stable_sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    // From the lowest up: what would touch the one below is lifted.
    double below = chart->plotArea().bottom() + metrics.height();
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
      const double y = std::min(label->first, below - metrics.height());
      label->second->setPos(chart->plotArea().right() + kLabelGap, y);
      below = y;
    }
  }
};

TimeChart::TimeChart(Options options, QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>()) {
  parts_->options = std::move(options);
  setAccessibleName(parts_->options.name);
  parts_->build(this);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(parts_->view);
  const auto now = base::wallNow();
  setData({now - std::chrono::hours(1), now, {}, QStringLiteral("HH:mm"), tr("No data yet.")});
}

TimeChart::~TimeChart() = default;

void TimeChart::setData(Data data) {
  if (data.points.size() > kMaxPoints) data.points.resize(kMaxPoints);
  parts_->data = std::move(data);
  parts_->draw();
  parts_->place();
  const auto& summary = parts_->data.summary;
  if (accessibleDescription() == summary) return;
  setAccessibleDescription(summary);
  parts_->view->setAccessibleDescription(summary);
}

const TimeChart::Data& TimeChart::data() const { return parts_->data; }

QSize TimeChart::sizeHint() const {
  constexpr int kLines = 10;  // of labels fit above each other
  return {420, kLines * QFontMetrics(axisFont()).height() + 38};
}

void TimeChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
  if (event->type() == QEvent::FontChange) setMinimumHeight(sizeHint().height());
  parts_->draw();
  parts_->place();
}

void TimeChart::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  parts_->view->resize(size());
  parts_->place();
}

bool TimeChart::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || parts_->data.points.empty()) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto area = parts_->chart->plotArea();
  const auto& data = parts_->data;
  const double at = millis(data.from) + (help->pos().x() - area.left()) / area.width() * (millis(data.to) - millis(data.from));
  const auto nearest = std::min_element(data.points.begin(), data.points.end(), [at](const auto& a, const auto& b) {
    return std::abs(millis(a.at) - at) < std::abs(millis(b.at) - at);
  });
  const QLocale locale;
  QStringList lines{locale.toString(models::localTime(nearest->at), QStringLiteral("ddd HH:mm"))};
  for (std::size_t n = 0; n < parts_->options.lines.size(); ++n) {
    const auto& value = nearest->values[n];
    lines << tr("%1: %2").arg(parts_->options.lines[n].name,
                              value ? locale.toString(*value, 'f', *value < 10 ? 1 : 0) : QStringLiteral("–"));
  }
  QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
  return true;
}

}  // namespace hookline::overview_page
