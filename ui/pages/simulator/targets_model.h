#pragma once
#include <QAbstractTableModel>

#include "simulator_page/reach.h"

namespace hookline::simulator_page {

/// Where the event would go, then where not and why.
class TargetsModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kWebhook, kVerdict, kWhy, kColumns };

  using QAbstractTableModel::QAbstractTableModel;

  void setReach(Reach reach);
  const Reach& reach() const { return reach_; }
  /// Null: a webhook that does not match.
  const Target* targetAt(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString text(int row, int column) const;

  Reach reach_;
};

}  // namespace hookline::simulator_page
