#include "overview_page/dashboard.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "overview_page/address_row.h"
#include "overview_page/chart_data.h"
#include "overview_page/chart_legend.h"
#include "overview_page/rate_strip.h"
#include "overview_page/time_chart.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/banner.h"
#include "widgets/card.h"
#include "widgets/data_table.h"
#include "widgets/tile.h"

namespace hookline::overview_page {

using model::DeliveryState;

namespace {

constexpr int kMaxShownRows = 200;  ///< of the table; the rest is scrolled to inside of it

std::vector<DeliveryState> waitingStates() { return {DeliveryState::kPending, DeliveryState::kRetrying, DeliveryState::kHeld}; }

widgets::Tile* tile(const char* name, const QString& title, QWidget* parent) {
  auto* made = new widgets::Tile(title, parent);
  made->setObjectName(QLatin1String(name));
  return made;
}

void say(widgets::Tile& tile, const TileWords& words) { tile.say(words.number, words.hint, words.alarming); }

}  // namespace

Dashboard::Dashboard(QWidget* parent)
    : QWidget(parent),
      stale_(new QLabel(this)),
      ranges_(new QButtonGroup(this)),
      action_(new widgets::Banner(widgets::Banner::Buttons::kBeside, this)),
      delivered_(tile("deliveredTile", tr("Delivered"), this)),
      waiting_(tile("waitingTile", tr("Waiting"), this)),
      dead_(tile("deadTile", tr("Did not arrive"), this)),
      slow_(tile("slowTile", tr("Slowest 5 %"), this)),
      rates_(new TimeChart(ratesChart(), this)),
      times_(new TimeChart(timesChart(), this)),
      table_(new widgets::DataTable(tr("How each webhook fares"), this)),
      address_(new AddressRow(this)) {
  setObjectName(QStringLiteral("dashboard"));
  action_->setObjectName(QStringLiteral("needsAction"));
  action_->hide();
  rates_->setObjectName(QStringLiteral("ratesChart"));
  times_->setObjectName(QStringLiteral("timesChart"));
  table_->setObjectName(QStringLiteral("healthTable"));
  build();
  listen();
  show(Figures{});
}

// ---- how it is put together

QWidget* Dashboard::header() {
  auto* frame = new QWidget(this);
  frame->setMinimumHeight(theme::kPageHeaderHeight);
  auto* title = new QLabel(tr("Overview"), frame);
  title->setProperty("role", "title");
  stale_->setObjectName(QStringLiteral("overviewStale"));
  stale_->setProperty("role", "subtitle");
  stale_->setTextFormat(Qt::PlainText);
  auto* row = new QHBoxLayout(frame);
  row->setContentsMargins(theme::kPageMargin, 0, theme::kPageMargin, 0);
  row->setSpacing(theme::kSpaceSmall + 2);
  row->addWidget(title);
  row->addWidget(stale_, 1);
  ranges_->setExclusive(true);
  for (const auto range : kRanges) {
    auto* button = new QPushButton(rangeLabel(range), frame);
    button->setObjectName(QStringLiteral("range%1").arg(static_cast<int>(range)));
    button->setProperty("kind", "chip");
    button->setCheckable(true);
    button->setChecked(range == Range::kHour);
    button->setAutoDefault(false);
    button->setToolTip(tr("Show the %1").arg(rangeWord(range)));
    ranges_->addButton(button, static_cast<int>(range));
    row->addWidget(button);
  }
  return frame;
}

QWidget* Dashboard::charts() {
  auto* both = new QWidget(this);
  auto* rates = new widgets::Card(tr("Deliveries a minute"), both);
  rates->aside().addWidget(new ChartLegend({{tr("delivered"), deliveredInk}, {tr("failed attempts"), failedInk}}, rates));
  rates->body().addWidget(rates_);
  auto* times = new widgets::Card(tr("How long they took"), both);
  auto* unit = new QLabel(tr("milliseconds, log scale"), times);
  unit->setProperty("role", "subtitle");
  times->aside().addWidget(unit);
  times->body().addWidget(times_);
  auto* row = new QHBoxLayout(both);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::kSpace);
  row->addWidget(rates, 1);
  row->addWidget(times, 1);
  return both;
}

QWidget* Dashboard::table() {
  using Column = widgets::TableDelegate::Column;
  table_->setModel(&model_);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setCells(new StripDelegate(HealthModel::kStripRole, table_));
  table_->setColumns({{Column::kText, 220},
                      {Column::kSecondary, 120},
                      {Column::kText, 130},
                      {Column::kNumber, 100},
                      {Column::kNumber, 90},
                      {Column::kNumber, 90},
                      {Column::kNumber, 90},
                      {Column::kText, 176}},
                     HealthModel::kWebhook);
  table_->cells().setChips(HealthModel::kState, [this](const QModelIndex& index) { return model_.chipAt(index.row()); });
  table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* frame = new QFrame(this);
  frame->setProperty("role", "card");
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(1, 1, 1, 1);
  column->addWidget(table_);
  return frame;
}

