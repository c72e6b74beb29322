#include "deliveries_page/deliveries_page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <utility>

#include "deliveries_page/delivery_inspector.h"
#include "deliveries_page/filter_bar.h"
#include "deliveries_page/live_table.h"
#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"

namespace hookline::deliveries_page {
namespace {

constexpr int kTickMs = 1000;
constexpr int kCountAfterMs = 1500;
constexpr int kInspectorWidth = 450;

}  // namespace

DeliveriesPage::DeliveriesPage(const shell::PageContext& context, QWidget* parent)
    : Page(parent), context_(context), model_(base::wallNow), live_(context_.client, model_) {
  setObjectName(QStringLiteral("deliveriesPage"));
  build();
  connectAll();
  readWebhooks();
  readTypes();
  search();
}

void DeliveriesPage::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  problem_ = new widgets::Banner(widgets::Banner::Buttons::kBeside, this);
  problem_->setObjectName(QStringLiteral("deliveriesProblem"));
  problem_->hide();
  column->addWidget(problem_);
  splitter_ = new QSplitter(Qt::Horizontal, this);
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(1);
  stack_ = new QStackedWidget(splitter_);
  table_ = new LiveTable(model_, stack_);
  empty_ = new widgets::EmptyState(stack_);
  empty_->setObjectName(QStringLiteral("deliveriesEmpty"));
  stack_->addWidget(table_);
  stack_->addWidget(empty_);
  inspector_ = new DeliveryInspector(context_, splitter_);
  inspector_->setMinimumWidth(kInspectorWidth * 3 / 4);
  inspector_->hide();
  splitter_->addWidget(stack_);
  splitter_->addWidget(inspector_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setSizes({width(), kInspectorWidth});
  column->addWidget(splitter_, 1);
}

QWidget* DeliveriesPage::buildHead() {
  auto* head = new QFrame(this);
  theme::setLook(*head, "role", QStringLiteral("pageHeader"));
  auto* column = new QVBoxLayout(head);
  column->setContentsMargins(theme::kPageMargin, theme::kSpace, theme::kPageMargin, theme::kSpaceSmall + 2);
  column->setSpacing(theme::kSpaceSmall + 2);
  auto* line = new QHBoxLayout;
  line->setSpacing(theme::kSpaceSmall + 2);
  auto* title = new QLabel(tr("Deliveries"), head);
  theme::setLook(*title, "role", QStringLiteral("title"));
  subtitle_ = new QLabel(tr("live"), head);
  subtitle_->setObjectName(QStringLiteral("deliveriesSubtitle"));
  theme::setLook(*subtitle_, "role", QStringLiteral("subtitle"));
  pause_ = new QPushButton(head);
  pause_->setObjectName(QStringLiteral("pauseView"));
  pause_->setToolTip(tr("Stops this display, never the deliveries (Space)"));
  stopSearch_ = new QPushButton(tr("Stop"), head);
  stopSearch_->setObjectName(QStringLiteral("stopSearch"));
  stopSearch_->setAccessibleName(tr("Stop searching"));
  stopSearch_->hide();
  line->addWidget(title);
  line->addWidget(subtitle_);
  line->addWidget(stopSearch_);
  line->addStretch(1);
  line->addWidget(pause_);
  column->addLayout(line);
  filters_ = new FilterBar(base::wallNow, head);
  column->addWidget(filters_);
  labelHead();
  return head;
}

void DeliveriesPage::connectAll() {
  connect(filters_, &FilterBar::changed, this, &DeliveriesPage::search);
  connect(pause_, &QPushButton::clicked, this, [this] { live_.setPaused(!live_.paused()); });
  connect(&live_, &models::LiveDeliveries::heldBackChanged, this, &DeliveriesPage::labelHead);
  connect(&live_, &models::LiveDeliveries::searchingChanged, this, [this] {
    labelHead();
    showEmptiness();
  });
  connect(stopSearch_, &QPushButton::clicked, &live_, &models::LiveDeliveries::stopSearching);
  connect(&live_, &models::LiveDeliveries::loaded, this, &DeliveriesPage::onLoaded);
  connect(&live_, &models::LiveDeliveries::aboutToChange, table_, &LiveTable::holdStill);
  connect(&live_, &models::LiveDeliveries::changed, this, [this] {
    table_->letGo();
    showEmptiness();
    if (isHidden())
      countsAreOld_ = true;
    else if (!counting_.isActive())
      counting_.start();
  });
  connect(table_, &LiveTable::nearEnd, &live_, &models::LiveDeliveries::wantOlder);
  connect(table_, &LiveTable::chosen, this, &DeliveriesPage::onChosen);
  connect(table_, &widgets::DataTable::opened, inspector_, [this] { inspector_->setFocus(); });
  connect(empty_, &widgets::EmptyState::pressed, this, [this] {
    if (live_.searching()) return live_.stopSearching();
    if (live_.hasOlder()) return live_.wantOlder();
    if (filters_->filter().empty()) {
      context_.navigator.show(shell::PageId::kSimulator);
      return;
    }
    showFilter({});
  });
  connect(&context_.client, &client::Client::webhookChanged, this, &DeliveriesPage::readWebhooks);
  tick_.setInterval(kTickMs);
  connect(&tick_, &QTimer::timeout, this, [this] { model_.tick(); });
  counting_.setSingleShot(true);
  counting_.setInterval(kCountAfterMs);
  connect(&counting_, &QTimer::timeout, this, &DeliveriesPage::count);
}

void DeliveriesPage::shown() {
  tick_.start();
  if (std::exchange(countsAreOld_, false)) count();
}

void DeliveriesPage::hidden() {
  tick_.stop();
  if (!counting_.isActive()) return;
  counting_.stop();
  countsAreOld_ = true;
}

void DeliveriesPage::showFilter(const client::DeliveryFilter& filter) {
  filters_->setFilter(filter);
  search();
}

void DeliveriesPage::showDelivery(model::DeliveryId id) {
  wanted_ = id;
  if (model_.rowOf(id) >= 0) {
    table_->select(id);
    wanted_.reset();
  } else {
    // It may be older than what is shown, or not here yet: the inspector needs no row.
    inspector_->open(id);
    inspector_->show();
  }
}

void DeliveriesPage::reload() {
  live_.refresh();
  count();
}

void DeliveriesPage::focusFilter() { filters_->focusSearch(); }

QList<QWidget*> DeliveriesPage::panes() {
  QList<QWidget*> all{filters_, table_};
  if (inspector_->isVisible()) all << inspector_;
  return all;
}

void DeliveriesPage::search() {
  table_->toTop();
  live_.setFilter(filters_->filter());
  count();
}

void DeliveriesPage::count() {
  auto filter = filters_->filter();
  filter.states.clear();
  context_.client.facets(this, filter, [this](base::Result<client::Facets> facets) {
    if (facets) filters_->setCounts(*facets);
  });
}

void DeliveriesPage::readWebhooks() {
  context_.client.webhooks(this, [this](base::Result<std::vector<client::WebhookView>> webhooks) {
    if (!webhooks) return;
    std::vector<std::pair<model::WebhookId, QString>> choices;
    for (const auto& one : *webhooks) choices.emplace_back(one.webhook.id, models::plain(one.webhook.name));
    filters_->setWebhooks(std::move(choices));
  });
}

void DeliveriesPage::readTypes() {
  context_.client.eventTypes(this, [this](base::Result<std::vector<client::EventType>> types) {
    if (!types) return;
    QStringList names;
    for (const auto& one : *types) names << models::plain(one.type);
    filters_->setTypes(names);
  });
}

void DeliveriesPage::onLoaded(const QString& problem) {
  problem_->setVisible(!problem.isEmpty());
  if (!problem.isEmpty()) {
    problem_->clearButtons();
    problem_->say(widgets::Banner::Kind::kWarn, tr("The list could not be read; this is what was known before."), problem);
    problem_->addButton(QStringLiteral("deliveriesAgain"), tr("Try again"), [this] { live_.refresh(); });
    return;
  }
  loaded_ = true;
  showEmptiness();
  if (wanted_ && model_.rowOf(*wanted_) >= 0) {
    table_->select(*wanted_);
    wanted_.reset();
  }
}

void DeliveriesPage::onChosen() {
  const auto id = table_->selected();
  // The inspector says how often it was tried; whom it is for needs the room.
  table_->setColumnHidden(models::DeliveryListModel::kTries, id.has_value());
  if (!id) {
    inspector_->hide();
    inspector_->clear();
    return;
  }
  inspector_->open(*id);
  inspector_->show();
}

void DeliveriesPage::showEmptiness() {
  const bool nothing = loaded_ && model_.rowCount() == 0;
  stack_->setCurrentWidget(nothing ? static_cast<QWidget*>(empty_) : table_);
  if (!nothing) return;
  if (live_.searching())
    empty_->show(theme::Icon::kSearch, tr("Nothing found yet; searching further back…"), {}, tr("Stop"));
  else if (live_.hasOlder())
    empty_->show(theme::Icon::kSearch, tr("Nothing found so far."), tr("Older deliveries were not searched."), tr("Search further back"));
  else if (filters_->filter().empty())
    empty_->show(theme::Icon::kDeliveries, tr("Nothing was delivered yet."),
                 tr("Post an event to this core, or send one from the Simulator, and it appears here at once."), tr("Open the Simulator"));
  else
    empty_->show(theme::Icon::kSearch, tr("Nothing matches this filter."), {}, tr("Show all"));
}

void DeliveriesPage::labelHead() {
  stopSearch_->setVisible(live_.searching());
  if (!live_.paused()) {
    pause_->setText(tr("Pause view"));
    subtitle_->setText(live_.searching() ? tr("searching further back…") : tr("live"));
    return;
  }
  pause_->setText(tr("Go on"));
  subtitle_->setText(tr("this display stands still · %n change(s) since", nullptr, static_cast<int>(live_.heldBack())));
}

void DeliveriesPage::keyPressEvent(QKeyEvent* event) {
  const bool inTable = table_->hasFocus() && event->modifiers() == Qt::NoModifier;
  if (inTable && event->key() == Qt::Key_R) return inspector_->retry();
  if (inTable && event->key() == Qt::Key_Space) return live_.setPaused(!live_.paused());
  if (inTable && event->key() == Qt::Key_Escape) return table_->followAgain();
  Page::keyPressEvent(event);
}

}  // namespace hookline::deliveries_page
