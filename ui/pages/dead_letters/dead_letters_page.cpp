#include "dead_letters_page/dead_letters_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "dead_letters_page/bulk_words.h"
#include "dead_letters_page/group_inspector.h"
#include "dead_letters_page/jobs_view.h"
#include "dead_letters_page/letter_inspector.h"
#include "dead_letters_page/letter_list_view.h"
#include "dead_letters_page/letter_words.h"
#include "dead_letters_page/run_card.h"
#include "models/delivery_words.h"
#include "models/rights.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/banner.h"
#include "widgets/data_table.h"
#include "widgets/empty_state.h"

namespace hookline::dead_letters_page {

using Kind = widgets::Banner::Kind;

DeadLettersPage::DeadLettersPage(const shell::PageContext& context, QWidget* parent)
    : Page(parent),
      context_(context),
      figures_(context.client, groups_),
      feed_(context.client, letters_),
      actions_(new BulkActions(context.client, context.prompter, this, context.connection)),
      subtitle_(new QLabel(this)),
      trouble_(new widgets::Banner(widgets::Banner::Buttons::kBeside, this)),
      body_(new QStackedWidget(this)),
      empty_(new widgets::EmptyState(body_)),
      panes_(new QSplitter(Qt::Horizontal, body_)),
      left_(new QSplitter(Qt::Vertical, panes_)),
      groupTable_(new widgets::DataTable(tr("Dead letters by webhook and cause"), left_)),
      list_(new LetterListView(letters_, feed_, left_)),
      right_(new QScrollArea(panes_)),
      details_(new QFrame(right_->viewport())),
      inspector_(new QStackedWidget(details_)),
      group_(new GroupInspector(inspector_)),
      letter_(new LetterInspector(context.client, inspector_)),
      run_(new RunCard(*actions_, details_)),
      jobsButton_(new QPushButton(this)),
      jobs_(new JobsView(context, body_)) {
  setObjectName(QStringLiteral("deadLettersPage"));
  trouble_->setObjectName(QStringLiteral("deadTrouble"));
  trouble_->hide();
  empty_->setObjectName(QStringLiteral("deadEmpty"));
  empty_->show(theme::Icon::kDeadLetters, tr("No dead letters."),
               tr("Deliveries that fail every try wait here until you retry or purge them."));
  groupTable_->setObjectName(QStringLiteral("groupTable"));
  build();
  listenToFigures();
  listenToButtons();
  listenToActions();
  listenToJobs();
  refreshReasons();
  refreshBody();
}

// ---- how it is put together

QWidget* DeadLettersPage::header() {
  auto* frame = new QFrame(this);
  frame->setProperty("role", "pageHeader");
  frame->setMinimumHeight(theme::kPageHeaderHeight);
  auto* title = new QLabel(tr("Dead letters"), frame);
  title->setProperty("role", "title");
  subtitle_->setObjectName(QStringLiteral("deadSubtitle"));
  subtitle_->setProperty("role", "subtitle");
  subtitle_->setTextFormat(Qt::PlainText);
  auto* row = new QHBoxLayout(frame);
  row->setContentsMargins(theme::kPageMargin, 0, theme::kPageMargin, 0);
  row->setSpacing(theme::kSpaceSmall + 2);
  row->addWidget(title);
  row->addWidget(subtitle_, 1);
  jobsButton_->setObjectName(QStringLiteral("showJobs"));
  jobsButton_->setAutoDefault(false);
  jobsButton_->setCheckable(true);
  row->addWidget(jobsButton_);
  return frame;
}

void DeadLettersPage::buildRight() {
  auto* none = new QWidget(inspector_);
  inspector_->addWidget(none);
  inspector_->addWidget(group_);
  inspector_->addWidget(letter_);
  details_->setProperty("role", "pane");
  auto* column = new QVBoxLayout(details_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* runMargin = new QVBoxLayout;
  runMargin->setContentsMargins(theme::kSpaceWide, theme::kSpaceWide, theme::kSpaceWide, theme::kSpaceSmall);
  runMargin->addWidget(run_);
  column->addLayout(runMargin);
  column->addWidget(inspector_, 1);
  right_->setObjectName(QStringLiteral("deadInspector"));
  right_->setAccessibleName(tr("What is selected"));
  right_->setWidgetResizable(true);
  right_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  right_->setWidget(details_);
}

void DeadLettersPage::build() {
  using Column = widgets::TableDelegate::Column;
  groupTable_->setModel(&groups_);
  groupTable_->setSelectionMode(QAbstractItemView::SingleSelection);
  groupTable_->setColumns({{Column::kStrong, 116},
                           {Column::kText, 172},
                           {Column::kNumber, 56},
                           {Column::kNumber, 112},
                           {Column::kMono, 116},
                           {Column::kSecondary, 170}},
                          DeadGroupsModel::kHelp);
  left_->setObjectName(QStringLiteral("deadLeft"));
  left_->addWidget(groupTable_);
  left_->addWidget(list_);
  left_->setSizes({220, 520});
  left_->setChildrenCollapsible(false);
  buildRight();
  panes_->setObjectName(QStringLiteral("deadPanes"));
  panes_->addWidget(left_);
  panes_->addWidget(right_);
  panes_->setStretchFactor(0, 1);
  panes_->setSizes({750, 401});
  panes_->setChildrenCollapsible(false);
  body_->addWidget(empty_);
  body_->addWidget(panes_);
  body_->addWidget(jobs_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header());
  column->addWidget(trouble_);
  column->addWidget(body_, 1);
}

// ---- what it hears

void DeadLettersPage::listenToFigures() {
  connect(&figures_, &DeadFigures::counted, this, &DeadLettersPage::onCounted);
  connect(&figures_, &DeadFigures::grouped, this, &DeadLettersPage::onGrouped);
  connect(&feed_, &DeadLetterFeed::loaded, this, [this](const QString& trouble) {
    listTrouble_ = trouble;
    showTrouble();
    refreshBody();
  });
  connect(&letters_, &QAbstractItemModel::rowsRemoved, &figures_, &DeadFigures::refreshSoon);
  connect(&letters_, &QAbstractItemModel::rowsRemoved, this, &DeadLettersPage::refreshBody);
  connect(&groups_, &QAbstractItemModel::dataChanged, this, &DeadLettersPage::refreshGroup);
  connect(&context_.client, &client::Client::missed, this, [this] {
    if (seen_) feed_.refresh(DeadLetterFeed::Fresh::kWaits);
  });
  connect(&context_.client, &client::Client::stateChanged, this, &DeadLettersPage::refreshReasons);
}

void DeadLettersPage::listenToButtons() {
  connect(groupTable_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    const auto rows = groupTable_->selectedRows();
    if (!rows.empty()) showGroup(rows.front());
  });
  connect(groupTable_, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) { showGroup(index.row()); });
  connect(list_, &LetterListView::letterChosen, this, [this](const client::DeadLetter& letter) {
    letter_->show(letter);
    inspector_->setCurrentWidget(letter_);
    groupTable_->clearSelection();
    refreshReasons();
  });
  connect(list_, &LetterListView::opened, this,
          [this](const client::DeadLetter& letter) { context_.navigator.showDelivery(letter.delivery.row.id); });
  connect(list_, &LetterListView::retryWanted, this, [this] { begin(BulkKind::kRetry, list_->selectedWithWebhook()); });
  connect(list_, &LetterListView::purgeWanted, this, [this] { begin(BulkKind::kPurge, list_->selected()); });
  connect(&group_->retryButton(), &QPushButton::clicked, this, [this] { beginGroup(BulkKind::kRetry); });
  connect(&group_->purgeButton(), &QPushButton::clicked, this, [this] { beginGroup(BulkKind::kPurge); });
  connect(&group_->webhookButton(), &QPushButton::clicked, this, [this] {
    if (shownGroup_) context_.navigator.showWebhook(shownGroup_->webhook);
  });
  connect(&letter_->retryButton(), &QPushButton::clicked, this, [this] { begin(BulkKind::kRetry, {*letter_->shown()}); });
  connect(&letter_->purgeButton(), &QPushButton::clicked, this, [this] { begin(BulkKind::kPurge, {*letter_->shown()}); });
  connect(&letter_->openButton(), &QPushButton::clicked, this, [this] { context_.navigator.showDelivery(*letter_->shown()); });
}

