#include "dead_letters_page/letter_list_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/data_table.h"

namespace hookline::dead_letters_page {
namespace {

constexpr int kNearTheEnd = 20;  // rows from the end at which older ones are asked for

}  // namespace

LetterListView::LetterListView(DeadLetterListModel& model, DeadLetterFeed& feed, QWidget* parent)
    : QWidget(parent),
      model_(model),
      feed_(feed),
      title_(new QLabel(tr("One by one"), this)),
      search_(new QLineEdit(this)),
      fresh_(new QPushButton(this)),
      retry_(new QPushButton(this)),
      purge_(new QPushButton(this)),
      table_(new widgets::DataTable(tr("Dead letters, one by one"), this)) {
  setObjectName(QStringLiteral("letterList"));
  title_->setProperty("role", "heading");
  search_->setObjectName(QStringLiteral("letterSearch"));
  search_->setPlaceholderText(tr("Customer, conversation, text"));
  search_->setAccessibleName(tr("Show only dead letters with this text"));
  search_->setClearButtonEnabled(true);
  search_->setMinimumWidth(200);
  search_->setMaximumWidth(260);
  fresh_->setObjectName(QStringLiteral("freshLetters"));
  fresh_->setProperty("kind", "link");
  retry_->setObjectName(QStringLiteral("retrySelected"));
  purge_->setObjectName(QStringLiteral("purgeSelected"));
  table_->setObjectName(QStringLiteral("letterTable"));
  build();
  listen();
  refreshButtons();
  refreshFresh();
}

void LetterListView::build() {
  using Column = widgets::TableDelegate::Column;
  table_->setModel(&model_);
  table_->setColumns({{Column::kMono, 116},
                      {Column::kText, 150},
                      {Column::kText, 130},
                      {Column::kText, 120},
                      {Column::kSecondary, 200},
                      {Column::kNumber, 60}},
                     DeadLetterListModel::kWhy);
  auto* bar = new QFrame(this);
  bar->setProperty("role", "pageHeader");
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(theme::kPageMargin, theme::kSpaceSmall, theme::kSpaceWide, theme::kSpaceSmall);
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(title_);
  row->addWidget(search_, 1);
  row->addWidget(fresh_);
  row->addStretch(1);
  row->addWidget(retry_);
  row->addWidget(purge_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(bar);
  column->addWidget(table_, 1);
}

void LetterListView::listen() {
  typing_.setSingleShot(true);
  typing_.setInterval(kTypingMs);
  connect(&typing_, &QTimer::timeout, this, &LetterListView::narrow);
  connect(search_, &QLineEdit::textEdited, this, [this] { typing_.start(); });
  connect(search_, &QLineEdit::returnPressed, this, &LetterListView::narrow);
  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    if (text.isEmpty()) narrow();
  });
  connect(fresh_, &QPushButton::clicked, this, [this] {
    feed_.refresh(DeadLetterFeed::Fresh::kComesIn);
    table_->scrollToTop();
  });
  connect(retry_, &QPushButton::clicked, this, &LetterListView::retryWanted);
  connect(purge_, &QPushButton::clicked, this, &LetterListView::purgeWanted);
  connect(&feed_, &DeadLetterFeed::freshChanged, this, &LetterListView::refreshFresh);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LetterListView::refreshButtons);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LetterListView::chooseCurrent);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LetterListView::chooseCurrent);
  connect(table_, &widgets::DataTable::opened, this, [this](const QModelIndex& index) { emit opened(model_.at(index.row())); });
  connect(table_->verticalScrollBar(), &QScrollBar::valueChanged, this, &LetterListView::fillUp);
  connect(&model_, &QAbstractItemModel::rowsAboutToBeRemoved, this,
          [this](const QModelIndex&, int first, int last) { keepPlace(first, last); });
  connect(&model_, &QAbstractItemModel::rowsRemoved, this, [this] {
    auto* bar = table_->verticalScrollBar();
    if (removedAbove_ > 0) bar->setValue(std::max(0, bar->value() - removedAbove_));
    removedAbove_ = 0;
    refreshButtons();
  });
  // Queued: the table has to have heard of it.
  connect(&model_, &QAbstractItemModel::rowsRemoved, this, &LetterListView::fillUp, Qt::QueuedConnection);
  connect(&model_, &QAbstractItemModel::modelReset, this, &LetterListView::refreshButtons);
  connect(&feed_, &DeadLetterFeed::loaded, this, [this](const QString& trouble) {
    if (trouble.isEmpty()) fillUp();
    const bool none = model_.rowCount() == 0 && !feed_.filter().empty();
    // A core that has looked through many answers what it found until then, and is asked on.
    title_->setText(!none ? tr("One by one") : feed_.hasOlder() ? tr("Searching further back…") : tr("No dead letter with this text"));
  });
  auto* retryKey = new QShortcut(QKeySequence(Qt::Key_R), table_, nullptr, nullptr, Qt::WidgetShortcut);
  connect(retryKey, &QShortcut::activated, this, [this] {
    if (retry_->isEnabled()) emit retryWanted();
  });
}

