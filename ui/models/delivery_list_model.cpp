#include "models/delivery_list_model.h"

#include <QLocale>
#include <algorithm>
#include <unordered_set>

#include "models/delivery_words.h"

namespace hookline::models {

DeliveryListModel::DeliveryListModel(std::function<base::WallTime()> now, QObject* parent)
    : QAbstractTableModel(parent), now_(std::move(now)) {}

void DeliveryListModel::start(std::vector<client::Delivery> newest) {
  beginResetModel();
  rows_.clear();
  places_.clear();
  base_ = 0;
  dropped_ = false;
  for (auto& delivery : newest) {
    if (rows_.size() == kMaxRows) break;
    if (!places_.emplace(delivery.row.id, static_cast<std::int64_t>(rows_.size())).second) continue;
    rows_.push_back(std::move(delivery));
  }
  endResetModel();
}

void DeliveryListModel::addOlder(std::vector<client::Delivery> page) {
  // A page that tells one twice is no reason to show it twice.
  std::unordered_set<model::DeliveryId> seen;
  std::erase_if(page, [&](const client::Delivery& one) { return places_.contains(one.row.id) || !seen.insert(one.row.id).second; });
  const auto room = kMaxRows - std::min(kMaxRows, rows_.size());
  if (page.size() > room) page.resize(room);
  if (page.empty()) return;
  const int first = static_cast<int>(rows_.size());
  beginInsertRows({}, first, first + static_cast<int>(page.size()) - 1);
  for (auto& delivery : page) {
    places_.emplace(delivery.row.id, base_ + static_cast<std::int64_t>(rows_.size()));
    rows_.push_back(std::move(delivery));
  }
  endInsertRows();
}

void DeliveryListModel::apply(std::vector<client::Delivery> changes, const std::function<bool(const client::Delivery&)>& fresh,
                              bool complete) {
  std::vector<client::Delivery> incoming;
  int first = rowCount();
  int last = -1;
  for (auto& change : changes) {
    const int row = rowOf(change.row.id);
    if (row >= 0) {
      rows_[static_cast<std::size_t>(row)] = std::move(change);
      first = std::min(first, row);
      last = std::max(last, row);
    } else if ((complete || rows_.empty() || rows_.back().row.id < change.row.id) && fresh(change)) {
      incoming.push_back(std::move(change));
    }
  }
  if (last >= 0) emit dataChanged(index(first, 0), index(last, kColumns - 1));
  if (!incoming.empty()) insert(std::move(incoming));
}

void DeliveryListModel::insert(std::vector<client::Delivery> fresh) {
  // The last word about each, in the order of ids: several changes of one delivery may come at once.
  std::stable_sort(fresh.begin(), fresh.end(), [](const auto& a, const auto& b) { return a.row.id < b.row.id; });
  std::vector<client::Delivery> newest;
  for (auto& one : fresh) {
    if (!newest.empty() && newest.back().row.id == one.row.id)
      newest.back() = std::move(one);
    else if (rows_.empty() || rows_.front().row.id < one.row.id)
      newest.push_back(std::move(one));
    else if (const int row = rowOf(one.row.id); row >= 0)
      rows_[static_cast<std::size_t>(row)] = std::move(one);
    else
      insertBetween(std::move(one));
  }
  if (!newest.empty()) insertOnTop(std::move(newest));
  dropOldest();
}

/// `newest`: oldest of them first.
void DeliveryListModel::insertOnTop(std::vector<client::Delivery> newest) {
  beginInsertRows({}, 0, static_cast<int>(newest.size()) - 1);
  for (auto& one : newest) {
    places_.emplace(one.row.id, --base_);
    rows_.push_front(std::move(one));
  }
  endInsertRows();
}

void DeliveryListModel::insertBetween(client::Delivery delivery) {
  const auto place = std::find_if(rows_.begin(), rows_.end(), [&](const auto& row) { return row.row.id < delivery.row.id; });
  const auto row = static_cast<int>(place - rows_.begin());
  beginInsertRows({}, row, row);
  rows_.insert(place, std::move(delivery));
  for (std::size_t n = static_cast<std::size_t>(row); n < rows_.size(); ++n)
    places_[rows_[n].row.id] = base_ + static_cast<std::int64_t>(n);
  endInsertRows();
}

void DeliveryListModel::dropOldest() {
  if (rows_.size() <= kMaxRows) return;
  beginRemoveRows({}, static_cast<int>(kMaxRows), static_cast<int>(rows_.size()) - 1);
  while (rows_.size() > kMaxRows) {
    places_.erase(rows_.back().row.id);
    rows_.pop_back();
  }
  dropped_ = true;
  endRemoveRows();
}

void DeliveryListModel::remove(model::DeliveryId id) {
  const int row = rowOf(id);
  if (row < 0) return;
  beginRemoveRows({}, row, row);
  rows_.erase(rows_.begin() + row);
  places_.erase(id);
  for (std::size_t n = static_cast<std::size_t>(row); n < rows_.size(); ++n)
    places_[rows_[n].row.id] = base_ + static_cast<std::int64_t>(n);
  endRemoveRows();
}

void DeliveryListModel::tick() {
  for (int row = 0; row < rowCount(); ++row)
    if (rows_[static_cast<std::size_t>(row)].nextAttemptAt) emit dataChanged(index(row, kState), index(row, kState), {Qt::DisplayRole});
}

int DeliveryListModel::rowOf(model::DeliveryId id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? -1 : static_cast<int>(found->second - base_);
}

int DeliveryListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

int DeliveryListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(kColumns); }

