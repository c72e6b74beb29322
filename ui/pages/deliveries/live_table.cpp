#include "deliveries_page/live_table.h"

#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "widgets/delivery_chip.h"

namespace hookline::deliveries_page {
namespace {

using models::DeliveryListModel;
using models::ShownState;
using widgets::Chip;

constexpr int kNearEndRows = 40;

}  // namespace

LiveTable::LiveTable(DeliveryListModel& model, QWidget* parent) : DataTable(tr("Deliveries"), parent), model_(model) {
  setObjectName(QStringLiteral("deliveriesTable"));
  setModel(&model);
  using Kind = widgets::TableDelegate::Column;
  setColumns({{Kind::kMono, 80},
              {Kind::kText, 148},
              {Kind::kText, 112},
              {Kind::kText, 112},
              {Kind::kText, 128},
              {Kind::kMono, 56},
              {Kind::kNumber, 64},
              {Kind::kNumber, 48}},
             DeliveryListModel::kFor);
  cells().setChips(DeliveryListModel::kState, [](const QModelIndex& index) -> std::optional<Chip> {
    const auto state = static_cast<ShownState>(index.data(DeliveryListModel::kStateRole).toInt());
    return Chip{widgets::chipKind(state), index.data().toString()};
  });
  pill_ = new QPushButton(this);
  pill_->setObjectName(QStringLiteral("freshPill"));
  pill_->setProperty("kind", QStringLiteral("primary"));
  pill_->setFocusPolicy(Qt::NoFocus);
  pill_->hide();
  connect(pill_, &QPushButton::clicked, this, &LiveTable::followAgain);
  connect(&model_, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { countFresh(first, last); });
  connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LiveTable::onScrolled);
  connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &LiveTable::onCurrentChanged);
}

bool LiveTable::following() const { return verticalScrollBar()->value() == verticalScrollBar()->minimum() && !selected(); }

void LiveTable::holdStill() {
  anchor_.reset();
  if (following()) return;
  const int row = rowAt(0);
  if (row < 0) return;
  anchor_ = model_.at(row).row.id;
  anchorOffset_ = rowViewportPosition(row);
}

void LiveTable::letGo() {
  if (!anchor_) return;
  const int row = model_.rowOf(*anchor_);
  anchor_.reset();
  if (row < 0) return;
  // Side-scrolling is the person's own.
  moving_ = true;
  updateGeometries();
  verticalScrollBar()->setValue(verticalScrollBar()->value() + rowViewportPosition(row) - anchorOffset_);
  moving_ = false;
}

void LiveTable::followAgain() {
  clearSelection();
  toTop();
}

void LiveTable::toTop() {
  verticalScrollBar()->setValue(verticalScrollBar()->minimum());
  fresh_ = 0;
  placePill();
}

void LiveTable::select(model::DeliveryId id) {
  const int row = model_.rowOf(id);
  if (row < 0) return;
  setCurrentIndex(model_.index(row, 0));
  selectRow(row);
  scrollTo(model_.index(row, 0), QAbstractItemView::PositionAtCenter);
}

std::optional<model::DeliveryId> LiveTable::selected() const {
  const auto rows = selectedRows();
  if (rows.empty()) return std::nullopt;
  return model_.at(rows.front()).row.id;
}

void LiveTable::countFresh(int first, int last) {
  if (first != 0 || following()) return;
  fresh_ += last - first + 1;
  placePill();
}

void LiveTable::placePill() {
  pill_->setVisible(fresh_ > 0);
  if (fresh_ == 0) return;
  pill_->setText(tr("%1 new").arg(QLocale().toString(fresh_)));
  pill_->adjustSize();
  const auto* port = viewport();
  pill_->move(port->x() + (port->width() - pill_->width()) / 2, port->y() + theme::kSpaceSmall);
  pill_->raise();
}

void LiveTable::onScrolled() {
  if (moving_) return;
  if (following()) {
    fresh_ = 0;
    placePill();
  }
  if (rowAt(viewport()->height()) < 0 || rowAt(viewport()->height()) + kNearEndRows > model_.rowCount()) emit nearEnd();
}

void LiveTable::onCurrentChanged() {
  onScrolled();
  emit chosen();
}

void LiveTable::resizeEvent(QResizeEvent* event) {
  DataTable::resizeEvent(event);
  placePill();
}

}  // namespace hookline::deliveries_page
