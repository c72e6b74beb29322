#include "schema_form/schema_form.h"

#include <QLabel>
#include <QVBoxLayout>

#include "schema_form/field_editor.h"
#include "theme/metrics.h"

namespace hookline::schema_form {

using internal::FieldEditor;
using internal::Json;

namespace {

/// What every event has beside its data.
std::vector<FieldSpec> commonFields() {
  FieldSpec chatbot;
  chatbot.name = QStringLiteral("chatbotId");
  chatbot.required = true;
  chatbot.description = SchemaForm::tr("Which chatbot reports the event; webhooks may take those of one only.");
  FieldSpec conversation;
  conversation.name = QStringLiteral("conversationId");
  conversation.description = SchemaForm::tr("The conversation that the event belongs to.");
  return {chatbot, conversation};
}

}  // namespace

struct SchemaForm::Parts {
  struct Field {
    FieldEditor* editor = nullptr;
    bool inData = true;
  };
  Json event = Json::object();
  std::vector<Field> fields;

  Json* home(const Field& field) { return field.inData ? &event["data"] : &event; }
};

SchemaForm::SchemaForm(QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>()), column_(new QVBoxLayout(this)), note_(new QLabel(this)) {
  setObjectName(QStringLiteral("schemaForm"));
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(theme::kSpace);
  note_->setObjectName(QStringLiteral("schemaNote"));
  note_->setProperty("role", "hint");
  note_->setTextFormat(Qt::PlainText);
  note_->setWordWrap(true);
  column_->addWidget(note_);
  column_->addStretch(1);
}

SchemaForm::~SchemaForm() = default;

void SchemaForm::setSchema(const std::string& schema) {
  for (const auto& field : parts_->fields) {
    column_->removeWidget(field.editor);
    field.editor->hide();
    field.editor->deleteLater();
  }
  parts_->fields.clear();
  const auto read = readFields(schema);
  for (const auto& field : commonFields()) parts_->fields.push_back({new FieldEditor(field, this), false});
  if (read)
    for (const auto& field : *read) parts_->fields.push_back({new FieldEditor(field, this), true});
  for (std::size_t at = 0; at < parts_->fields.size(); ++at) addField(at);
  note_->setText(!read           ? QString::fromStdString(read.error().message)
                 : read->empty() ? tr("This type has no schema of its own: write its data as JSON.")
                                 : QString());
  note_->setVisible(!note_->text().isEmpty());
  fill();
}

void SchemaForm::addField(std::size_t at) {
  auto* editor = parts_->fields[at].editor;
  column_->insertWidget(static_cast<int>(at), editor);
  connect(editor, &FieldEditor::edited, this, [this, at] { take(at); });
}

void SchemaForm::take(std::size_t at) {
  const auto& field = parts_->fields[at];
  const auto name = field.editor->field().name.toStdString();
  auto* home = parts_->home(field);
  if (home->is_null()) *home = Json::object();
  if (!home->is_object()) return;  // the form is off then
  if (auto value = field.editor->value())
    (*home)[name] = std::move(*value);
  else
    home->erase(name);
  emit edited();
}

std::optional<TextProblem> SchemaForm::setText(const QString& text) {
  if (auto problem = problemOf(text)) {
    setEnabled(false);
    return problem;
  }
  parts_->event = Json::parse(text.toStdString(), nullptr, false);
  const auto content = parts_->event.find("data");
  const bool fits = content == parts_->event.end() || content->is_object() || content->is_null();
  setEnabled(fits);
  if (fits) fill();
  return std::nullopt;
}

void SchemaForm::fill() {
  const auto& event = parts_->event;
  const auto content = event.find("data");
  for (const auto& field : parts_->fields) {
    const Json* home = !field.inData ? &event : content != event.end() && content->is_object() ? &*content : nullptr;
    const Json* value = nullptr;
    if (home) {
      const auto found = home->find(field.editor->field().name.toStdString());
      if (found != home->end()) value = &*found;
    }
    field.editor->setValue(value);
  }
}

QString SchemaForm::text() const { return QString::fromStdString(parts_->event.dump(2, ' ', false, Json::error_handler_t::replace)); }

QStringList SchemaForm::problems() const {
  QStringList found;
  for (const auto& field : parts_->fields)
    if (const auto what = field.editor->problem(); !what.isEmpty()) found << tr("%1 %2").arg(field.editor->field().title(), what);
  return found;
}

}  // namespace hookline::schema_form
