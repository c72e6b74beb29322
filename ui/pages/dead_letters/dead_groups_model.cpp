#include "dead_letters_page/dead_groups_model.h"

#include <QLocale>
#include <algorithm>

#include "dead_letters_page/bulk_words.h"
#include "dead_letters_page/letter_words.h"
#include "models/delivery_words.h"

namespace hookline::dead_letters_page {

void DeadGroupsModel::update(std::vector<client::DeadGroup> groups) {
  if (groups_.empty()) std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  removeMissing(groups);
  std::vector<client::DeadGroup> fresh;
  for (auto& group : groups) {
    const int row = rowOf(keyOf(group));
    if (row < 0) {
      fresh.push_back(std::move(group));
      continue;
    }
    groups_[static_cast<std::size_t>(row)] = std::move(group);
    emit dataChanged(index(row, 0), index(row, kColumns - 1));
  }
  if (fresh.empty()) return;
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
  std::move(fresh.begin(), fresh.end(), std::back_inserter(groups_));
  endInsertRows();
}

void DeadGroupsModel::removeMissing(const std::vector<client::DeadGroup>& groups) {
  for (int row = rowCount() - 1; row >= 0; --row) {
    const auto key = keyOf(at(row));
    if (std::any_of(groups.begin(), groups.end(), [&key](const auto& one) { return keyOf(one) == key; })) continue;
    beginRemoveRows({}, row, row);
    groups_.erase(groups_.begin() + row);
    endRemoveRows();
  }
}

void DeadGroupsModel::setNames(Names names) {
  names_ = std::move(names);
  namesKnown_ = true;
  if (!groups_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int DeadGroupsModel::rowOf(const GroupKey& key) const {
  const auto found = std::find_if(groups_.begin(), groups_.end(), [&key](const auto& one) { return keyOf(one) == key; });
  return found == groups_.end() ? -1 : static_cast<int>(found - groups_.begin());
}

QString DeadGroupsModel::webhookName(model::WebhookId id) const {
  const auto found = names_.find(id);
  if (found != names_.end()) return found->second;
  return namesKnown_ ? tr("a deleted webhook") : QString::fromStdString(id.text());
}

int DeadGroupsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(groups_.size()); }

int DeadGroupsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(kColumns); }

QString DeadGroupsModel::text(const client::DeadGroup& group, int column) const {
  const QLocale locale;
  switch (column) {
    case kWebhook:
      return webhookName(group.webhookId);
    case kCause:
      return models::plain(group.cause);
    case kCount:
      return locale.toString(static_cast<qulonglong>(group.count));
    case kConversations:
      return locale.toString(static_cast<qulonglong>(group.conversations));
    case kOldest:
      return timeWord(group.oldest);
    case kHelp:
      return groupHelp(group, webhookExists(group.webhookId));
    default:
      return {};
  }
}

QVariant DeadGroupsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& group = at(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return text(group, index.column());
    case Qt::ToolTipRole:
      if (index.column() == kOldest) return exactTime(group.oldest).toHtmlEscaped();
      return text(group, index.column()).toHtmlEscaped();
    case Qt::TextAlignmentRole:
      return QVariant((index.column() == kCount || index.column() == kConversations ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
      if (index.column() != kWebhook) return text(group, index.column());
      return tr("%1 for %2: %3. %4").arg(lettersWord(group.count), text(group, kWebhook), text(group, kCause), text(group, kHelp));
    default:
      return {};
  }
}

QVariant DeadGroupsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant((section == kCount || section == kConversations ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kWebhook:
      return tr("Webhook");
    case kCause:
      return tr("Cause");
    case kCount:
      return tr("Count");
    case kConversations:
      return tr("Conversations");
    case kOldest:
      return tr("Oldest");
    case kHelp:
      return tr("What helps");
    default:
      return {};
  }
}

}  // namespace hookline::dead_letters_page
