#include "deliveries_page/delivery_inspector.h"

#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "deliveries_page/attempt_view.h"
#include "deliveries_page/curl_line.h"
#include "deliveries_page/phases_bar.h"
#include "models/delivery_words.h"
#include "models/rights.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"
#include "widgets/banner.h"
#include "widgets/code_view.h"
#include "widgets/copy_button.h"
#include "widgets/data_table.h"
#include "widgets/delivery_chip.h"
#include "widgets/elided_label.h"
#include "widgets/fact_grid.h"
#include "widgets/status_chip.h"

namespace hookline::deliveries_page {
namespace {

using models::plain;

QString timeText(base::WallTime time) { return models::localTime(time).toString(QStringLiteral("HH:mm:ss.zzz")); }

/// Empty: it may be tried again.
QString whyNotRetry(const client::Client& client) {
  return models::whyNot(client, "operate",
                        DeliveryInspector::tr("You are connected as %1. Only an operator or an admin may retry deliveries.")
                            .arg(models::roleWord(client.me().role)));
}

}  // namespace

DeliveryInspector::DeliveryInspector(const shell::PageContext& context, QWidget* parent) : QFrame(parent), context_(context) {
  setObjectName(QStringLiteral("deliveryInspector"));
  theme::setLook(*this, "role", QStringLiteral("pane"));
  build();
  connect(&context_.client, &client::Client::deliveryChanged, this, &DeliveryInspector::onChanged);
  connect(&context_.client, &client::Client::stateChanged, this, &DeliveryInspector::gateRetry);
}

void DeliveryInspector::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceWide, theme::kSpace, theme::kSpaceWide, theme::kSpace);
  column->setSpacing(theme::kSpaceSmall);
  column->addWidget(buildHead());
  news_ = new widgets::Banner(widgets::Banner::Buttons::kBeside, this);
  news_->setObjectName(QStringLiteral("inspectorNews"));
  news_->hide();
  column->addWidget(news_);
  verdict_ = new widgets::Banner(widgets::Banner::Buttons::kBelow, this);
  verdict_->setObjectName(QStringLiteral("inspectorVerdict"));
  column->addWidget(verdict_);
  tabs_ = new QTabWidget(this);
  tabs_->setObjectName(QStringLiteral("inspectorTabs"));
  tabs_->setDocumentMode(true);
  tabs_->addTab(buildSummary(), tr("Summary"));
  tabs_->addTab(buildAttempts(), tr("Attempts"));
  request_ = new MessageView(tr("Request"), this);
  tabs_->addTab(request_, tr("Request"));
  answer_ = new MessageView(tr("Response"), this);
  tabs_->addTab(answer_, tr("Response"));
  column->addWidget(tabs_, 1);
  auto* copy = new widgets::CopyButton(
      tr("Copy as cURL"), [this] { return detail_ && !detail_->attempts.empty() ? curlLine(detail_->attempts.back()) : QString(); }, this);
  copy->setObjectName(QStringLiteral("copyCurl"));
  auto* foot = new QHBoxLayout;
  foot->addWidget(copy);
  foot->addStretch(1);
  column->addLayout(foot);
}

QWidget* DeliveryInspector::buildHead() {
  auto* head = new QWidget(this);
  auto* line = new QHBoxLayout(head);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(theme::kSpaceSmall);
  auto* words = new QVBoxLayout;
  words->setSpacing(2);
  title_ = new widgets::ElidedLabel(head);
  title_->setObjectName(QStringLiteral("inspectorTitle"));
  theme::setLook(*title_, "role", QStringLiteral("heading"));
  subtitle_ = new widgets::ElidedLabel(head);
  theme::setLook(*subtitle_, "role", QStringLiteral("subtitle"));
  words->addWidget(title_);
  words->addWidget(subtitle_);
  line->addLayout(words, 1);
  chip_ = new widgets::StatusChip(head);
  line->addWidget(chip_, 0, Qt::AlignTop);
  return head;
}

QWidget* DeliveryInspector::buildSummary() {
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* inside = new QWidget(scroll);
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(0, theme::kSpace, 0, 0);
  column->setSpacing(theme::kSpace);
  facts_ = new widgets::FactGrid(inside);
  facts_->setObjectName(QStringLiteral("inspectorFacts"));
  column->addWidget(facts_);
  phases_ = new PhasesBar(inside);
  column->addWidget(phases_);
  event_ = new widgets::CodeView(tr("Event"), inside);
  event_->setObjectName(QStringLiteral("inspectorEvent"));
  event_->setFittedLines(16);
  column->addWidget(event_);
  column->addStretch(1);
  scroll->setWidget(inside);
  // The ground is the inspector's own.
  scroll->viewport()->setAutoFillBackground(false);
  inside->setAutoFillBackground(false);
  return scroll;
}

