#include "simulator_page/simulator_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QUuid>
#include <QVBoxLayout>

#include "models/rights.h"
#include "schema_form/event_text.h"
#include "simulator_page/curl_line.h"
#include "simulator_page/event_editor.h"
#include "simulator_page/load_panel.h"
#include "simulator_page/sent_panel.h"
#include "simulator_page/type_delegate.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/banner.h"
#include "widgets/copy_button.h"
#include "widgets/data_table.h"

namespace hookline::simulator_page {
namespace {

/// Ids are time-ordered: the core's own clock stands in their upper bits, a little after the time that it notes for the delivery.
base::WallTime madeAt(model::DeliveryId id) { return base::fromMs(id.value >> 21) - base::Millis{50}; }

widgets::ChipKind chipKind(const Target* target) {
  if (target == nullptr) return widgets::ChipKind::kQuiet;
  return target->safety == Safety::kReal ? widgets::ChipKind::kBusy : widgets::ChipKind::kGood;
}

}  // namespace

SimulatorPage::SimulatorPage(const shell::PageContext& context, QWidget* parent)
    : Page(parent),
      context_(context),
      gate_(new SendGate(context.client, context.prompter, this, context.connection)),
      sent_(base::wallNow),
      tracker_(context.client, sent_),
      banner_(new widgets::Banner(widgets::Banner::Buttons::kBeside, this)),
      list_(new QListWidget(this)),
      editor_(new EventEditor(context.client, this)),
      load_(new LoadPanel(this)),
      reachTitle_(new QLabel(tr("Will go to"), this)),
      reachProblem_(new QLabel(this)),
      reachTable_(new widgets::DataTable(tr("Where the event would go"), this)),
      sentPanel_(new SentPanel(sent_, this)),
      send_(new QPushButton(tr("Send"), this)) {
  setObjectName(QStringLiteral("simulatorPage"));
  banner_->setObjectName(QStringLiteral("simulatorBanner"));
  banner_->hide();
  auto* split = new QSplitter(Qt::Horizontal, this);
  split->setObjectName(QStringLiteral("simulatorSplit"));
  split->addWidget(left());
  split->addWidget(middle());
  split->addWidget(right());
  split->setChildrenCollapsible(false);
  split->setStretchFactor(1, 1);
  split->setSizes({186, 566, 400});
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header());
  column->addWidget(banner_);
  column->addWidget(split, 1);
  listen();
  refreshReasons();
}

// ---- how it is put together

QWidget* SimulatorPage::header() {
  auto* frame = new QFrame(this);
  frame->setProperty("role", "pageHeader");
  frame->setMinimumHeight(theme::kPageHeaderHeight);
  auto* title = new QLabel(tr("Simulator"), frame);
  title->setProperty("role", "title");
  auto* subtitle = new QLabel(tr("marked as simulated; not counted in health"), frame);
  subtitle->setProperty("role", "subtitle");
  auto* curl = new widgets::CopyButton(
      tr("Copy as cURL"), [this] { return curlLine(editor_->text()); }, frame);
  curl->setObjectName(QStringLiteral("copyCurl"));
  curl->setToolTip(tr("A command for a shell; it takes the core's address and a token from HOOKLINE_URL and HOOKLINE_TOKEN."));
  send_->setObjectName(QStringLiteral("sendEvent"));
  send_->setProperty("kind", "primary");
  auto* row = new QHBoxLayout(frame);
  row->setContentsMargins(theme::kPageMargin, 0, theme::kPageMargin, 0);
  row->setSpacing(theme::kSpaceSmall + 2);
  row->addWidget(title);
  row->addWidget(subtitle, 1);
  row->addWidget(curl);
  row->addWidget(send_);
  return frame;
}

QWidget* SimulatorPage::left() {
  auto* pane = new QFrame(this);
  pane->setProperty("role", "pane");
  auto* title = new QLabel(tr("Events"), pane);
  title->setProperty("role", "subtitle");
  title->setContentsMargins(theme::kSpaceSmall + 2, 0, 0, 0);
  list_->setObjectName(QStringLiteral("eventTypes"));
  list_->setAccessibleName(tr("Event types"));
  list_->setItemDelegate(new TypeDelegate(list_));
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(theme::kSpaceSmall, theme::kSpace, theme::kSpaceSmall, theme::kSpaceSmall);
  column->setSpacing(theme::kSpaceTiny);
  column->addWidget(title);
  column->addWidget(list_, 1);
  return pane;
}

