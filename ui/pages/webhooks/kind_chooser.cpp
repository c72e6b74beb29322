#include "webhooks_page/kind_chooser.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "webhooks_page/kind_tile_delegate.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kLeastTile = 340;
constexpr int kTileHeight = 100;

}  // namespace

KindChooser::KindChooser(QWidget* parent)
    : QWidget(parent), list_(new QListWidget(this)), trouble_(new QLabel(this)), again_(new QPushButton(tr("Read again"), this)) {
  setObjectName(QStringLiteral("kindChooser"));
  auto* title = new QLabel(tr("Where shall events go?"), this);
  title->setProperty("role", "title");
  auto* hint = new QLabel(tr("Choose with the mouse, or with the arrow keys and Enter. Esc goes back."), this);
  hint->setProperty("role", "hint");
  list_->setObjectName(QStringLiteral("kindList"));
  list_->setAccessibleName(tr("Kinds of webhooks"));
  list_->setViewMode(QListView::ListMode);
  list_->setFlow(QListView::LeftToRight);
  list_->setWrapping(true);
  list_->setResizeMode(QListView::Adjust);
  list_->setUniformItemSizes(true);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setMouseTracking(true);
  list_->setProperty("look", "tiles");
  list_->setItemDelegate(new KindTileDelegate(list_));
  list_->installEventFilter(this);
  list_->viewport()->installEventFilter(this);
  trouble_->setObjectName(QStringLiteral("kindTrouble"));
  trouble_->setProperty("role", "secondary");
  trouble_->setTextFormat(Qt::PlainText);
  trouble_->setWordWrap(true);
  again_->setObjectName(QStringLiteral("readKindsAgain"));
  again_->setAutoDefault(false);
  auto* line = new QHBoxLayout;
  line->addWidget(again_);
  line->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kPageMargin, theme::kSpaceSection, theme::kPageMargin, theme::kSpace);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(title);
  column->addWidget(hint);
  column->addSpacing(theme::kSpaceSmall);
  column->addWidget(trouble_);
  column->addLayout(line);
  column->addWidget(list_, 1);
  connect(list_, &QListWidget::itemClicked, this, &KindChooser::choose);
  connect(again_, &QPushButton::clicked, this, &KindChooser::readAgainWished);
  show({});
}

void KindChooser::show(const std::vector<client::Integration>& integrations) {
  list_->clear();
  for (const auto& one : integrations) {
    const auto title = models::plain(one.title);
    auto* item = new QListWidgetItem(title, list_);
    item->setData(KindTileDelegate::kSummary, models::plain(one.summary));
    item->setData(KindTileDelegate::kKind, static_cast<int>(one.kind));
    item->setData(Qt::AccessibleTextRole, QStringLiteral("%1. %2").arg(title, models::plain(one.summary)));
  }
  if (list_->count() > 0) list_->setCurrentRow(0);
  trouble_->setVisible(integrations.empty());
  trouble_->setText(tr("The core is being asked what it can send to."));
  again_->hide();
  list_->setVisible(!integrations.empty());
  fitTiles();
}

void KindChooser::showTrouble(const QString& why) {
  if (list_->count() > 0) return;
  trouble_->setText(why);
  again_->show();
}

void KindChooser::focusList() {
  auto* next = !list_->isHidden() ? static_cast<QWidget*>(list_) : !again_->isHidden() ? static_cast<QWidget*>(again_) : this;
  next->setFocus(Qt::OtherFocusReason);
}

void KindChooser::choose() {
  if (const auto* item = list_->currentItem()) emit chosen(static_cast<model::WebhookKind>(item->data(KindTileDelegate::kKind).toInt()));
}

/// As many tiles beside each other as have room, all of one width.
void KindChooser::fitTiles() {
  const int room = list_->viewport()->width() - 2;
  const int columns = std::max(1, room / kLeastTile);
  list_->setGridSize({std::max(kLeastTile, room / columns), kTileHeight});
}

bool KindChooser::eventFilter(QObject* watched, QEvent* event) {
  if (watched == list_->viewport() && event->type() == QEvent::Resize) fitTiles();
  if (watched == list_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Space) {
      choose();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void KindChooser::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Cancel))
    emit cancelled();
  else
    QWidget::keyPressEvent(event);
}

}  // namespace hookline::webhooks_page
