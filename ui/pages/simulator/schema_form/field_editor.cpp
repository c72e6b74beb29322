#include "schema_form/field_editor.h"

#include <QLabel>
#include <QVBoxLayout>

#include "schema_form/list_editor.h"
#include "schema_form/plain_editor.h"
#include "theme/metrics.h"

namespace hookline::schema_form::internal {

FieldEditor::FieldEditor(const FieldSpec& field, QWidget* parent) : QWidget(parent), field_(field), problem_(new QLabel(this)) {
  auto* name = new QLabel(this);
  name->setProperty("role", "field");
  name->setTextFormat(Qt::PlainText);
  const auto limits = limitsOf(field_);
  auto title = field_.required ? tr("%1 *").arg(field_.title()) : field_.title();
  if (!limits.isEmpty()) title += tr(" · %1").arg(limits.toLower());
  name->setText(title);
  problem_->setObjectName(QStringLiteral("problem_") + field_.name);
  problem_->setProperty("role", "error");
  problem_->setTextFormat(Qt::PlainText);
  problem_->setWordWrap(true);
  problem_->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  column->addWidget(name);
  if (field_.kind == FieldSpec::Kind::kList)
    buildList(*column);
  else
    buildPlain(*column, *name);
  column->addWidget(problem_);
}

void FieldEditor::buildPlain(QVBoxLayout& column, QLabel& name) {
  plain_ = new PlainEditor(field_, this);
  name.setBuddy(plain_->widget());
  column.addWidget(plain_);
  connect(plain_, &PlainEditor::left, this, &FieldEditor::showProblem);
  connect(plain_, &PlainEditor::edited, this, [this] {
    if (!problem_->isHidden() && problem().isEmpty()) showProblem();
    emit edited();
  });
}

void FieldEditor::buildList(QVBoxLayout& column) {
  list_ = new ListEditor(field_, this);
  column.addWidget(list_);
  connect(list_, &ListEditor::edited, this, &FieldEditor::edited);
}

void FieldEditor::setValue(const Json* value) {
  if (plain_) plain_->setText(shownText(value));
  if (list_) list_->setValue(value);
  showProblem();
}

std::optional<Json> FieldEditor::value() const { return plain_ ? valueOf(field_, plain_->text()) : list_->value(); }

QString FieldEditor::problem() const { return plain_ ? problemOf(field_, plain_->text()) : list_->problem(); }

void FieldEditor::showProblem() {
  const auto what = problem();
  problem_->setVisible(!what.isEmpty());
  problem_->setText(tr("%1 %2").arg(field_.title(), what));
  if (plain_) plain_->setInvalid(!what.isEmpty());
}

}  // namespace hookline::schema_form::internal
