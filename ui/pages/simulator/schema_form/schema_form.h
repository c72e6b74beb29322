#pragma once
#include <QWidget>
#include <memory>
#include <optional>
#include <string>

#include "schema_form/event_text.h"

class QLabel;
class QVBoxLayout;

namespace hookline::schema_form {

/// A form made from an event type's JSON Schema, and the text of the event that it edits. What the form does not know of stays in the text
/// as it is. Thread: the GUI thread.
class SchemaForm final : public QWidget {
  Q_OBJECT
 public:
  explicit SchemaForm(QWidget* parent = nullptr);
  ~SchemaForm() override;

  /// Makes the fields. The event stays; show it again with setText.
  void setSchema(const std::string& schema);
  /// Shows an event's text in the form. A text that cannot be read leaves the form as it was, but off; the answer says where and why.
  std::optional<TextProblem> setText(const QString& text);
  /// The event, laid out, with what the form says.
  QString text() const;
  /// Fields that the schema does not take, a sentence each.
  QStringList problems() const;

 signals:
  /// By the person: text() is another.
  void edited();

 private:
  struct Parts;
  void addField(std::size_t at);
  void take(std::size_t at);
  void fill();

  std::unique_ptr<Parts> parts_;
  QVBoxLayout* column_;
  QLabel* note_;
};

}  // namespace hookline::schema_form
