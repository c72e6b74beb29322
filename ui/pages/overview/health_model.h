#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "overview_page/figures.h"
#include "widgets/chip.h"

namespace hookline::overview_page {

/// How each webhook fares. What is told anew changes rows in place, new webhooks come last and rows go with their webhooks: nothing is
/// sorted anew under the mouse, but by sortWorstFirst. Thread: the GUI thread.
class HealthModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kWebhook, kKind, kState, kDelivered, kHalf, kSlow, kWaiting, kRates, kColumns };
  /// A RateStrip, of kRates alone.
  static constexpr int kStripRole = Qt::UserRole + 1;

  using QAbstractTableModel::QAbstractTableModel;

  void update(const Figures& figures);
  void sortWorstFirst();

  model::WebhookId webhookAt(int row) const { return rows_[static_cast<std::size_t>(row)].health.webhookId; }
  widgets::Chip chipAt(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    client::Health health;
    QString name;
    QString kind;
  };
  QString text(const Row& row, int column) const;
  QString sentence(const Row& row) const;

  std::vector<Row> rows_;
  QString span_;  ///< what the rates go over
};

}  // namespace hookline::overview_page
