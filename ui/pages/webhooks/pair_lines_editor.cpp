#include "webhooks_page/pair_lines_editor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "theme/icon.h"
#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

/// Its beginning is what is seen; what stands there already keeps its cursor.
void put(QLineEdit& field, const QString& text) {
  if (field.text() == text) return;
  field.setText(text);
  field.setCursorPosition(0);
}

}  // namespace

PairLinesEditor::PairLinesEditor(const QString& objectName, Words words, std::size_t mostLines, QWidget* parent)
    : QWidget(parent),
      words_(std::move(words)),
      mostLines_(mostLines),
      column_(new QVBoxLayout(this)),
      add_(new QPushButton(words_.add, this)) {
  setObjectName(objectName);
  add_->setObjectName(objectName + QStringLiteral("Add"));
  add_->setProperty("kind", "link");
  add_->setAutoDefault(false);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(theme::kSpaceTiny);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(add_);
  buttons->addStretch(1);
  column_->addLayout(buttons);
  connect(add_, &QPushButton::clicked, this, [this] {
    if (used_ == mostLines_) return;
    if (used_ == lines_.size()) makeLine();
    auto& line = lines_[used_++];
    line.name->clear();
    line.value->clear();
    fit();
    line.name->setFocus(Qt::OtherFocusReason);
  });
  fit();
}

QLineEdit* PairLinesEditor::makeInput(const QString& objectName, const QString& placeholder, QWidget* row) {
  auto* input = new QLineEdit(row);
  input->setObjectName(objectName);
  input->setProperty("look", "mono");
  input->setPlaceholderText(placeholder);
  input->setAccessibleName(tr("%1, line %2").arg(placeholder).arg(lines_.size() + 1));
  connect(input, &QLineEdit::textEdited, this, &PairLinesEditor::edited);
  connect(input, &QLineEdit::editingFinished, this, &PairLinesEditor::left);
  return input;
}

PairLinesEditor::Line& PairLinesEditor::makeLine() {
  const auto at = lines_.size();
  auto* row = new QWidget(this);
  auto* name = makeInput(objectName() + QStringLiteral("Name%1").arg(at), words_.name, row);
  auto* value = makeInput(objectName() + QStringLiteral("Value%1").arg(at), words_.value, row);
  auto* away = new QPushButton(row);
  away->setObjectName(objectName() + QStringLiteral("Remove%1").arg(at));
  away->setProperty("kind", "quiet");
  away->setIcon(theme::icon(theme::Icon::kClose));
  away->setIconSize({12, 12});
  away->setAutoDefault(false);
  away->setAccessibleName(tr("Remove line %1").arg(at + 1));
  away->setToolTip(tr("Remove line %1").arg(at + 1));
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(theme::kSpaceTiny);
  line->addWidget(name, 1);
  line->addWidget(value, 2);
  line->addWidget(away);
  auto* before = at == 0 ? nullptr : lines_.back().row->findChildren<QPushButton*>().constLast();
  column_->insertWidget(static_cast<int>(at), row);
  if (before != nullptr) setTabOrder(before, name);
  setTabOrder(name, value);
  setTabOrder(value, away);
  setTabOrder(away, add_);
  connect(away, &QPushButton::clicked, this, [this, at] { remove(at); });
  lines_.push_back({row, name, value});
  emit inputMade(name);
  emit inputMade(value);
  return lines_.back();
}

void PairLinesEditor::remove(std::size_t at) {
  for (auto next = at; next + 1 < used_; ++next) {
    lines_[next].name->setText(lines_[next + 1].name->text());
    lines_[next].value->setText(lines_[next + 1].value->text());
  }
  --used_;
  fit();
  emit edited();
  emit left();
}

void PairLinesEditor::fit() {
  for (std::size_t at = 0; at < lines_.size(); ++at) lines_[at].row->setVisible(at < used_);
  add_->setEnabled(used_ < mostLines_);
}

void PairLinesEditor::show(const PairLines& lines) {
  used_ = 0;
  for (const auto& line : lines) {
    if (used_ == lines_.size()) makeLine();
    auto& shown = lines_[used_++];
    put(*shown.name, line.name);
    put(*shown.value, line.value);
  }
  fit();
}

PairLines PairLinesEditor::lines() const {
  PairLines lines;
  for (std::size_t at = 0; at < used_; ++at) {
    PairLine line{lines_[at].name->text(), lines_[at].value->text()};
    if (!line.name.trimmed().isEmpty() || !line.value.trimmed().isEmpty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace hookline::webhooks_page
