#pragma once
#include <QMenu>

#include "shell/connection_choice.h"

namespace hookline::shell {

/// The menu of the connection button. The badge of a connection stands in the column of the keys, on its own ground, and its word is in the
/// entry's text.
class ConnectionMenu final : public QMenu {
  Q_OBJECT
 public:
  using QMenu::QMenu;

  /// Its whole name is in the tooltip, where there is no room for it.
  QAction* addConnection(const ConnectionChoice& choice);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int keyColumn() const;
};

}  // namespace hookline::shell
