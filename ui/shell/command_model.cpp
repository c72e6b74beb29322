#include "shell/command_model.h"

#include <algorithm>
#include <iterator>

#include "shell/match_rank.h"
#include "theme/tool_tip.h"

namespace hookline::shell {
namespace {

/// What a screen reader says.
QString spoken(const Command& command) {
  QStringList parts{command.name};
  for (const auto& part : {command.hint, command.whyNot})
    if (!part.isEmpty()) parts << part;
  return parts.join(QStringLiteral(", "));
}

}  // namespace

void CommandModel::setCommands(std::vector<Command> commands) {
  all_ = std::move(commands);
  filter();
}

void CommandModel::addCommands(std::vector<Command> commands) {
  std::move(commands.begin(), commands.end(), std::back_inserter(all_));
  filter();
}

void CommandModel::setTyped(const QString& typed, std::optional<Command> last) {
  typed_ = typed;
  last_ = std::move(last);
  filter();
}

void CommandModel::filter() {
  std::vector<std::pair<int, const Command*>> fitting;
  for (const auto& command : all_)
    if (const int rank = matchRank(typed_, command.name); rank > 0) fitting.emplace_back(rank, &command);
  std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (fitting.size() > kMaxShown) fitting.resize(kMaxShown);
  beginResetModel();
  shown_.clear();
  for (const auto& [rank, command] : fitting) shown_.push_back(*command);
  if (last_) shown_.push_back(*last_);
  endResetModel();
}

const Command* CommandModel::at(int row) const {
  const auto at = static_cast<std::size_t>(row);
  return row >= 0 && at < shown_.size() ? &shown_[at] : nullptr;
}

int CommandModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }

QVariant CommandModel::data(const QModelIndex& index, int role) const {
  const auto* command = at(index.row());
  if (command == nullptr) return {};
  switch (role) {
    case Qt::DisplayRole:
      return command->name;
    case Qt::DecorationRole:
      return theme::icon(command->icon);
    case Qt::AccessibleTextRole:
      return spoken(*command);
    case kHintRole:
      return command->hint;
    case kBlockedRole:
      return !command->whyNot.isEmpty();
    case Qt::ToolTipRole:
      return theme::tipText(command->whyNot);
    default:
      return {};
  }
}

}  // namespace hookline::shell
