#pragma once
#include <QAbstractTableModel>
#include <optional>
#include <vector>

#include "client/types.h"

namespace hookline::dead_letters_page {

/// Dead letters one by one, newest first by id, as the core pages them. Rows never move against each other; they go when the core said
/// that they went, and come when somebody asked for them. Thread: the GUI thread.
class DeadLetterListModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kDiedAt, kEvent, kFor, kWebhook, kWhy, kTries, kColumns };
  enum Role { kIdRole = Qt::UserRole + 1 };

  static constexpr std::size_t kMaxRows = 20000;

  using QAbstractTableModel::QAbstractTableModel;

  /// A first page of another list in place of everything.
  void start(std::vector<client::DeadLetter> newest);
  /// What the core has between `above` (none: the newest) and the last of `page` (`last`: the oldest of all): rows that are missing
  /// there go, others change in place. Unknown ones come in below the last row; above it only with `insert`, else they are answered.
  std::vector<model::DeliveryId> reconcile(std::vector<client::DeadLetter> page, std::optional<model::DeliveryId> above, bool last,
                                           bool insert);
  /// Those are no dead letters any more.
  void remove(const std::vector<model::DeliveryId>& ids);

  const client::DeadLetter& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }
  /// -1: not here.
  int rowOf(model::DeliveryId id) const;
  bool full() const { return rows_.size() >= kMaxRows; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void insert(client::DeadLetter letter);
  /// The first row whose id is below this one's: rows_.size() when none is.
  int placeOf(model::DeliveryId id) const;
  void removeRun(int first, int last);
  static QString text(const client::DeadLetter& letter, int column);

  std::vector<client::DeadLetter> rows_;  // newest first, without their events: those are read when they are shown
};

}  // namespace hookline::dead_letters_page
