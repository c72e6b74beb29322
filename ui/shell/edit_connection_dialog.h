#pragma once
#include <QDialog>

#include "shell/connection_choice.h"

namespace hookline::shell {

class LabelForm;

/// Changes what a saved daemon is called and how it is told from others. Shown with open().
class EditConnectionDialog final : public QDialog {
  Q_OBJECT
 public:
  EditConnectionDialog(const ConnectionChoice& choice, QWidget* owner);

 signals:
  /// The dialog closes.
  void saved(const hookline::shell::ConnectionLabel& label);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  LabelForm* form_;
};

}  // namespace hookline::shell
