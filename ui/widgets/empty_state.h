#pragma once
#include <QWidget>

#include "theme/icon.h"

class QLabel;
class QPushButton;

namespace hookline::widgets {

/// What stands where there is nothing to show: why that is so, and the one thing that helps.
class EmptyState final : public QWidget {
  Q_OBJECT
 public:
  explicit EmptyState(QWidget* parent = nullptr);

  /// `detail` and `button` may be empty.
  void show(theme::Icon icon, const QString& sentence, const QString& detail = {}, const QString& button = {});
  QPushButton& button() { return *button_; }
  QString sentence() const;

 signals:
  void pressed();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void drawIcon();

  theme::Icon icon_ = theme::Icon::kInfo;
  QLabel* picture_;
  QLabel* sentence_;
  QLabel* detail_;
  QPushButton* button_;
};

}  // namespace hookline::widgets
