#include "shell/window_keys.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QShortcut>
#include <QWidget>
#include <algorithm>

namespace hookline::shell {

WindowKeys::WindowKeys(QWidget& window) : QObject(&window), window_(window) { QCoreApplication::instance()->installEventFilter(this); }

void WindowKeys::add(const QKeySequence& sequence, const QString& what, std::function<void()> pressed, bool always) {
  auto* shortcut = new QShortcut(sequence, &window_);
  connect(shortcut, &QShortcut::activated, this, [pressed = std::move(pressed)] { pressed(); });
  if (!what.isEmpty()) keys_.push_back({sequence, what});
  if (always) always_.push_back(sequence);
}

/// Before a shortcut fires, the focused widget is asked whether it wants the key itself; for ours it is not asked.
bool WindowKeys::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ShortcutOverride) return false;
  const auto* widget = qobject_cast<QWidget*>(watched);
  if (widget == nullptr || widget->window() != &window_) return false;
  const QKeySequence pressed(static_cast<QKeyEvent*>(event)->keyCombination());
  if (std::find(always_.begin(), always_.end(), pressed) == always_.end()) return false;
  event->ignore();
  return true;
}

}  // namespace hookline::shell
