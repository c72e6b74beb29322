#pragma once
#include <QAbstractTableModel>
#include <deque>
#include <unordered_map>

#include "client/types.h"

namespace hookline::models {

/// The newest deliveries of a list, newest first, as the core tells them: rows change in place, fresh ones come in on top, and beyond
/// kMaxRows the oldest go. It never resets on a notice and knows no filter. Thread: the GUI thread.
class DeliveryListModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kTime, kEvent, kFor, kWebhook, kState, kHttp, kTook, kTries, kColumns };
  enum Role { kStateRole = Qt::UserRole + 1, kIdRole };

  static constexpr std::size_t kMaxRows = 20000;

  /// `now` is the clock that waits are counted against.
  explicit DeliveryListModel(std::function<base::WallTime()> now, QObject* parent = nullptr);

  /// A first page in place of everything.
  void start(std::vector<client::Delivery> newest);
  /// The page that follows the last row. What is known already is left out.
  void addOlder(std::vector<client::Delivery> page);
  /// What changed. Rows that are here change in place. Others come in where their age puts them, when they belong to the list by `fresh`
  /// and are not older than its last row; with `complete` (there is no older page) also below it.
  void apply(std::vector<client::Delivery> changes, const std::function<bool(const client::Delivery&)>& fresh, bool complete);
  /// Takes one out: it no longer belongs to the list.
  void remove(model::DeliveryId id);
  /// Waits went on: repaints the state of those that wait.
  void tick();

  const client::Delivery& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }
  /// -1: not here.
  int rowOf(model::DeliveryId id) const;
  /// Whether rows had to go at the end to make room on top.
  bool dropped() const { return dropped_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void insert(std::vector<client::Delivery> fresh);
  void insertOnTop(std::vector<client::Delivery> newest);
  void insertBetween(client::Delivery delivery);
  void dropOldest();
  QVariant text(const client::Delivery& delivery, int column) const;
  QVariant toolTip(const client::Delivery& delivery, int column) const;

  const std::function<base::WallTime()> now_;
  std::deque<client::Delivery> rows_;  // newest first, by id
  // Where a row is: its number counted from `base_`, so that rows coming in on top move nothing here.
  std::unordered_map<model::DeliveryId, std::int64_t> places_;
  std::int64_t base_ = 0;
  bool dropped_ = false;
};

}  // namespace hookline::models
