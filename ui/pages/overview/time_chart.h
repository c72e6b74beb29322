#pragma once
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "base/time.h"
#include "theme/palette.h"

namespace hookline::overview_page {

/// Lines and areas over time. The only place that knows the chart library. Not animated, not drawn with OpenGL (ui.md §3); all points are
/// replaced at once; colours follow the theme. What it shows is said in its accessible description. Thread: the GUI thread.
class TimeChart final : public QWidget {
  Q_OBJECT
 public:
  struct Line {
    QString name;
    QColor (*ink)(const theme::Palette&);
    Qt::PenStyle pen = Qt::SolidLine;
    bool filled = false;    ///< down to the axis; its values are all there, or none is
    bool labelled = false;  ///< its name stands at its end
  };
  struct Options {
    QString name;  ///< for those who cannot see it
    std::vector<Line> lines;
    bool logarithmic = false;  ///< powers of ten; values under 1 are drawn as 1
  };
  /// One value a line; none: a gap.
  struct Point {
    base::WallTime at{};
    std::vector<std::optional<double>> values;
  };
  struct Data {
    base::WallTime from{};
    base::WallTime to{};
    std::vector<Point> points;  ///< rising times; at most kMaxPoints
    QString timeFormat;         ///< of the labels under it ("HH:mm")
    QString summary;            ///< one sentence that says what is to be seen
  };

  static constexpr std::size_t kMaxPoints = 600;  ///< the later ones are left out
  static constexpr std::size_t kMaxPieces = 8;    ///< of a line with gaps; with more of them it is drawn through

  explicit TimeChart(Options options, QWidget* parent = nullptr);
  ~TimeChart() override;

  void setData(Data data);
  const Data& data() const;

  QSize sizeHint() const override;

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace hookline::overview_page
