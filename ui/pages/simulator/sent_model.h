#pragma once
#include <QAbstractTableModel>
#include <deque>
#include <functional>
#include <unordered_map>

#include "client/types.h"

namespace hookline::simulator_page {

/// Where sent events went: a row a delivery, those of the newest event on top, and a row for an event that nobody takes. Beyond kMaxRows
/// the oldest go. Thread: the GUI thread.
class SentModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kEvent, kWebhook, kState, kNote, kColumns };

  static constexpr std::size_t kMaxRows = 5000;

  struct Totals {
    std::uint64_t events = 0;
    std::uint64_t deliveries = 0;
    std::uint64_t arrived = 0;
    std::uint64_t onTheWay = 0;   ///< waiting, being sent, retrying, held
    std::uint64_t failed = 0;     ///< did not arrive, or was cancelled
    std::uint64_t lostSight = 0;  ///< rows that went while they were on the way
    base::Micros slowest{};
  };

  explicit SentModel(std::function<base::WallTime()> now, QObject* parent = nullptr);

  /// `known`: what the stream told of its deliveries before the answer was here.
  void add(const QString& type, const client::AcceptedEvent& event, const std::vector<client::Delivery>& known);
  /// Names of webhooks, for rows that the stream has not told of.
  void setNames(std::unordered_map<model::WebhookId, QString> names) { names_ = std::move(names); }
  /// False: no delivery of ours.
  bool apply(const client::Delivery& delivery);
  /// Waits went on.
  void tick();

  const Totals& totals() const { return totals_; }
  /// Null: a row without a delivery, or none the stream has told of.
  const client::Delivery* at(int row) const;
  std::optional<model::DeliveryId> idAt(int row) const { return rows_[static_cast<std::size_t>(row)].id; }
  std::vector<model::DeliveryId> onTheWay() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 signals:
  void totalsChanged();

 private:
  struct Row {
    std::optional<model::DeliveryId> id;  ///< none: nobody takes the event, or it was known already
    QString event;                        ///< of the first row of an event
    bool duplicate = false;
    client::Delivery delivery;
    bool told = false;
  };
  void count(const client::Delivery& delivery, int by);
  void dropOldest();
  QString text(const Row& row, int column) const;
  QString note(const Row& row) const;

  const std::function<base::WallTime()> now_;
  std::deque<Row> rows_;
  std::unordered_map<model::DeliveryId, std::int64_t> places_;  // counted from base_
  std::int64_t base_ = 0;
  std::unordered_map<model::WebhookId, QString> names_;
  Totals totals_;
};

}  // namespace hookline::simulator_page
