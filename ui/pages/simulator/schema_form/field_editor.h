#pragma once
#include <QWidget>

#include "schema_form/field_value.h"

class QLabel;
class QVBoxLayout;

namespace hookline::schema_form::internal {

class ListEditor;
class PlainEditor;

/// A field of the form: its name with a mark when it is needed, its editor, and what is wrong with it. Wrong is said when the person has
/// left the field, right as soon as it is.
class FieldEditor final : public QWidget {
  Q_OBJECT
 public:
  explicit FieldEditor(const FieldSpec& field, QWidget* parent = nullptr);

  const FieldSpec& field() const { return field_; }
  /// Null or no pointer: the field is not given.
  void setValue(const Json* value);
  std::optional<Json> value() const;
  QString problem() const;
  void showProblem();

 signals:
  void edited();

 private:
  void buildPlain(QVBoxLayout& column, QLabel& name);
  void buildList(QVBoxLayout& column);

  const FieldSpec field_;
  PlainEditor* plain_ = nullptr;
  ListEditor* list_ = nullptr;
  QLabel* problem_;
};

}  // namespace hookline::schema_form::internal