/// Older ones come as the end of the list comes into sight.
void LetterListView::fillUp() {
  const int last = table_->rowAt(table_->viewport()->height() - 1);
  if (last < 0 || last >= model_.rowCount() - kNearTheEnd) feed_.wantOlder();
}

/// Rows that go above what is seen take their height along, so that what is under the mouse stays there.
void LetterListView::keepPlace(int first, int last) {
  const int top = table_->rowAt(0);
  const int above = std::min(last, top - 1) - first + 1;
  removedAbove_ = above > 0 ? above * table_->rowHeight(first) : 0;
}

void LetterListView::narrow() {
  typing_.stop();
  auto filter = feed_.filter();
  filter.text = search_->text().trimmed().toStdString();
  if (filter != feed_.filter()) feed_.setFilter(filter);
}

std::vector<model::DeliveryId> LetterListView::selected() const {
  std::vector<model::DeliveryId> ids;
  for (const int row : table_->selectedRows()) ids.push_back(model_.at(row).delivery.row.id);
  return ids;
}

std::vector<model::DeliveryId> LetterListView::selectedWithWebhook() const {
  std::vector<model::DeliveryId> ids;
  for (const int row : table_->selectedRows())
    if (!model_.at(row).delivery.webhookName.empty()) ids.push_back(model_.at(row).delivery.row.id);
  return ids;
}

void LetterListView::setReasons(const QString& noRetry, const QString& noPurge) {
  noRetry_ = noRetry;
  noPurge_ = noPurge;
  refreshButtons();
}

void LetterListView::refreshButtons() {
  const auto all = selected().size();
  const auto canGo = selectedWithWebhook().size();
  const QLocale locale;
  const auto count = [&locale](std::size_t n) { return locale.toString(static_cast<qulonglong>(n)); };
  retry_->setText(canGo == all ? tr("Retry %1 selected").arg(count(all)) : tr("Retry %1 of %2 selected").arg(count(canGo), count(all)));
  purge_->setText(tr("Purge %1 selected…").arg(count(all)));
  const auto noneChosen = tr("Select dead letters in the list first; Shift and Ctrl select several.");
  const auto retryReason = !noRetry_.isEmpty() ? noRetry_
                           : all == 0          ? noneChosen
                           : canGo == 0        ? tr("Their webhook was deleted: there is nowhere to send them.")
                                               : QString();
  const auto purgeReason = !noPurge_.isEmpty() ? noPurge_ : all == 0 ? noneChosen : QString();
  retry_->setEnabled(retryReason.isEmpty());
  retry_->setToolTip(!retryReason.isEmpty() ? theme::tipText(retryReason)
                     : canGo < all          ? tr("The webhook of the others was deleted. (R)")
                                            : tr("Queues them again, each for its own webhook. (R)"));
  purge_->setEnabled(purgeReason.isEmpty());
  purge_->setToolTip(purgeReason.isEmpty() ? tr("Deletes them for ever; asks first.") : theme::tipText(purgeReason));
}

void LetterListView::refreshFresh() {
  const auto count = feed_.fresh();
  fresh_->setVisible(count > 0);
  fresh_->setText(count == 1 ? tr("1 more did not arrive: show it")
                             : tr("%1 more did not arrive: show them").arg(QLocale().toString(static_cast<qulonglong>(count))));
}

void LetterListView::chooseCurrent() {
  const auto current = table_->currentIndex();
  if (!current.isValid() || !table_->selectionModel()->isRowSelected(current.row())) return;
  emit letterChosen(model_.at(current.row()));
}

void LetterListView::focusFilter() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

}  // namespace hookline::dead_letters_page
