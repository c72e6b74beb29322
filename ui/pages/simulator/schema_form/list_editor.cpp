#include "schema_form/list_editor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "schema_form/plain_editor.h"
#include "theme/icon.h"
#include "theme/metrics.h"

namespace hookline::schema_form::internal {

ListEditor::ListEditor(const FieldSpec& field, QWidget* parent)
    : QWidget(parent), field_(field), column_(new QVBoxLayout(this)), add_(new QPushButton(tr("Add"), this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(theme::kSpaceTiny);
  add_->setObjectName(QStringLiteral("add_") + field_.name);
  add_->setAccessibleName(tr("Add an entry to %1").arg(field_.title()));
  column_->addWidget(add_, 0, Qt::AlignLeft);
  connect(add_, &QPushButton::clicked, this, [this] {
    foreign_.reset();
    if (rows_.size() < kMaxRows) addRow(field_.bareItems ? Json() : Json::object());
    emit edited();
    if (!rows_.empty()) rows_.back().editors.front()->setFocus();
  });
}

void ListEditor::setValue(const Json* value) {
  if (value && this->value() == std::optional(*value)) return;
  clearRows();
  foreign_.reset();
  if (value == nullptr || value->is_null()) return;
  if (!value->is_array() || value->size() > kMaxRows) {
    foreign_ = *value;
    return;
  }
  for (const auto& entry : *value) addRow(entry);
}

void ListEditor::addRow(const Json& entry) {
  Row row;
  row.kept = entry;
  row.widget = new QWidget(this);
  auto* line = new QHBoxLayout(row.widget);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(theme::kSpaceTiny);
  for (const auto& item : field_.items) {
    auto* editor = new PlainEditor(item, row.widget);
    const auto found = entry.is_object() ? entry.find(item.name.toStdString()) : entry.end();
    const Json* shown = field_.bareItems ? &entry : entry.is_object() && found != entry.end() ? &*found : nullptr;
    editor->setText(shownText(shown));
    if (auto* text = qobject_cast<QLineEdit*>(editor->widget())) text->setPlaceholderText(item.title());
    connect(editor, &PlainEditor::edited, this, &ListEditor::edited);
    line->addWidget(editor, &item == &field_.items.front() && field_.items.size() > 1 ? 1 : 3);
    row.editors.push_back(editor);
  }
  auto* remove = new QPushButton(theme::icon(theme::Icon::kClose), QString(), row.widget);
  remove->setObjectName(QStringLiteral("remove_") + field_.name);
  remove->setProperty("kind", "quiet");
  remove->setAccessibleName(tr("Take this entry out of %1").arg(field_.title()));
  remove->setToolTip(tr("Take this entry out"));
  line->addWidget(remove);
  connect(remove, &QPushButton::clicked, this, [this, widget = row.widget] { removeRow(widget); });
  column_->insertWidget(static_cast<int>(rows_.size()), row.widget);
  rows_.push_back(std::move(row));
}

void ListEditor::removeRow(const QWidget* widget) {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [widget](const Row& row) { return row.widget == widget; });
  if (found == rows_.end()) return;
  column_->removeWidget(found->widget);
  found->widget->hide();
  found->widget->deleteLater();  // the click came from inside it
  rows_.erase(found);
  emit edited();
}

void ListEditor::clearRows() {
  for (const auto& row : rows_) {
    column_->removeWidget(row.widget);
    row.widget->hide();
    row.widget->deleteLater();
  }
  rows_.clear();
}

Json ListEditor::entryOf(const Row& row) const {
  if (field_.bareItems) return valueOf(field_.items.front(), row.editors.front()->text()).value_or(Json(""));
  auto entry = row.kept.is_object() ? row.kept : Json::object();
  for (std::size_t n = 0; n < field_.items.size(); ++n) {
    const auto name = field_.items[n].name.toStdString();
    if (auto value = valueOf(field_.items[n], row.editors[n]->text()))
      entry[name] = std::move(*value);
    else if (field_.items[n].required)
      entry[name] = "";
    else
      entry.erase(name);
  }
  return entry;
}

std::optional<Json> ListEditor::value() const {
  if (foreign_) return foreign_;
  if (rows_.empty() && !field_.required) return std::nullopt;
  auto list = Json::array();
  for (const auto& row : rows_) list.push_back(entryOf(row));
  return list;
}

QString ListEditor::problem() const {
  if (foreign_)
    return foreign_->is_array() ? tr("is too long to show here; edit it in the JSON") : tr("must be a list; what the JSON says is none");
  for (std::size_t row = 0; row < rows_.size(); ++row)
    for (std::size_t n = 0; n < field_.items.size(); ++n)
      if (const auto what = problemOf(field_.items[n], rows_[row].editors[n]->text()); !what.isEmpty())
        return tr("%1, entry %2: %3").arg(field_.items[n].title().toLower()).arg(row + 1).arg(what);
  return {};
}

}  // namespace hookline::schema_form::internal
