#pragma once
#include <QWidget>
#include <vector>

#include "theme/palette.h"

namespace hookline::overview_page {

/// Which colour is which, beside a chart's title.
class ChartLegend final : public QWidget {
  Q_OBJECT
 public:
  struct Entry {
    QString word;
    QColor (*ink)(const theme::Palette&);
  };
  explicit ChartLegend(std::vector<Entry> entries, QWidget* parent = nullptr);

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const std::vector<Entry> entries_;
};

}  // namespace hookline::overview_page
