#include "overview_page/health_model.h"

#include <algorithm>

#include "models/delivery_words.h"
#include "overview_page/figure_words.h"
#include "overview_page/rate_strip.h"

namespace hookline::overview_page {
namespace {

int rank(const std::string& state) {
  constexpr const char* kOrder[] = {"on_hold", "failing", "degraded", "healthy", "paused", "idle", "disabled"};
  const auto* found = std::find(std::begin(kOrder), std::end(kOrder), state);
  return static_cast<int>(found - std::begin(kOrder));
}

bool isNumber(int column) { return column >= HealthModel::kDelivered && column <= HealthModel::kWaiting; }

/// "19:15 to 20:15".
QString spanOf(const Figures& figures) {
  if (figures.range != Range::kQuarter && figures.range != Range::kHour) return rangeLabel(figures.range);
  const auto clock = [](base::WallTime time) { return models::localTime(time).toString(QStringLiteral("HH:mm")); };
  return HealthModel::tr("%1 to %2").arg(clock(figures.readAt - windowOf(figures.range)), clock(figures.readAt));
}

}  // namespace

void HealthModel::update(const Figures& figures) {
  if (!figures.health || !figures.webhooks) return;
  std::vector<Row> told;
  for (const auto& one : figures.health->items) {
    const auto* view = webhookOf(figures, one.webhookId);
    if (view == nullptr) continue;  // made or deleted between the two answers
    auto name = models::plain(view->webhook.name);
    if (name.isEmpty()) name = models::plain(one.url);
    told.push_back({one, std::move(name), QString::fromLatin1(model::toText(view->webhook.kind).data())});
  }
  if (const auto span = spanOf(figures); span != span_) {
    span_ = span;
    emit headerDataChanged(Qt::Horizontal, kRates, kRates);
  }
  const bool first = rows_.empty();
  const auto sameId = [](const Row& a, const Row& b) { return a.health.webhookId == b.health.webhookId; };
  for (int row = rowCount() - 1; row >= 0; --row) {
    const auto& mine = rows_[static_cast<std::size_t>(row)];
    if (std::any_of(told.begin(), told.end(), [&](const auto& one) { return sameId(one, mine); })) continue;
    beginRemoveRows({}, row, row);
    rows_.erase(rows_.begin() + row);
    endRemoveRows();
  }
  std::vector<Row> fresh;
  for (auto& one : told) {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const auto& mine) { return sameId(one, mine); });
    if (found == rows_.end())
      fresh.push_back(std::move(one));
    else
      *found = std::move(one);
  }
  if (!rows_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
  if (!fresh.empty()) {
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    std::move(fresh.begin(), fresh.end(), std::back_inserter(rows_));
    endInsertRows();
  }
  if (first) sortWorstFirst();
}

void HealthModel::sortWorstFirst() {
  std::vector<int> order(rows_.size());
  for (std::size_t n = 0; n < order.size(); ++n) order[n] = static_cast<int>(n);
  std::stable_sort(order.begin(), order.end(), [this](int a, int b) {
    const auto& left = rows_[static_cast<std::size_t>(a)];
    const auto& right = rows_[static_cast<std::size_t>(b)];
    if (rank(left.health.state) != rank(right.health.state)) return rank(left.health.state) < rank(right.health.state);
    return left.name.localeAwareCompare(right.name) < 0;
  });
  if (std::is_sorted(order.begin(), order.end())) return;
  emit layoutAboutToBeChanged({}, VerticalSortHint);
  std::vector<Row> sorted;
  std::vector<int> newPlace(order.size());
  for (const int old : order) {
    newPlace[static_cast<std::size_t>(old)] = static_cast<int>(sorted.size());
    sorted.push_back(std::move(rows_[static_cast<std::size_t>(old)]));
  }
  rows_ = std::move(sorted);
  for (const auto& old : persistentIndexList())
    changePersistentIndex(old, index(newPlace[static_cast<std::size_t>(old.row())], old.column()));
  emit layoutChanged({}, VerticalSortHint);
}

widgets::Chip HealthModel::chipAt(int row) const { return healthChip(rows_[static_cast<std::size_t>(row)].health.state); }

int HealthModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

int HealthModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(kColumns); }

QString HealthModel::text(const Row& row, int column) const {
  switch (column) {
    case kWebhook:
      return row.name;
    case kKind:
      return row.kind;
    case kState:
      return healthChip(row.health.state).word;
    case kDelivered:
      return percentWord(row.health.successRate);
    case kHalf:
      return millisWord(row.health.p50Ms);
    case kSlow:
      return millisWord(row.health.p95Ms);
    case kWaiting:
      return countWord(row.health.waiting);
    case kRates:
      return ratesWord(row.health.rates);
    default:
      return {};
  }
}

QString HealthModel::sentence(const Row& row) const {
  auto sentence = tr("%1, %2").arg(row.name, text(row, kState));
  if (row.health.successRate) sentence = tr("%1, %2 delivered").arg(sentence, text(row, kDelivered));
  if (row.health.p50Ms && row.health.p95Ms)
    sentence = tr("%1, half take under %2 ms, all but 5 % under %3 ms").arg(sentence, text(row, kHalf), text(row, kSlow));
  return tr("%1, %2 waiting").arg(sentence, text(row, kWaiting));
}

QVariant HealthModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return text(row, index.column());
    case Qt::ToolTipRole:
      return (index.column() == kWebhook ? models::plain(row.health.url) : text(row, index.column())).toHtmlEscaped();
    case kStripRole:
      if (index.column() == kRates) return QVariant::fromValue(RateStrip{row.health.rates, healthChip(row.health.state).kind});
      return {};
    case Qt::TextAlignmentRole:
      return QVariant((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
      return index.column() == kWebhook ? sentence(row) : text(row, index.column());
    default:
      return {};
  }
}

QVariant HealthModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role == Qt::ToolTipRole) {
    if (section == kDelivered) return tr("How many of its attempts arrived");
    if (section == kHalf) return tr("Half of its attempts took less");
    if (section == kSlow) return tr("All but the slowest 5 % took less");
    if (section == kRates) return tr("The share of its attempts that arrived, over time");
    return {};
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kWebhook:
      return tr("Webhook");
    case kKind:
      return tr("Kind");
    case kState:
      return tr("State");
    case kDelivered:
      return tr("Delivered");
    case kHalf:
      return tr("p50 ms");
    case kSlow:
      return tr("p95 ms");
    case kWaiting:
      return tr("Waiting");
    case kRates:
      return span_;
    default:
      return {};
  }
}

}  // namespace hookline::overview_page
