#include "webhooks_page/list_pane.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include "theme/icon.h"
#include "theme/metrics.h"
#include "webhooks_page/webhook_list_model.h"
#include "webhooks_page/webhook_row_delegate.h"

namespace hookline::webhooks_page {

ListPane::ListPane(WebhookListModel& model, QWidget* parent)
    : QFrame(parent),
      model_(model),
      search_(new QLineEdit(this)),
      list_(new QListView(this)),
      new_(new QPushButton(tr("New webhook"), this)) {
  setProperty("role", "pane");
  search_->setObjectName(QStringLiteral("webhookSearch"));
  search_->setAccessibleName(tr("Search webhooks"));
  search_->setPlaceholderText(tr("Search name, address, type"));
  search_->setClearButtonEnabled(true);
  list_->setObjectName(QStringLiteral("webhookList"));
  list_->setAccessibleName(tr("Webhooks"));
  // A view whose current row goes takes the next one by itself; nobody wished for that. Connected before
  // the view is, so as to hear of it first.
  connect(&model_, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { quiet_ = true; });
  connect(
      &model_, &QAbstractItemModel::rowsRemoved, this, [this] { quiet_ = false; }, Qt::QueuedConnection);
  list_->setModel(&model_);
  list_->setItemDelegate(new WebhookRowDelegate(list_));
  list_->setUniformItemSizes(true);
  list_->setMouseTracking(true);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  new_->setObjectName(QStringLiteral("newWebhook"));
  new_->setIcon(theme::icon(theme::Icon::kPlus));
  new_->setAutoDefault(false);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSmall, theme::kSpaceSmall, theme::kSpaceSmall, theme::kSpaceSmall);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(search_);
  column->addWidget(list_, 1);
  column->addWidget(new_);

  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    quiet_ = true;
    model_.setFilter(text);
    quiet_ = false;
    setCurrent(current_);
  });
  connect(new_, &QPushButton::clicked, this, &ListPane::newWished);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
    const auto id = model_.idAt(now);
    if (quiet_ || !id || id == current_) return;
    // Only the page knows whether what is edited may be left; until it says so the mark stays where it was.
    QMetaObject::invokeMethod(
        this,
        [this, id = *id] {
          setCurrent(current_);
          emit wished(id);
        },
        Qt::QueuedConnection);
  });
}

void ListPane::setCurrent(std::optional<model::WebhookId> id) {
  current_ = id;
  const bool before = std::exchange(quiet_, true);
  const auto index = id ? model_.indexOf(*id) : QModelIndex();
  if (index.isValid()) {
    list_->setCurrentIndex(index);
  } else {
    list_->clearSelection();
    list_->selectionModel()->clearCurrentIndex();
  }
  quiet_ = before;
}

void ListPane::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void ListPane::focusList() { list_->setFocus(Qt::OtherFocusReason); }

}  // namespace hookline::webhooks_page
