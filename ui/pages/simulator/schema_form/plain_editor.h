#pragma once
#include <QWidget>

#include "schema_form/field_value.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace hookline::schema_form::internal {

/// The editor of one plain field: a line, some lines, or a choice. It holds text; what it stands for says field_value.h.
class PlainEditor final : public QWidget {
  Q_OBJECT
 public:
  explicit PlainEditor(const FieldSpec& field, QWidget* parent = nullptr);

  void setText(const QString& text);
  QString text() const;
  void setInvalid(bool invalid);
  /// What has the focus.
  QWidget* widget() const;

 signals:
  /// By the person.
  void edited();
  /// The person is done with it for now.
  void left();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void buildLine();
  void buildLines();
  void buildChoice();

  const FieldSpec field_;
  QLineEdit* line_ = nullptr;
  QPlainTextEdit* lines_ = nullptr;
  QComboBox* choice_ = nullptr;
};

}  // namespace hookline::schema_form::internal