void DeadLettersPage::listenToActions() {
  connect(actions_, &BulkActions::changed, this, &DeadLettersPage::refreshReasons);
  connect(actions_, &BulkActions::went, &feed_, &DeadLetterFeed::went);
  connect(actions_, &BulkActions::ended, this, &DeadLettersPage::onEnded);
  connect(actions_, &BulkActions::failed, this, [this](const QString& why) {
    actionTrouble_ = why;
    showTrouble();
    reload();
  });
}

void DeadLettersPage::listenToJobs() {
  connect(jobsButton_, &QPushButton::toggled, this, &DeadLettersPage::showJobs);
  const auto label = [this] {
    const int running = jobs_->book().running();
    jobsButton_->setText(running == 0 ? tr("Jobs") : tr("Jobs (%1 running)").arg(running));
  };
  connect(&jobs_->book(), &JobBook::changed, this, label);
  connect(jobs_, &JobsView::failuresWished, this, [this](const client::Job& job) {
    client::DeliveryFilter filter;
    filter.webhook = job.scope.webhook;
    filter.states = {model::DeliveryState::kDead};
    context_.navigator.showDeliveries(filter);
  });
  label();
}

// ---- what it does

void DeadLettersPage::showJobs(bool shown) {
  jobsShown_ = shown;
  if (shown) jobs_->read();
  refreshBody();
}

