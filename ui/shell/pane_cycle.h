#pragma once
#include <QList>

class QWidget;

namespace hookline::shell {

/// Puts the focus into a pane: where it was there last, else on the first that takes it. False: nothing there takes it.
bool focusPane(QWidget& pane);

/// F6 and Shift+F6: from the pane that has the focus to the next one that takes it, round and round. `step` is 1 or -1.
void cyclePanes(const QList<QWidget*>& panes, int step);

}  // namespace hookline::shell
