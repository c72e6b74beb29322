#pragma once
#include <QAbstractTableModel>
#include <map>
#include <vector>

#include "client/types.h"
#include "dead_letters_page/group_key.h"

namespace hookline::dead_letters_page {

/// Dead letters by webhook and cause. What the core tells anew changes rows in place, fresh groups come in at the end and rows go when
/// the core no longer knows their group: nothing is sorted anew under the mouse. Thread: the GUI thread.
class DeadGroupsModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kWebhook, kCause, kCount, kConversations, kOldest, kHelp, kColumns };
  using Names = std::map<model::WebhookId, QString>;

  using QAbstractTableModel::QAbstractTableModel;

  /// What the core told; the first time most letters first.
  void update(std::vector<client::DeadGroup> groups);
  /// The webhooks there are. A group of another one belongs to a webhook that was deleted.
  void setNames(Names names);

  const client::DeadGroup& at(int row) const { return groups_[static_cast<std::size_t>(row)]; }
  /// -1: not here.
  int rowOf(const GroupKey& key) const;
  QString webhookName(model::WebhookId id) const;
  /// False only when the webhooks are known and this is none of them.
  bool webhookExists(model::WebhookId id) const { return !namesKnown_ || names_.contains(id); }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void removeMissing(const std::vector<client::DeadGroup>& groups);
  QString text(const client::DeadGroup& group, int column) const;

  std::vector<client::DeadGroup> groups_;
  Names names_;
  bool namesKnown_ = false;
};

}  // namespace hookline::dead_letters_page
