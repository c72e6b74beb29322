#pragma once
#include <QFrame>
#include <QTimer>

class QLabel;

namespace hookline::widgets {

/// A sentence at the foot of its host for a few seconds. It takes no focus and no click; a screen reader hears it.
class Toast final : public QFrame {
  Q_OBJECT
 public:
  explicit Toast(QWidget* host);

  /// In place of what it said before.
  void say(const QString& sentence);
  QString sentence() const;

  static constexpr int kShownMs = 5000;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();

  QLabel* label_;
  QTimer hideTimer_;
};

}  // namespace hookline::widgets
