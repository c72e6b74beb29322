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
  /// Takes over what is still being typed into a part of its own (a cell of a table).
  virtual void finish() {}
  /// Takes back what was typed into a field.
  virtual void revert(const FieldId& field, const WebhookForm& saved) = 0;

  const std::map<FieldId, FieldBox*>& boxes() const { return boxes_; }

 signals:
  void edited();
  void left(const hookline::webhooks_page::FieldId& field);
  void escaped(const hookline::webhooks_page::FieldId& field);

 protected:
  FieldBox* addBox(const FieldId& field, const QString& label, QWidget* input);
  QLineEdit* makeLine(const QString& objectName, bool mono = false);
  QCheckBox* makeTick(const QString& objectName, const QString& label);
  /// For a section whose fields become others.
  void removeBoxes();

 private:
  std::map<FieldId, FieldBox*> boxes_;
};

}  // namespace hookline::webhooks_page
