#include "webhooks_page/headers_section.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "webhooks_page/header_cell_delegate.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kShownLines = 6;
constexpr int kNameWidth = 200;

}  // namespace

HeadersSection::HeadersSection(QWidget* parent) : Section(parent) {
  auto* input = new QWidget(this);
  input->setObjectName(QStringLiteral("headers"));
  input->setAccessibleName(tr("Extra headers"));
  table_ = new QTableWidget(0, 2, input);
  table_->setObjectName(QStringLiteral("headerTable"));
  table_->setAccessibleName(tr("Extra headers"));
  table_->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(theme::kRowHeight);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->setColumnWidth(0, kNameWidth);
  table_->setTabKeyNavigation(false);
  table_->setShowGrid(false);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
  cells_ = new HeaderCellDelegate(table_);
  table_->setItemDelegate(cells_);
  add_ = new QPushButton(tr("Add a header"), input);
  add_->setObjectName(QStringLiteral("addHeader"));
  remove_ = new QPushButton(tr("Remove"), input);
  remove_->setObjectName(QStringLiteral("removeHeader"));
  for (auto* button : {add_, remove_}) button->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::kSpaceSmall);
  buttons->addWidget(add_);
  buttons->addWidget(remove_);
  buttons->addStretch(1);
  auto* inside = new QVBoxLayout(input);
  inside->setContentsMargins(0, 0, 0, 0);
  inside->setSpacing(theme::kSpaceSmall);
  inside->addWidget(table_);
  inside->addLayout(buttons);
  box_ = addBox(Field::kHeaders, tr("Extra headers"), input);
  box_->watch(table_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(box_);

  connect(add_, &QPushButton::clicked, this, [this] {
    addLine({});
    table_->setCurrentCell(table_->rowCount() - 1, 0);
    table_->setFocus(Qt::OtherFocusReason);
    table_->editItem(table_->item(table_->rowCount() - 1, 0));
    emit edited();
  });
  connect(remove_, &QPushButton::clicked, this, &HeadersSection::removeLine);
  connect(table_, &QTableWidget::itemChanged, this, [this] {
    emit edited();
    emit left(Field::kHeaders);  // the cell's editor was closed
  });
  connect(table_, &QTableWidget::currentCellChanged, this, [this] { remove_->setEnabled(table_->currentRow() >= 0); });
  fit();
}

void HeadersSection::addLine(const PairLine& line) {
  const QSignalBlocker quiet(table_);
  const int row = table_->rowCount();
  table_->insertRow(row);
  table_->setItem(row, 0, new QTableWidgetItem(line.name));
  table_->setItem(row, 1, new QTableWidgetItem(line.value));
  if (line.value == kMaskedValue) table_->item(row, 1)->setToolTip(tr("Kept secret by the core. Type to replace it."));
  fit();
}

void HeadersSection::removeLine() {
  const int row = table_->currentRow();
  if (row < 0) return;
  table_->removeRow(row);
  fit();
  emit edited();
  emit left(Field::kHeaders);
}

void HeadersSection::fit() {
  const int lines = std::min(table_->rowCount(), kShownLines);
  table_->setVisible(table_->rowCount() > 0);
  table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + lines * theme::kRowHeight + 2 * table_->frameWidth());
  if (table_->rowCount() > 0 && table_->currentRow() < 0) table_->setCurrentCell(0, 0);
  remove_->setVisible(table_->rowCount() > 0);
}

void HeadersSection::show(const WebhookForm& form) {
  {
    const QSignalBlocker quiet(table_);
    table_->setRowCount(0);
  }
  for (const auto& line : form.headers) addLine(line);
  fit();
}

void HeadersSection::collect(WebhookForm& form) const {
  form.headers.clear();
  for (int row = 0; row < table_->rowCount(); ++row) form.headers.push_back({table_->item(row, 0)->text(), table_->item(row, 1)->text()});
}

void HeadersSection::finish() {
  const auto editors = table_->viewport()->findChildren<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
  for (auto* editor : editors)
    if (editor->isVisible()) cells_->finish(editor);
}

void HeadersSection::revert(const FieldId&, const WebhookForm& saved) { show(saved); }

void HeadersSection::mark(int row) {
  const QSignalBlocker quiet(table_);
  for (int at = 0; at < table_->rowCount(); ++at)
    for (int column = 0; column < 2; ++column) table_->item(at, column)->setData(HeaderCellDelegate::kWrong, at == row);
}

}  // namespace hookline::webhooks_page