QWidget* DeliveryInspector::buildAttempts() {
  auto* table = new widgets::DataTable(tr("Attempts"), this);
  table->setObjectName(QStringLiteral("attemptsTable"));
  attempts_ = new QStandardItemModel(0, 4, this);
  attempts_->setHorizontalHeaderLabels({tr("Try"), tr("Started"), tr("Came back"), tr("Took")});
  table->setModel(attempts_);
  using Kind = widgets::TableDelegate::Column;
  table->setColumns({{Kind::kNumber, 44}, {Kind::kMono, 116}, {Kind::kText, 160}, {Kind::kNumber, 72}}, 2);
  connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& now) { showAttempt(now.row()); });
  attemptTable_ = table;
  return table;
}

void DeliveryInspector::open(model::DeliveryId id) {
  if (id_ == id && detail_) return;
  id_ = id;
  detail_.reset();
  news_->hide();
  load();
}

void DeliveryInspector::clear() {
  id_.reset();
  detail_.reset();
}

void DeliveryInspector::load() {
  const auto id = *id_;
  context_.client.delivery(this, id, [this, id](base::Result<client::DeliveryDetail> detail) {
    if (id_ != id) return;
    if (!detail) {
      verdict_->say(widgets::Banner::Kind::kWarn, tr("This delivery cannot be shown."), plain(detail.error().message));
      verdict_->clearButtons();
      verdict_->show();
      return;
    }
    detail_ = std::move(*detail);
    news_->hide();
    fill();
  });
}

void DeliveryInspector::fill() {
  const auto& delivery = detail_->delivery;
  const auto to = delivery.webhookName.empty() ? tr("a deleted webhook") : plain(delivery.webhookName);
  title_->setText(tr("%1 → %2").arg(plain(delivery.row.eventType), to));
  const auto person = models::personWord(delivery.row.person);
  auto subtitle = person.isEmpty() ? tr("delivery %1").arg(plain(delivery.row.id.text()))
                                   : tr("for %1 · delivery %2").arg(person, plain(delivery.row.id.text()));
  if (delivery.row.simulated) subtitle = tr("simulated · %1").arg(subtitle);
  subtitle_->setText(subtitle);
  chip_->setChip(widgets::deliveryChip(delivery, base::wallNow()));
  fillVerdict();
  fillSummary();
  fillAttempts();
}

void DeliveryInspector::fillVerdict() {
  const auto& delivery = detail_->delivery;
  const auto state = models::shownState(delivery.row.state);
  verdict_->clearButtons();
  const bool failed = !delivery.cause.empty() && state != models::ShownState::kDelivered;
  verdict_->setVisible(failed || state == models::ShownState::kHeld);
  if (verdict_->isHidden()) return;
  using Kind = widgets::Banner::Kind;
  if (state == models::ShownState::kHeld)
    verdict_->say(Kind::kInfo, tr("It waits."), models::withStep(delivery, plain(delivery.reason)));
  else
    verdict_->say(state == models::ShownState::kDead ? Kind::kDanger : Kind::kWarn, plain(delivery.cause),
                  models::withStep(delivery, plain(delivery.help)));
  if (!canRetry()) return;
  retry_ = verdict_->addButton(
      QStringLiteral("retryDelivery"), state == models::ShownState::kDead ? tr("Retry") : tr("Retry now"), [this] { retry(); }, true);
  gateRetry();
  if (delivery.kind)
    verdict_->addButton(QStringLiteral("openWebhook"), tr("Open webhook"),
                        [this] { context_.navigator.showWebhook(detail_->delivery.row.webhookId); });
}