QVariant DeliveryListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
  const auto& delivery = at(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return text(delivery, index.column());
    case Qt::ToolTipRole:
      return toolTip(delivery, index.column());
    case Qt::TextAlignmentRole:
      if (index.column() == kTook || index.column() == kTries) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
      return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
      return index.column() == kTime ? rowSentence(delivery, now_()) : text(delivery, index.column()).toString();
    case kStateRole:
      return static_cast<int>(shownState(delivery.row.state));
    case kIdRole:
      return QVariant::fromValue<qint64>(delivery.row.id.value);
    default:
      return {};
  }
}

QVariant DeliveryListModel::text(const client::Delivery& delivery, int column) const {
  const auto& row = delivery.row;
  switch (column) {
    case kTime:
      return localTime(row.createdAt).time().toString(QStringLiteral("HH:mm:ss"));
    case kEvent:
      return plain(row.eventType);
    case kFor:
      return personWord(row.person);
    case kWebhook:
      return delivery.webhookName.empty() ? tr("deleted webhook") : plain(delivery.webhookName);
    case kState:
      return stateWord(delivery, now_());
    case kHttp:
      if (row.status) return QString::number(*row.status);
      return row.tries > 0 ? QStringLiteral("–") : QString();
    case kTook:
      return row.latency ? tookWord(*row.latency) : QString();
    case kTries:
      return row.tries > 0 ? QString::number(row.tries) : QString();
    default:
      return {};
  }
}

QVariant DeliveryListModel::toolTip(const client::Delivery& delivery, int column) const {
  switch (column) {
    case kTime:
      return QLocale().toString(localTime(delivery.row.createdAt), QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz t"));
    case kState:
      return withStep(delivery, plain(delivery.reason.empty() ? delivery.cause : delivery.reason)).toHtmlEscaped();
    case kFor:
      return plain(delivery.row.person.email).toHtmlEscaped();
    default:
      return text(delivery, column).toString().toHtmlEscaped();
  }
}

QVariant DeliveryListModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant((section == kTook || section == kTries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kTime:
      return tr("Time");
    case kEvent:
      return tr("Event");
    case kFor:
      return tr("For");
    case kWebhook:
      return tr("Webhook");
    case kState:
      return tr("State");
    case kHttp:
      return tr("HTTP");
    case kTook:
      return tr("Took");
    case kTries:
      return tr("Tries");
    default:
      return {};
  }
}

}  // namespace hookline::models
