#pragma once
#include <QPushButton>

#include "shell/connection_choice.h"

namespace hookline::shell {

/// "● Production ▾": which core this window shows, in its colour, and the door to the others.
class ConnectionButton final : public QPushButton {
  Q_OBJECT
 public:
  explicit ConnectionButton(QWidget* parent = nullptr);

  void setChoice(const ConnectionChoice& choice);

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ConnectionColour colour_ = ConnectionColour::kGreen;
};

}  // namespace hookline::shell