void DeadLettersPage::shown() {
  seen_ = true;
  jobs_->read();
  figures_.setSeen(true);
  feed_.refresh(DeadLetterFeed::Fresh::kComesIn);
}

void DeadLettersPage::hidden() {
  seen_ = false;
  figures_.setSeen(false);
}

void DeadLettersPage::reload() {
  figures_.refresh();
  feed_.refresh(DeadLetterFeed::Fresh::kComesIn);
}

void DeadLettersPage::focusFilter() { list_->focusFilter(); }

QList<QWidget*> DeadLettersPage::panes() {
  return {groupTable_, &list_->table(), findChild<QScrollArea*>(QStringLiteral("deadInspector"))};
}

void DeadLettersPage::begin(BulkKind kind, std::vector<model::DeliveryId> ids) {
  if (ids.empty()) return;
  actionTrouble_.clear();
  showTrouble();
  actions_->begin({kind, std::move(ids), {}, {}});
}

void DeadLettersPage::beginGroup(BulkKind kind) {
  const int row = shownGroup_ ? groups_.rowOf(*shownGroup_) : -1;
  if (row < 0) return;
  actionTrouble_.clear();
  showTrouble();
  const auto& group = groups_.at(row);
  actions_->begin({kind, {}, *shownGroup_, tr("for %1 (%2)").arg(groups_.webhookName(group.webhookId), models::plain(group.cause))});
}

void DeadLettersPage::onEnded(const BulkReport& report) {
  const auto sentence = reportSentence(report);
  const bool small = report.trouble.isEmpty() && !report.cancelled && report.total <= kRetryUnasked;
  if (report.trouble.isEmpty()) {
    context_.navigator.toast(sentence);
  } else {
    actionTrouble_ = sentence;
    showTrouble();
  }
  if (!small && report.trouble.isEmpty()) run_->report(sentence);
  figures_.refresh();
  if (report.gone + report.unknown > 0) feed_.refresh(DeadLetterFeed::Fresh::kWaits);
}

// ---- what it shows

void DeadLettersPage::onCounted() {
  const auto total = figures_.total();
  emit badgeChanged(static_cast<int>(std::min<std::uint64_t>(total, std::numeric_limits<int>::max())), total > 0);
  refreshBody();
}

void DeadLettersPage::onGrouped(const QString& trouble) {
  groupTrouble_ = trouble;
  showTrouble();
  if (trouble.isEmpty()) {
    const bool gone = shownGroup_ && groups_.rowOf(*shownGroup_) < 0;
    if (gone) shownGroup_.reset();
    const bool nothingShown = inspector_->currentIndex() == 0 || (gone && inspector_->currentWidget() == group_);
    if (nothingShown && groups_.rowCount() > 0)
      groupTable_->selectRow(0);
    else if (nothingShown)
      inspector_->setCurrentIndex(0);
  }
  refreshBody();
}

