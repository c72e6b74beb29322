#pragma once
#include <QDialog>

#include "shell/window_keys.h"

namespace hookline::shell {

/// F1: every key and what it does.
class KeySheet final : public QDialog {
  Q_OBJECT
 public:
  KeySheet(const std::vector<WindowKeys::Key>& keys, QWidget* parent);
};

}  // namespace hookline::shell
