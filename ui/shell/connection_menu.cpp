#include "shell/connection_menu.h"

#include <QPainter>
#include <algorithm>

#include "shell/environment_badge.h"
#include "theme/mnemonic.h"
#include "theme/palette.h"
#include "theme/tool_tip.h"

namespace hookline::shell {
namespace {

constexpr int kMostOfName = 320;
/// Of an entry, as the style sheet has it.
constexpr int kRightPadding = 28;
/// Of a badge around its word: the word stands where the entry's own text does.
constexpr int kBadgeSide = 6;

QString keyOf(const QAction& action) {
  const auto text = action.text().section(QLatin1Char('\t'), 1);
  return text.isEmpty() ? action.shortcut().toString(QKeySequence::NativeText) : text;
}

}  // namespace

QAction* ConnectionMenu::addConnection(const ConnectionChoice& choice) {
  auto words = theme::withoutMnemonic(fontMetrics().elidedText(choice.name, Qt::ElideMiddle, kMostOfName));
  if (choice.environment != Environment::kNone) words += QLatin1Char('\t') + wordOf(choice.environment);
  auto* action = addAction(words);
  action->setData(static_cast<int>(choice.environment));
  action->setToolTip(theme::tipText(choice.name + QLatin1Char('\n') + choice.address));
  return action;
}

/// From the right side of an entry to where its key begins.
int ConnectionMenu::keyColumn() const {
  int widest = 0;
  for (const auto* action : actions()) widest = std::max(widest, fontMetrics().horizontalAdvance(keyOf(*action)));
  return widest + kRightPadding;
}

void ConnectionMenu::paintEvent(QPaintEvent* event) {
  QMenu::paintEvent(event);
  QPainter painter(this);
  const auto& palette = theme::shownPalette();
  const int column = keyColumn();
  for (auto* action : actions()) {
    const auto environment = static_cast<Environment>(action->data().toInt());
    if (environment == Environment::kNone) continue;
    auto place = actionGeometry(action).adjusted(0, 1, 0, -1);
    place.setLeft(place.right() - column - kBadgeSide);
    painter.fillRect(place.adjusted(0, 0, -kRightPadding / 2, 0), action == activeAction() ? palette.selection : palette.surface);
    place.setWidth(badgeSize(environment).width());
    paintBadge(painter, place, environment);
  }
}

}  // namespace hookline::shell
