#pragma once
#include <QPushButton>

#include "shell/connection_choice.h"

namespace hookline::shell {

/// "● EU production [Production] ▾": which core this window shows, in its colour, with its badge, and the door to the others. A long name
/// is shortened in its middle; the whole of it is in the tooltip.
class ConnectionButton final : public QPushButton {
  Q_OBJECT
 public:
  explicit ConnectionButton(QWidget* parent = nullptr);

  void setChoice(const ConnectionChoice& choice);

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int badgeRoom() const;

  ConnectionColour colour_ = ConnectionColour::kGreen;
  Environment environment_ = Environment::kNone;
};

}  // namespace hookline::shell