void DeliveryInspector::fillSummary() {
  const auto& row = detail_->delivery.row;
  const auto& next = detail_->delivery.nextAttemptAt;
  widgets::FactGrid::Facts facts{{tr("Event"), tr("%1, %2").arg(plain(row.eventType), timeText(row.createdAt))},
                                 {tr("Event id"), plain(row.eventId)},
                                 {tr("Edited copy of"), row.resentFrom ? plain(row.resentFrom.text()) : QString()},
                                 {tr("Chatbot"), plain(row.chatbotId)},
                                 {tr("Conversation"), plain(row.conversationId)},
                                 {tr("Next try"), next ? timeText(*next) : QString()},
                                 {tr("Stands at"), verdict_->isHidden() ? models::stepWord(detail_->delivery) : QString()}};
  const bool tried = !detail_->attempts.empty();
  phases_->setVisible(tried);
  if (tried) {
    const auto& last = detail_->attempts.back().sent;
    const auto bytes = static_cast<int>(last.responseBody.size());
    facts.emplace_back(tr("Attempt %1").arg(last.n), timeText(last.startedAt));
    facts.emplace_back(tr("Receiver"), plain(last.peer));
    facts.emplace_back(tr("Answer"), last.status ? tr("HTTP %1, %n byte(s)", nullptr, bytes).arg(*last.status) : QString());
    if (last.maybeDelivered) facts.emplace_back(tr("Note"), tr("The receiver may have taken it all the same: the request was sent whole."));
    phases_->setTimes(last.times);
  }
  facts_->setFacts(facts);
  const auto& body = tried ? detail_->attempts.back().requestBody : detail_->event;
  event_->setBytes(body);
  event_->setVisible(!body.empty());
}

void DeliveryInspector::fillAttempts() {
  attempts_->removeRows(0, attempts_->rowCount());
  const bool plan =
      std::any_of(detail_->attempts.begin(), detail_->attempts.end(), [](const client::Attempt& one) { return one.sent.step > 1; });
  for (auto one = detail_->attempts.rbegin(); one != detail_->attempts.rend(); ++one) {
    const auto& sent = one->sent;
    QList<QStandardItem*> cells{
        new QStandardItem(plan ? QStringLiteral("%1.%2").arg(sent.tryNumber).arg(sent.step) : QString::number(sent.n)),
        new QStandardItem(timeText(sent.startedAt)), new QStandardItem(sent.status ? tr("HTTP %1").arg(*sent.status) : plain(one->cause)),
        new QStandardItem(models::tookWord(sent.times.total))};
    if (plan) cells.front()->setToolTip(tr("Try %1, request %2").arg(sent.tryNumber).arg(sent.step));
    for (auto* cell : cells) cell->setEditable(false);
    attempts_->appendRow(cells);
  }
  tabs_->setTabText(1, detail_->attempts.empty() ? tr("Attempts") : tr("Attempts %1").arg(detail_->attempts.size()));
  showAttempt(0);
}

/// Rows are newest first.
void DeliveryInspector::showAttempt(int row) {
  if (!detail_) return;
  const auto count = static_cast<int>(detail_->attempts.size());
  if (count == 0) {
    request_->showNothing(tr("Nothing was sent yet."));
    answer_->showNothing(tr("Nothing was sent yet."));
    return;
  }
  const auto& attempt = detail_->attempts[static_cast<std::size_t>(count - 1 - std::clamp(row, 0, count - 1))];
  request_->showRequest(attempt);
  answer_->showAnswer(attempt);
}

bool DeliveryInspector::canRetry() const {
  if (!detail_) return false;
  const auto state = models::shownState(detail_->delivery.row.state);
  return state == models::ShownState::kDead || state == models::ShownState::kRetrying || state == models::ShownState::kHeld;
}

void DeliveryInspector::gateRetry() {
  if (!retry_) return;
  const auto why = whyNotRetry(context_.client);
  retry_->setEnabled(why.isEmpty());
  retry_->setToolTip(why.isEmpty() ? tr("Sends it again as it is (R)") : theme::tipText(why));
}

void DeliveryInspector::retry() {
  if (!canRetry()) return;
  if (const auto why = whyNotRetry(context_.client); !why.isEmpty()) return context_.navigator.toast(why);
  const auto id = *id_;
  context_.client.retryDelivery(this, id, [this, id](base::Result<void> done) {
    context_.navigator.toast(done ? tr("Queued again: it goes to its own webhook, as that is now.") : plain(done.error().message));
    if (id_ == id) load();
  });
}

void DeliveryInspector::onChanged(const client::Delivery& delivery) {
  if (id_ != delivery.row.id || !detail_) return;
  const bool news = delivery.row.state != detail_->delivery.row.state || delivery.row.tries != detail_->delivery.row.tries;
  if (!news) return;
  news_->clearButtons();
  news_->say(widgets::Banner::Kind::kInfo, models::stateWord(delivery, delivery.row.updatedAt), tr("since you opened it."));
  news_->addButton(QStringLiteral("reloadDelivery"), tr("Show"), [this] { load(); });
  news_->show();
}

}  // namespace hookline::deliveries_page
