#pragma once
#include <QKeySequence>
#include <QObject>
#include <functional>
#include <vector>

class QWidget;

namespace hookline::shell {

/// The manual of destinations.
inline constexpr QKeyCombination kManualKey = Qt::SHIFT | Qt::Key_F1;

/// The window's shortcuts. They also fire from inside editors that would keep the key for themselves (Ctrl+K deletes to the line's end
/// on some desktops).
class WindowKeys final : public QObject {
  Q_OBJECT
 public:
  struct Key {
    QKeySequence sequence;
    QString what;
  };

  explicit WindowKeys(QWidget& window);

  /// `what` for the key sheet; empty: it is not listed there. `always`: also over an editor that knows the key.
  void add(const QKeySequence& sequence, const QString& what, std::function<void()> pressed, bool always = true);
  const std::vector<Key>& keys() const { return keys_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget& window_;
  std::vector<Key> keys_;
  std::vector<QKeySequence> always_;
};

}  // namespace hookline::shell
