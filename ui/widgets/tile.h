#pragma once
#include <QFrame>

#include "theme/palette.h"

class QLabel;

namespace hookline::widgets {

/// One number that matters: what it is, the number, and what to compare it with. Can be clicked when somebody listens.
class Tile final : public QFrame {
  Q_OBJECT
 public:
  explicit Tile(const QString& title, QWidget* parent = nullptr);

  /// `number` as it is to be read ("136,902", "412 ms"); "–" where there is no data. `alarming` paints it as failed.
  void say(const QString& number, const QString& hint, bool alarming = false);
  /// Enter, Space or a click is answered with `pressed`; it can be reached by Tab then. `what` says what happens ("Show them").
  void setClickable(const QString& what);

 signals:
  void pressed();

 protected:
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  QLabel* title_;
  QLabel* number_;
  QLabel* hint_;
  bool clickable_ = false;
};

}  // namespace hookline::widgets
