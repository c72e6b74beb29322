#pragma once
#include <QAbstractButton>

#include "theme/icon.h"

class QPainter;

namespace hookline::shell {

/// One page in the side bar: icon, name, and a number that wants to be seen. Which one is current is decided by the window, so a click
/// alone checks nothing.
class NavButton final : public QAbstractButton {
  Q_OBJECT
 public:
  NavButton(theme::Icon icon, const QString& name, const QString& key, QWidget* parent);

  void setBadge(int count, bool alarming);
  int badge() const { return badge_; }

  QSize sizeHint() const override;

 protected:
  void nextCheckState() override {}
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void paintBadge(QPainter& painter, const QRect& place) const;
  QString badgeWord() const;

  const theme::Icon icon_;
  int badge_ = 0;
  bool alarming_ = false;
};

}  // namespace hookline::shell