QWidget* SimulatorPage::middle() {
  auto* pane = new QFrame(this);
  pane->setProperty("role", "pane");
  auto* line = new QFrame(pane);
  line->setProperty("role", "line");
  line->setFixedHeight(1);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(editor_, 1);
  column->addWidget(line);
  column->addWidget(load_);
  return pane;
}

QWidget* SimulatorPage::right() {
  reachTitle_->setObjectName(QStringLiteral("reachTitle"));
  reachTitle_->setProperty("role", "heading");
  reachTitle_->setContentsMargins(theme::kSpaceWide, theme::kSpace, theme::kSpace, theme::kSpaceSmall);
  reachProblem_->setObjectName(QStringLiteral("reachProblem"));
  reachProblem_->setProperty("role", "error");
  reachProblem_->setTextFormat(Qt::PlainText);
  reachProblem_->setWordWrap(true);
  reachProblem_->setContentsMargins(theme::kSpaceWide, 0, theme::kSpace, theme::kSpaceSmall);
  reachProblem_->hide();
  reachTable_->setObjectName(QStringLiteral("reachTable"));
  reachTable_->setModel(&targets_);
  using Column = widgets::TableDelegate::Column;
  reachTable_->setColumns({{Column::kStrong, 112}, {Column::kText, 168}, {Column::kSecondary, 100}}, TargetsModel::kWhy);
  reachTable_->cells().setChips(TargetsModel::kVerdict, [this](const QModelIndex& index) -> std::optional<widgets::Chip> {
    return widgets::Chip{chipKind(targets_.targetAt(index.row())), index.data().toString()};
  });
  auto* reach = new QWidget(this);
  auto* column = new QVBoxLayout(reach);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(reachTitle_);
  column->addWidget(reachProblem_);
  column->addWidget(reachTable_, 1);
  auto* split = new QSplitter(Qt::Vertical, this);
  split->setObjectName(QStringLiteral("reachSplit"));
  split->addWidget(reach);
  split->addWidget(sentPanel_);
  split->setChildrenCollapsible(false);
  split->setSizes({260, 460});
  return split;
}

void SimulatorPage::listen() {
  typing_.setSingleShot(true);
  typing_.setInterval(kTypingMs);
  connect(&typing_, &QTimer::timeout, this, &SimulatorPage::explain);
  connect(list_, &QListWidget::currentRowChanged, this, &SimulatorPage::chooseType);
  connect(editor_, &EventEditor::changed, this, &SimulatorPage::explainSoon);
  connect(editor_, &EventEditor::failed, this, [this](const QString& why) { say(tr("No example."), why); });
  connect(editor_, &EventEditor::typeWritten, this, [this](const QString& type) {
    const auto found = list_->findItems(type, Qt::MatchExactly);
    if (found.isEmpty()) return;
    const QSignalBlocker quiet(list_);
    list_->setCurrentItem(found.front());
    editor_->follow(types_[static_cast<std::size_t>(list_->currentRow())]);
  });
  connect(send_, &QPushButton::clicked, this, [this] { send(1, 1, false); });
  connect(load_, &LoadPanel::startWanted, this, [this] { send(load_->count(), load_->perSecond(), load_->newConversations()); });
  connect(load_, &LoadPanel::stopWanted, this, [this] {
    if (sender_) sender_->stop();
  });
  connect(&sentPanel_->showButton(), &QPushButton::clicked, this, &SimulatorPage::showDeliveries);
  connect(sentPanel_, &SentPanel::opened, this, [this](model::DeliveryId id) { context_.navigator.showDelivery(id); });
  connect(&context_.client, &client::Client::webhookChanged, this, &SimulatorPage::recheck);
  connect(&context_.client, &client::Client::missed, this, &SimulatorPage::recheck);
  connect(&context_.client, &client::Client::stateChanged, this, [this] {
    refreshReasons();
    if (seen_ && types_.empty()) readTypes();
  });
  for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
    auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, send_, &QPushButton::click);
  }
}

// ---- what there is to send

void SimulatorPage::shown() {
  seen_ = true;
  refreshReasons();
  if (types_.empty())
    readTypes();
  else
    explain();
}

