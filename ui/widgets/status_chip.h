#pragma once
#include <QWidget>

#include "widgets/chip.h"

namespace hookline::widgets {

/// One chip as a widget: beside a title, in a card. Its word is its accessible name.
class StatusChip final : public QWidget {
  Q_OBJECT
 public:
  explicit StatusChip(QWidget* parent = nullptr);

  void setChip(const Chip& chip);
  const Chip& chip() const { return chip_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  Chip chip_;
};

}  // namespace hookline::widgets
