#include "simulator_page/targets_model.h"

namespace hookline::simulator_page {

void TargetsModel::setReach(Reach reach) {
  beginResetModel();
  reach_ = std::move(reach);
  endResetModel();
}

const Target* TargetsModel::targetAt(int row) const {
  const auto at = static_cast<std::size_t>(row);
  return at < reach_.targets.size() ? &reach_.targets[at] : nullptr;
}

int TargetsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(reach_.targets.size() + reach_.unmatched.size());
}

int TargetsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(kColumns); }

QString TargetsModel::text(int row, int column) const {
  if (const auto* target = targetAt(row)) {
    if (column == kWebhook) return target->name;
    return column == kVerdict ? safetyWord(target->safety) : target->host;
  }
  const auto& unmatched = reach_.unmatched[static_cast<std::size_t>(row) - reach_.targets.size()];
  if (column == kWebhook) return unmatched.name;
  return column == kVerdict ? tr("Not matched") : unmatched.reason;
}

QVariant TargetsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  switch (role) {
    case Qt::DisplayRole:
      return text(index.row(), index.column());
    case Qt::ToolTipRole:
      return text(index.row(), index.column()).toHtmlEscaped();
    case Qt::AccessibleTextRole:
      if (index.column() != kWebhook) return text(index.row(), index.column());
      return tr("%1: %2, %3").arg(text(index.row(), kWebhook), text(index.row(), kVerdict), text(index.row(), kWhy));
    default:
      return {};
  }
}

QVariant TargetsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kWebhook:
      return tr("Webhook");
    case kVerdict:
      return tr("Will it go there");
    case kWhy:
      return tr("Host, or why not");
    default:
      return {};
  }
}

}  // namespace hookline::simulator_page
