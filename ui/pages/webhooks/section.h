#pragma once
#include <QWidget>
#include <map>

#include "webhooks_page/field_box.h"
#include "webhooks_page/form_checks.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace hookline::webhooks_page {

/// Some fields of the editor. Knows how they are shown and read; what is right and wrong is somebody else's (form_checks.h).
class Section : public QWidget {
  Q_OBJECT
 public:
  explicit Section(QWidget* parent = nullptr) : QWidget(parent) {}

  /// Shows the form's part, without saying that it was edited.
  virtual void show(const WebhookForm& form) = 0;
  virtual void collect(WebhookForm& form) const = 0;
  /// Takes back what was typed into a field.
  /// Takes over what is still being typed into a part of its own (a cell of a table).
  virtual void finish() {}
  virtual void revert(Field field, const WebhookForm& saved) = 0;

  const std::map<Field, FieldBox*>& boxes() const { return boxes_; }

 signals:
  void edited();
  void left(hookline::webhooks_page::Field field);
  void escaped(hookline::webhooks_page::Field field);

 protected:
  FieldBox* addBox(Field field, const QString& label, QWidget* input);
  QLineEdit* makeLine(const QString& objectName, bool mono = false);
  QCheckBox* makeTick(const QString& objectName, const QString& label);

 private:
  std::map<Field, FieldBox*> boxes_;
};

}  // namespace hookline::webhooks_page
