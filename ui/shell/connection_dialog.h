#pragma once
#include <QDialog>

#include "shell/connection_choice.h"

class QDialogButtonBox;
class QPushButton;
class QVBoxLayout;

namespace hookline::shell {

/// A question that says on which connection it is asked: the name and the badge in words, the colour as a stripe. Shown with open(), goes
/// by itself.
class ConnectionDialog final : public QDialog {
  Q_OBJECT
 public:
  ConnectionDialog(const ConnectionChoice& choice, const QString& title, const QString& text, QWidget* owner);

  /// Between the text and the buttons.
  QVBoxLayout& body() { return *body_; }
  QPushButton* addButton(const QString& objectName, const QString& label, int result, const char* kind = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  const ConnectionChoice choice_;
  QVBoxLayout* body_;
  QDialogButtonBox* buttons_;
};

}  // namespace hookline::shell
