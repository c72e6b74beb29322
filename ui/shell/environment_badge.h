#pragma once
#include <QWidget>

#include "shell/connection_choice.h"

class QPainter;

namespace hookline::shell {

/// In device-independent pixels, from the application's font; of none: empty.
QSize badgeSize(Environment environment);
/// Right and vertically centred in `place`: the word on a ground of its own. Production is the loud one.
void paintBadge(QPainter& painter, const QRect& place, Environment environment);

/// What a core is for, as a word beside its name. Of none: not there. The word is its accessible name.
class EnvironmentBadge final : public QWidget {
  Q_OBJECT
 public:
  explicit EnvironmentBadge(Environment environment, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Environment environment_;
};

}  // namespace hookline::shell
