#pragma once
#include <QAbstractListModel>
#include <optional>
#include <vector>

#include "shell/command.h"

namespace hookline::shell {

/// The commands that fit what was typed, best first. Thread: the GUI thread.
class CommandModel final : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { kHintRole = Qt::UserRole + 1, kBlockedRole };
  static constexpr std::size_t kMaxShown = 50;

  using QAbstractListModel::QAbstractListModel;

  void setCommands(std::vector<Command> commands);
  void addCommands(std::vector<Command> commands);
  /// `last` stands at the end whatever was typed (the search for it).
  void setTyped(const QString& typed, std::optional<Command> last);
  const Command* at(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  void filter();

  std::vector<Command> all_;
  std::optional<Command> last_;
  QString typed_;
  std::vector<Command> shown_;
};

}  // namespace hookline::shell