void SimulatorPage::hidden() { seen_ = false; }

void SimulatorPage::reload() {
  readTypes();
  explain();
}

QList<QWidget*> SimulatorPage::panes() { return {list_, editor_, reachTable_, &sentPanel_->table()}; }

void SimulatorPage::readTypes() {
  if (!context_.client.me().may("read")) return;
  context_.client.eventTypes(this, [this](base::Result<std::vector<client::EventType>> types) {
    if (!types)
      return say(tr("The event types could not be read."), tr("%1 F5 tries again.").arg(QString::fromStdString(types.error().message)));
    showTypes(std::move(*types));
  });
}

void SimulatorPage::showTypes(std::vector<client::EventType> types) {
  refreshReasons();
  const auto chosen = editor_->type();
  const bool first = types_.empty();
  types_ = std::move(types);
  const QSignalBlocker quiet(list_);
  list_->clear();
  int row = 0;
  for (std::size_t n = 0; n < types_.size(); ++n) {
    list_->addItem(QString::fromStdString(types_[n].type));
    if (types_[n].type == chosen || (first && types_[n].type == "lead.captured")) row = static_cast<int>(n);
  }
  list_->setCurrentRow(row);
  if (first) chooseType(row);
}

void SimulatorPage::chooseType(int row) {
  if (row < 0 || row >= static_cast<int>(types_.size())) return;
  editor_->setType(types_[static_cast<std::size_t>(row)]);
}

// ---- where it would go

void SimulatorPage::explainSoon() {
  explained_ = false;
  notSendable_.clear();
  ++asked_;  // what is asked about another text is not shown
  typing_.start();
  refreshReasons();
}

void SimulatorPage::explain() {
  typing_.stop();
  if (editor_->text().isEmpty() || !context_.client.me().may("read")) return;
  if (editor_->problem()) return showReach({false, editor_->problem()->sentence, {}});
  gate_->look(editor_->text(), [this, asked = ++asked_](const SendGate::Verdict& verdict) {
    if (asked == asked_) showReach(verdict);
  });
}

void SimulatorPage::showReach(const SendGate::Verdict& verdict) {
  explained_ = verdict.open;
  notSendable_ = verdict.open ? QString() : verdict.why;
  reachProblem_->setVisible(!verdict.open);
  reachProblem_->setText(tr("The core would not take it: %1").arg(verdict.why));
  if (editor_->problem()) reachProblem_->setText(verdict.why);
  if (verdict.open) {
    std::unordered_map<model::WebhookId, QString> names;
    for (const auto& one : verdict.reach.targets) names.emplace(one.id, one.name);
    sent_.setNames(std::move(names));
  }
  targets_.setReach(verdict.open ? verdict.reach : Reach{});
  refreshReasons();
}

// ---- sending

void SimulatorPage::send(std::uint64_t count, int perSecond, bool newConversations) {
  if (sender_ || passing_ || !send_->isEnabled()) return;
  passing_ = true;
  refreshReasons();
  const auto text = editor_->text();
  gate_->pass(text, count, [=, this](const SendGate::Verdict& verdict) {
    passing_ = false;
    refreshReasons();
    if (verdict.open) return start(count, perSecond, newConversations, text);
    if (!verdict.why.isEmpty()) showReach(verdict);
  });
}

void SimulatorPage::start(std::uint64_t count, int perSecond, bool newConversations, const QString& text) {
  banner_->hide();
  sentText_ = text;
  single_ = count == 1;
  runsFirst_.reset();
  runsOnlyEvent_.clear();
  const auto run = QUuid::createUuid().toString(QUuid::Id128).left(8);
  const auto facts = schema_form::factsOf(text);
  auto textOf = [=, single = single_](std::uint64_t n) {
    if (single) return text.toStdString();
    const auto conversation = newConversations ? QStringLiteral("conv_%1_%2").arg(run).arg(n + 1) : facts.conversationId;
    return schema_form::variantOf(text, conversation, QStringLiteral("%1_%2_%3").arg(facts.id, run).arg(n + 1))
        .value_or(text.toStdString());
  };
  sender_ = std::make_unique<EventSender>(context_.client, EventSender::Options{count, perSecond, std::move(textOf)});
  connect(sender_.get(), &EventSender::accepted, this, [this, type = facts.type, count](const client::AcceptedEvent& event) {
    if (!runsFirst_ && !event.deliveries.empty()) runsFirst_ = event.deliveries.front().first;
    if (count == 1) runsOnlyEvent_ = QString::fromStdString(event.id);
    tracker_.add(type, event);
  });
  connect(sender_.get(), &EventSender::progressed, this, [this] {
    if (!single_) load_->showRunning(sender_->report());
  });
  connect(sender_.get(), &EventSender::finished, this, &SimulatorPage::onFinished, Qt::QueuedConnection);
  if (!single_) load_->showRunning(sender_->report());
  refreshReasons();
  sender_->start();
}

