#pragma once
#include <QWidget>

#include "shell/connection_choice.h"

namespace hookline::settings_page {

/// The colour of a connection, beside its name, which says it too.
class ColourDot final : public QWidget {
  Q_OBJECT
 public:
  explicit ColourDot(shell::ConnectionColour colour, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const shell::ConnectionColour colour_;
};

}  // namespace hookline::settings_page
