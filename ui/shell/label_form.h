#pragma once
#include <QWidget>

#include "shell/connection_choice.h"

class QComboBox;
class QLineEdit;

namespace hookline::shell {

/// The fields of a daemon's name, colour and badge, for the dialogs that ask for them.
class LabelForm final : public QWidget {
  Q_OBJECT
 public:
  explicit LabelForm(QWidget* parent = nullptr);

  /// Nothing of it counts as changed.
  void setLabel(const ConnectionLabel& label);
  /// What it is called without a name.
  void setHost(const QString& host);
  ConnectionLabel label() const;
  /// By a person, since it was shown.
  bool changed() const { return changed_; }

 private:
  QWidget* field(const QString& title, QWidget* input);

  QLineEdit* name_;
  QComboBox* colour_;
  QComboBox* environment_;
  bool changed_ = false;
};

}  // namespace hookline::shell
