#pragma once
#include <QLabel>

namespace hookline::widgets {

/// One line of plain text that ends in "…" where there is no room; the whole of it is in the tooltip then.
class ElidedLabel final : public QLabel {
  Q_OBJECT
 public:
  explicit ElidedLabel(QWidget* parent = nullptr);

  void setText(const QString& text);
  void setElideMode(Qt::TextElideMode mode);

  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void showWholeInToolTip();

  Qt::TextElideMode mode_ = Qt::ElideRight;
};

}  // namespace hookline::widgets