void SimulatorPage::onFinished() {
  const auto report = sender_->report();
  sender_.reset();
  if (!single_) load_->showReport(report);
  if (!report.trouble.isEmpty())
    say(single_ && report.unknown == 0 ? tr("The event was not taken.") : tr("Not all was sent."),
        single_ && report.unknown == 0 ? report.trouble : reportSentence(report));
  else if (!single_)
    context_.navigator.toast(reportSentence(report));
  refreshReasons();
}

/// The webhooks changed: what is shown is asked anew, and a load does not go on to a service that nobody agreed to.
void SimulatorPage::recheck() {
  if (seen_) explainSoon();
  if (!sender_ || single_) return;
  gate_->look(sentText_, [this](const SendGate::Verdict& verdict) {
    if (!sender_ || single_ || !verdict.open || gate_->agreedTo(verdict.reach)) return;
    sender_->stop(tr("The webhooks were changed, and it would also have gone to %1.").arg(namesOf(verdict.reach.real())));
  });
}

void SimulatorPage::showDeliveries() {
  client::DeliveryFilter filter;
  filter.simulated = true;
  if (!runsOnlyEvent_.isEmpty())
    filter.text = runsOnlyEvent_.toStdString();
  else if (runsFirst_)
    filter.since = madeAt(*runsFirst_);
  context_.navigator.showDeliveries(filter);
}

// ---- what may be done

void SimulatorPage::refreshReasons() {
  const auto& client = context_.client;
  const auto& me = client.me();
  const bool connected = client.state().kind == client::ChannelState::Kind::kOpen;
  const bool mayRead = me.may("read");
  const bool maySend = me.may("operate");
  auto reason = models::whyNot(client, "read", {});
  if (connected && !mayRead)
    reason = tr("Your role here is producer: it posts events from a program and sees nothing of them. Simulating takes an operator.");
  else if (connected && !maySend)
    reason = tr("Your role here is viewer: it may look only. Simulating takes an operator.");
  const bool noRole = connected && !maySend;
  const auto off = tr("Sending is off.");
  if (noRole) say(off, reason);
  if (!noRole && banner_->strong() == off) banner_->hide();
  list_->setEnabled(mayRead || !connected);
  editor_->setEnabled(mayRead || !connected);
  if (reason.isEmpty()) {
    if (editor_->text().isEmpty())
      reason = tr("Choose an event type first.");
    else if (editor_->problem())
      reason = tr("The JSON cannot be read: %1").arg(editor_->problem()->sentence);
    else if (!notSendable_.isEmpty())
      reason = tr("The core would not take it: %1").arg(notSendable_);
    else if (passing_)
      reason = tr("Being asked where it would go.");
    else if (sender_)
      reason = tr("A run is on its way.");
  }
  send_->setEnabled(reason.isEmpty());
  send_->setText(explained_ ? sendLabel(targets_.reach()) : tr("Send"));
  send_->setToolTip(reason.isEmpty() ? tr("Sends it once (Ctrl+Enter)") : theme::tipText(reason));
  load_->setReason(reason);
  const auto count = targets_.reach().targets.size();
  reachTitle_->setText(!explained_  ? tr("Will go to")
                       : count == 0 ? tr("Will go to no webhook")
                       : count == 1 ? tr("Will go to 1 webhook")
                                    : tr("Will go to %1 webhooks").arg(count));
}

void SimulatorPage::say(const QString& strong, const QString& text) {
  banner_->say(widgets::Banner::Kind::kWarn, strong, text);
  banner_->show();
}

}  // namespace hookline::simulator_page