void Dashboard::build() {
  auto* content = new QWidget(this);
  auto* tiles = new QHBoxLayout;
  tiles->setSpacing(theme::kSpace);
  for (auto* one : {delivered_, waiting_, dead_, slow_}) tiles->addWidget(one, 1);
  auto* inside = new QVBoxLayout(content);
  inside->setContentsMargins(theme::kPageMargin, 0, theme::kPageMargin, theme::kPageMargin);
  inside->setSpacing(theme::kSpace);
  inside->addWidget(action_);
  inside->addLayout(tiles);
  inside->addWidget(charts());
  inside->addWidget(table());
  inside->addWidget(address_);
  inside->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("overviewScroll"));
  scroll->setAccessibleName(tr("Overview"));
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);  // the parts inside can be reached and scroll it with them
  scroll->setWidget(content);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header());
  column->addWidget(scroll, 1);
  deliveredTitle_ = delivered_->findChild<QLabel*>(QStringLiteral("tileTitle"));
}

void Dashboard::listen() {
  connect(ranges_, &QButtonGroup::idClicked, this, [this](int id) { emit rangeWished(static_cast<Range>(id)); });
  delivered_->setClickable(tr("Show them"));
  waiting_->setClickable(tr("Show them"));
  dead_->setClickable(tr("Show them under Dead letters"));
  connect(delivered_, &widgets::Tile::pressed, this, [this] {
    client::DeliveryFilter filter;
    filter.states = {DeliveryState::kDelivered};
    filter.since = base::wallNow() - windowOf(shownRange_);
    emit deliveriesWished(filter);
  });
  connect(waiting_, &widgets::Tile::pressed, this, [this] {
    client::DeliveryFilter filter;
    filter.states = waitingStates();
    emit deliveriesWished(filter);
  });
  connect(dead_, &widgets::Tile::pressed, this, &Dashboard::deadLettersWished);
  connect(table_, &widgets::DataTable::opened, this, [this](const QModelIndex& index) {
    client::DeliveryFilter filter;
    filter.webhook = model_.webhookAt(index.row());
    emit deliveriesWished(filter);
  });
  table_->installEventFilter(this);
  connect(&model_, &QAbstractItemModel::rowsInserted, this, &Dashboard::fitTable);
  connect(&model_, &QAbstractItemModel::rowsRemoved, this, &Dashboard::fitTable);
}

// ---- what it shows

void Dashboard::show(const Figures& figures) {
  shownRange_ = figures.range;
  const auto now = base::wallNow();
  deliveredTitle_->setText(tr("Delivered, %1").arg(rangeWord(figures.range)));
  say(*delivered_, deliveredTile(figures));
  say(*waiting_, waitingTile(figures, now));
  say(*dead_, deadTile(figures));
  say(*slow_, slowTile(figures));
  rates_->setData(ratesOf(figures));
  times_->setData(timesOf(figures));
  model_.update(figures);
  fitTable();
  showAction(figures);
}

void Dashboard::showAction(const Figures& figures) {
  const auto words = actionWords(figures, base::wallNow());
  action_->setVisible(words.has_value());
  if (!words) return shownAction_.reset();
  action_->say(widgets::Banner::Kind::kDanger, words->strong, words->text);
  const bool same = shownAction_ && shownAction_->webhook == words->webhook && shownAction_->waiting == words->waiting &&
                    shownAction_->onHold == words->onHold;
  shownAction_ = words;
  if (!same) fillBanner(*words);  // a button that is about to be pressed is not taken away for nothing
}

void Dashboard::fillBanner(const ActionWords& words) {
  const bool hadFocus = action_->isAncestorOf(focusWidget());
  action_->clearButtons();
  const auto label = words.waiting > 0 ? tr("See the %1").arg(countWord(words.waiting)) : tr("See its deliveries");
  auto* see = action_->addButton(QStringLiteral("seeWaiting"), label, [this] {
    client::DeliveryFilter filter;
    filter.webhook = shownAction_->webhook;
    if (shownAction_->waiting > 0) filter.states = waitingStates();
    emit deliveriesWished(filter);
  });
  if (words.onHold) {
    pause_ = nullptr;
    action_->addButton(QStringLiteral("openWebhook"), tr("Open the webhook"), [this] { emit webhookWished(shownAction_->webhook); });
  } else {
    pause_ = action_->addButton(QStringLiteral("pauseWebhook"), tr("Pause…"), [this] { emit pauseWished(*shownAction_); });
  }
  if (hadFocus) see->setFocus();
  setPauseReason(whyNoPause_);
}

void Dashboard::setStale(const QString& why) { stale_->setText(why); }

void Dashboard::setPauseReason(const QString& why) {
  whyNoPause_ = why;
  if (!pause_) return;
  pause_->setEnabled(why.isEmpty());
  pause_->setToolTip(theme::tipText(why));
}

/// As high as its rows: the page scrolls, not the table in it.
void Dashboard::fitTable() {
  const int rows = std::min(std::max(model_.rowCount(), 1), kMaxShownRows);
  const bool tooWide = table_->horizontalHeader()->length() > table_->width();
  const int bar = tooWide ? table_->horizontalScrollBar()->sizeHint().height() : 0;
  table_->setFixedHeight(table_->horizontalHeader()->height() + rows * table_->verticalHeader()->defaultSectionSize() + bar);
}

/// Its row height and its width changed with the font, or with the window.
bool Dashboard::eventFilter(QObject* watched, QEvent* event) {
  if (watched == table_ && (event->type() == QEvent::Resize || event->type() == QEvent::FontChange))
    QMetaObject::invokeMethod(this, &Dashboard::fitTable, Qt::QueuedConnection);
  return QWidget::eventFilter(watched, event);
}

}  // namespace hookline::overview_page
