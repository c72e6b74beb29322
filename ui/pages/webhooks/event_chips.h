#pragma once
#include <QStringList>
#include <QWidget>

class QCompleter;
class QLineEdit;
class QStringListModel;

namespace hookline::webhooks_page {

/// Event types as chips, and a field that makes one of what is typed at Enter, comma, space, a choice from the list or when it is left.
/// Backspace in the empty field takes the last chip back into it; each chip is a button that removes it.
class EventChips final : public QWidget {
  Q_OBJECT
 public:
  explicit EventChips(QWidget* parent = nullptr);

  void setTypes(const QStringList& known);
  void show(const QStringList& chips);
  const QStringList& chips() const { return chips_; }
  /// What stands in the field and is no chip yet.
  QString typed() const;
  QLineEdit& field() { return *field_; }
  /// Makes a chip of what is typed when it can be one.
  void take();

 signals:
  void edited();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void add(const QString& type);
  void remove(const QString& type);
  void rebuild();

  QStringList chips_;
  QLineEdit* field_;
  QCompleter* completer_;
  QStringListModel* known_;
};

}  // namespace hookline::webhooks_page
