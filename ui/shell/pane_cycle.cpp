#include "shell/pane_cycle.h"

#include <QApplication>
#include <QWidget>

namespace hookline::shell {
namespace {

bool takesFocus(const QWidget& widget) {
  return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0 && widget.focusProxy() == nullptr;
}

bool inside(const QWidget& pane, const QWidget* widget) { return widget != nullptr && (widget == &pane || pane.isAncestorOf(widget)); }

}  // namespace

bool focusPane(QWidget& pane) {
  if (!pane.isVisible()) return false;
  if (auto* last = pane.focusWidget(); inside(pane, last) && takesFocus(*last)) {
    last->setFocus(Qt::ShortcutFocusReason);
    return true;
  }
  auto* widget = &pane;
  do {
    if (inside(pane, widget) && takesFocus(*widget)) {
      widget->setFocus(Qt::TabFocusReason);
      return true;
    }
    widget = widget->nextInFocusChain();
  } while (widget != &pane);
  return false;
}

void cyclePanes(const QList<QWidget*>& panes, int step) {
  const auto count = panes.size();
  if (count == 0) return;
  qsizetype at = -1;
  for (qsizetype n = 0; n < count; ++n)
    if (panes.at(n) != nullptr && inside(*panes.at(n), QApplication::focusWidget())) at = n;
  if (at < 0) at = step > 0 ? count - 1 : 0;
  for (qsizetype tried = 0; tried < count; ++tried) {
    at = (at + step + count) % count;
    if (panes.at(at) != nullptr && focusPane(*panes.at(at))) return;
  }
}

}  // namespace hookline::shell
