#include "deliveries_page/filter_bar.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <algorithm>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/mnemonic.h"

namespace hookline::deliveries_page {
namespace {

using model::DeliveryState;

constexpr int kTypingPauseMs = 250;
constexpr int kSearchWidth = 270;

std::vector<DeliveryState> waitingStates() {
  return {DeliveryState::kPending, DeliveryState::kDelivering, DeliveryState::kRetrying, DeliveryState::kHeld};
}

std::uint64_t countOf(const client::Facets& facets, const std::vector<DeliveryState>& states) {
  std::uint64_t sum = 0;
  for (const auto state : states)
    if (const auto found = facets.byState.find(state); found != facets.byState.end()) sum += found->second;
  return sum;
}

QString withCount(const QString& word, std::uint64_t count, bool exact) {
  return QStringLiteral("%1 %2%3").arg(word, QLocale().toString(static_cast<qulonglong>(count)), exact ? QString() : QStringLiteral("+"));
}

}  // namespace

FilterBar::FilterBar(std::function<base::WallTime()> now, QWidget* parent) : QWidget(parent), now_(std::move(now)) {
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(theme::kSpaceSmall);
  search_ = new QLineEdit(this);
  search_->setObjectName(QStringLiteral("deliverySearch"));
  search_->setAccessibleName(tr("Search deliveries"));
  search_->setPlaceholderText(tr("Search ids, names, e-mails"));
  search_->setClearButtonEnabled(true);
  search_->setMaxLength(200);
  search_->setMinimumWidth(kSearchWidth);
  line->addWidget(search_);
  all_ = chip(QStringLiteral("filterAll"));
  waiting_ = chip(QStringLiteral("filterWaiting"));
  dead_ = chip(QStringLiteral("filterDead"));
  webhook_ = menuChip(QStringLiteral("filterWebhook"), webhookMenu_);
  type_ = menuChip(QStringLiteral("filterType"), typeMenu_);
  since_ = menuChip(QStringLiteral("filterSince"), sinceMenu_);
  for (auto* one : {all_, waiting_, dead_, webhook_, type_, since_}) line->addWidget(one);
  line->addStretch(1);
  connect(all_, &QPushButton::clicked, this, [this] { choose(States::kAll); });
  connect(waiting_, &QPushButton::clicked, this, [this] { choose(States::kWaiting); });
  connect(dead_, &QPushButton::clicked, this, [this] { choose(States::kDead); });
  typing_.setSingleShot(true);
  typing_.setInterval(kTypingPauseMs);
  connect(&typing_, &QTimer::timeout, this, &FilterBar::changed);
  connect(search_, &QLineEdit::textEdited, this, [this](const QString& text) {
    filter_.text = text.trimmed().toStdString();
    typing_.start();
  });
  fillMenus();
  label();
}

QPushButton* FilterBar::chip(const QString& objectName) {
  auto* made = new QPushButton(this);
  made->setObjectName(objectName);
  made->setProperty("kind", QStringLiteral("chip"));
  made->setCheckable(true);
  return made;
}

QPushButton* FilterBar::menuChip(const QString& objectName, QMenu*& menu) {
  auto* made = chip(objectName);
  menu = new QMenu(made);
  connect(made, &QPushButton::clicked, this, [this, made, menu] {
    label();
    menu->popup(made->mapToGlobal(QPoint(0, made->height())));
  });
  return made;
}

client::DeliveryFilter FilterBar::filter() const {
  auto filter = filter_;
  if (span_.count() > 0) filter.since = now_() - span_;
  return filter;
}

void FilterBar::setFilter(const client::DeliveryFilter& filter) {
  filter_ = filter;
  span_ = filter.since ? std::max(base::Millis{1}, now_() - *filter.since) : base::Millis{};
  filter_.since.reset();
  search_->setText(models::plain(filter_.text));
  label();
}

void FilterBar::setCounts(const client::Facets& facets) {
  facets_ = facets;
  counted_ = true;
  label();
}

void FilterBar::setWebhooks(std::vector<std::pair<model::WebhookId, QString>> webhooks) {
  webhooks_ = std::move(webhooks);
  fillMenus();
  label();
}

void FilterBar::setTypes(const QStringList& types) {
  types_ = types;
  fillMenus();
}

void FilterBar::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void FilterBar::choose(States states) {
  filter_.states.clear();
  if (states == States::kWaiting) filter_.states = waitingStates();
  if (states == States::kDead) filter_.states = {DeliveryState::kDead};
  label();
  emit changed();
}

void FilterBar::fillMenus() {
  const auto choice = [this](QMenu& menu, const QString& word, std::function<void()> narrow) {
    menu.addAction(theme::withoutMnemonic(word), this, [this, narrow = std::move(narrow)] {
      narrow();
      label();
      emit changed();
    });
  };
  webhookMenu_->clear();
  choice(*webhookMenu_, tr("Any webhook"), [this] { filter_.webhook.reset(); });
  for (const auto& [id, name] : webhooks_) choice(*webhookMenu_, name, [this, id = id] { filter_.webhook = id; });
  typeMenu_->clear();
  choice(*typeMenu_, tr("Any type"), [this] { filter_.eventType.clear(); });
  for (const auto& type : types_) choice(*typeMenu_, type, [this, type] { filter_.eventType = type.toStdString(); });
  sinceMenu_->clear();
  using namespace std::chrono;
  for (const auto& [word, span] : std::vector<std::pair<QString, base::Millis>>{{tr("All time"), base::Millis{0}},
                                                                                {tr("Last 15 minutes"), minutes{15}},
                                                                                {tr("Last hour"), hours{1}},
                                                                                {tr("Last 24 hours"), hours{24}},
                                                                                {tr("Last 7 days"), hours{24 * 7}}})
    choice(*sinceMenu_, word, [this, span = span] { span_ = span; });
}

void FilterBar::label() {
  const bool waiting = filter_.states == waitingStates();
  const bool dead = filter_.states == std::vector{DeliveryState::kDead};
  all_->setChecked(filter_.states.empty());
  waiting_->setChecked(waiting);
  dead_->setChecked(dead);
  std::uint64_t total = 0;
  for (const auto& [state, count] : facets_.byState) total += count;
  all_->setText(counted_ ? withCount(tr("All"), total, facets_.exact) : tr("All"));
  waiting_->setText(counted_ ? withCount(tr("Waiting"), countOf(facets_, waitingStates()), facets_.exact) : tr("Waiting"));
  dead_->setText(counted_ ? withCount(tr("Did not arrive"), countOf(facets_, {DeliveryState::kDead}), facets_.exact)
                          : tr("Did not arrive"));
  QString name = tr("any");
  if (filter_.webhook) {
    const auto found = std::find_if(webhooks_.begin(), webhooks_.end(), [this](const auto& one) { return one.first == *filter_.webhook; });
    name = found == webhooks_.end() ? models::plain(filter_.webhook->text()) : found->second;
  }
  webhook_->setText(tr("Webhook: %1").arg(theme::withoutMnemonic(name)));
  webhook_->setChecked(filter_.webhook.has_value());
  type_->setText(tr("Type: %1").arg(filter_.eventType.empty() ? tr("any") : models::plain(filter_.eventType)));
  type_->setChecked(!filter_.eventType.empty());
  since_->setText(span_.count() == 0 ? tr("All time") : tr("Last %1").arg(models::spanWord(span_)));
  since_->setChecked(span_.count() > 0);
}

}  // namespace hookline::deliveries_page