void DeadLettersPage::showTrouble() {
  const auto& what = !actionTrouble_.isEmpty() ? actionTrouble_ : !listTrouble_.isEmpty() ? listTrouble_ : groupTrouble_;
  trouble_->setVisible(!what.isEmpty());
  if (what.isEmpty()) return;
  if (!actionTrouble_.isEmpty()) return trouble_->say(Kind::kDanger, tr("Not all was done."), what);
  const bool something = letters_.rowCount() > 0 || groups_.rowCount() > 0;
  trouble_->say(
      Kind::kWarn, tr("The dead letters could not be read."),
      something ? tr("%1 What is shown is what was known before; F5 tries again.").arg(what) : tr("%1 F5 tries again.").arg(what));
}

void DeadLettersPage::showGroup(int row) {
  shownGroup_ = keyOf(groups_.at(row));
  list_->table().clearSelection();
  inspector_->setCurrentWidget(group_);
  refreshGroup();
  refreshReasons();
}

void DeadLettersPage::refreshGroup() {
  const int row = shownGroup_ ? groups_.rowOf(*shownGroup_) : -1;
  if (row < 0) return;
  const auto& group = groups_.at(row);
  group_->show(group, groups_.webhookName(group.webhookId), groups_.webhookExists(group.webhookId));
  refreshReasons();
}

void DeadLettersPage::refreshReasons() {
  const auto& client = context_.client;
  auto reason = models::whyNot(client, "read", {});
  if (reason.isEmpty() && actions_->busy()) reason = tr("Another retry or purge is on its way; it can be stopped at the right.");
  const auto& role = client.me();
  auto noRetry = reason;
  if (noRetry.isEmpty() && !role.may("operate")) noRetry = tr("Your role here may look only; retrying takes an operator.");
  auto noPurge = reason;
  if (noPurge.isEmpty() && !role.may("administer")) noPurge = tr("Purging takes an administrator.");
  list_->setReasons(noRetry, noPurge);
  const auto set = [](QPushButton& button, const QString& why) {
    button.setEnabled(why.isEmpty());
    button.setToolTip(theme::tipText(why));
  };
  const bool orphan = shownGroup_ && !groups_.webhookExists(shownGroup_->webhook);
  set(group_->retryButton(), noRetry.isEmpty() && orphan ? tr("The webhook was deleted: there is nowhere to send them.") : noRetry);
  set(group_->purgeButton(), noPurge);
  const int row = letter_->shown() ? letters_.rowOf(*letter_->shown()) : -1;
  const auto gone = letter_->shown() && row < 0 ? tr("It is no dead letter any more.") : QString();
  const bool alone = row >= 0 && letters_.at(row).delivery.webhookName.empty();
  set(letter_->retryButton(), !noRetry.isEmpty() ? noRetry : alone ? tr("Its webhook was deleted: there is nowhere to send it.") : gone);
  set(letter_->purgeButton(), !noPurge.isEmpty() ? noPurge : gone);
}

void DeadLettersPage::refreshBody() {
  const auto total = figures_.total();
  const bool narrowed = !feed_.filter().empty();
  const bool nothing = letters_.rowCount() == 0 && groups_.rowCount() == 0 && total == 0 && !narrowed;
  const bool told = figures_.known() && feed_.everLoaded();
  const bool empty = nothing && told;
  body_->setCurrentWidget(jobsShown_ ? static_cast<QWidget*>(jobs_) : empty ? static_cast<QWidget*>(empty_) : panes_);
  if (!figures_.known()) return subtitle_->setText({});
  if (total == 0) return subtitle_->setText(empty ? QString() : tr("none"));
  auto text = total == 1 ? tr("1 delivery did not arrive") : tr("%1 deliveries did not arrive").arg(QLocale().toString(qulonglong(total)));
  std::optional<base::WallTime> oldest;
  for (int row = 0; row < groups_.rowCount(); ++row)
    if (!oldest || groups_.at(row).oldest < *oldest) oldest = groups_.at(row).oldest;
  if (oldest) text += tr(" · oldest from %1").arg(timeWord(*oldest));
  subtitle_->setText(text + tr(" · kept until you act"));
  refreshReasons();
}

}  // namespace hookline::dead_letters_page
