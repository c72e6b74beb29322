#pragma once
#include <QWidget>
#include <memory>
#include <vector>

#include "schema_form/field_value.h"

class QPushButton;
class QVBoxLayout;

namespace hookline::schema_form::internal {

class PlainEditor;

/// A list of entries, each of some plain fields: rows that can be added and taken out. What the JSON holds instead of a list stays as it is
/// until the person edits here.
class ListEditor final : public QWidget {
  Q_OBJECT
 public:
  static constexpr std::size_t kMaxRows = 100;

  explicit ListEditor(const FieldSpec& field, QWidget* parent = nullptr);

  void setValue(const Json* value);
  /// Nothing: the field is not given.
  std::optional<Json> value() const;
  QString problem() const;

 signals:
  void edited();

 private:
  struct Row {
    QWidget* widget = nullptr;
    std::vector<PlainEditor*> editors;
    Json kept;  ///< the entry as it was, for what the form does not show
  };
  void addRow(const Json& entry);
  void removeRow(const QWidget* widget);
  void clearRows();
  Json entryOf(const Row& row) const;

  const FieldSpec field_;
  QVBoxLayout* column_;
  QPushButton* add_;
  std::vector<Row> rows_;
  std::optional<Json> foreign_;  ///< no list, or one that is too long to show
};

}  // namespace hookline::schema_form::internal
