#include "simulator_page/sent_model.h"

#include <algorithm>

#include "models/delivery_words.h"

namespace hookline::simulator_page {
namespace {

bool failed(model::DeliveryState state) { return state == model::DeliveryState::kDead || state == model::DeliveryState::kCancelled; }

}  // namespace

SentModel::SentModel(std::function<base::WallTime()> now, QObject* parent) : QAbstractTableModel(parent), now_(std::move(now)) {}

void SentModel::add(const QString& type, const client::AcceptedEvent& event, const std::vector<client::Delivery>& known) {
  std::vector<Row> fresh;
  if (!event.duplicate)
    for (const auto& [id, webhook] : event.deliveries) {
      Row row;
      row.id = id;
      row.delivery.row.id = id;
      row.delivery.row.webhookId = webhook;
      row.delivery.row.eventId = event.id;
      for (const auto& one : known) {
        if (one.row.id != id) continue;
        row.delivery = one;
        row.told = true;
      }
      fresh.push_back(std::move(row));
    }
  if (fresh.empty()) fresh.emplace_back().duplicate = event.duplicate;
  fresh.front().event = type;
  beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
  base_ -= static_cast<std::int64_t>(fresh.size());
  for (std::size_t n = 0; n < fresh.size(); ++n)
    if (fresh[n].id) places_.emplace(*fresh[n].id, base_ + static_cast<std::int64_t>(n));
  rows_.insert(rows_.begin(), fresh.begin(), fresh.end());
  endInsertRows();
  ++totals_.events;
  for (const auto& row : fresh) {
    if (!row.id) continue;
    ++totals_.deliveries;
    count(row.delivery, 1);
  }
  dropOldest();
  emit totalsChanged();
}

void SentModel::count(const client::Delivery& delivery, int by) {
  const auto step = static_cast<std::uint64_t>(by);  // -1 wraps, and so counts down
  const auto state = delivery.row.state;
  if (state == model::DeliveryState::kDelivered)
    totals_.arrived += step;
  else
    (failed(state) ? totals_.failed : totals_.onTheWay) += step;
  if (state == model::DeliveryState::kDelivered && delivery.row.latency) totals_.slowest = std::max(totals_.slowest, *delivery.row.latency);
}

bool SentModel::apply(const client::Delivery& delivery) {
  const auto found = places_.find(delivery.row.id);
  if (found == places_.end()) return false;
  const auto row = static_cast<int>(found->second - base_);
  auto& kept = rows_[static_cast<std::size_t>(row)];
  count(kept.delivery, -1);
  kept.delivery = delivery;
  kept.told = true;
  count(kept.delivery, 1);
  emit dataChanged(index(row, 0), index(row, kColumns - 1));
  emit totalsChanged();
  return true;
}

void SentModel::dropOldest() {
  if (rows_.size() <= kMaxRows) return;
  beginRemoveRows({}, static_cast<int>(kMaxRows), static_cast<int>(rows_.size()) - 1);
  while (rows_.size() > kMaxRows) {
    const auto& row = rows_.back();
    if (row.id) {
      places_.erase(*row.id);
      if (!model::isTerminal(row.delivery.row.state)) {
        --totals_.onTheWay;
        ++totals_.lostSight;
      }
    }
    rows_.pop_back();
  }
  endRemoveRows();
}

void SentModel::tick() {
  if (totals_.onTheWay > 0 && !rows_.empty()) emit dataChanged(index(0, kState), index(rowCount() - 1, kState), {Qt::DisplayRole});
}

const client::Delivery* SentModel::at(int row) const {
  const auto& kept = rows_[static_cast<std::size_t>(row)];
  return kept.id ? &kept.delivery : nullptr;
}

std::vector<model::DeliveryId> SentModel::onTheWay() const {
  std::vector<model::DeliveryId> ids;
  for (const auto& row : rows_)
    if (row.id && !model::isTerminal(row.delivery.row.state)) ids.push_back(*row.id);
  return ids;
}

int SentModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

int SentModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(kColumns); }

QString SentModel::note(const Row& row) const {
  if (!row.id) return row.duplicate ? tr("This id was known already: nothing new was sent") : tr("See the reasons above");
  const auto& delivery = row.delivery;
  if (delivery.row.state == model::DeliveryState::kDelivered)
    return delivery.row.latency ? models::tookWord(*delivery.row.latency) : QString();
  if (!delivery.reason.empty()) return models::plain(delivery.reason);
  return models::plain(delivery.cause);
}

QString SentModel::text(const Row& row, int column) const {
  switch (column) {
    case kEvent:
      return row.event;
    case kWebhook: {
      if (!row.id) return row.duplicate ? QString() : tr("no webhook");
      if (!row.delivery.webhookName.empty()) return models::plain(row.delivery.webhookName);
      const auto name = names_.find(row.delivery.row.webhookId);
      return name != names_.end() ? name->second : models::plain(row.delivery.row.webhookId.text());
    }
    case kState:
      if (!row.id) return row.duplicate ? tr("Known already") : tr("Not matched");
      return models::stateWord(row.delivery, now_());
    case kNote:
      return note(row);
    default:
      return {};
  }
}

QVariant SentModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return text(row, index.column());
    case Qt::ToolTipRole:
      return text(row, index.column()).toHtmlEscaped();
    case Qt::AccessibleTextRole:
      if (index.column() != kEvent) return text(row, index.column());
      return tr("%1 to %2, %3").arg(text(row, kState), text(row, kWebhook), text(row, kNote));
    default:
      return {};
  }
}

QVariant SentModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kEvent:
      return tr("Event");
    case kWebhook:
      return tr("Webhook");
    case kState:
      return tr("State");
    case kNote:
      return tr("Note");
    default:
      return {};
  }
}

}  // namespace hookline::simulator_page
