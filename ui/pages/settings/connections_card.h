#pragma once
#include "shell/page.h"
#include "widgets/card.h"

class QLabel;
class QPushButton;

namespace hookline::settings_page {

/// The cores that this window knows: which it shows, and the way to another.
class ConnectionsCard final : public widgets::Card {
  Q_OBJECT
 public:
  /// `navigator` outlives it.
  explicit ConnectionsCard(shell::Navigator& navigator, QWidget* parent = nullptr);

  /// Asks the navigator again.
  void refresh();
  /// What Tab goes through.
  QList<QWidget*> stops() const;

 private:
  QWidget* row(const shell::ConnectionChoice& choice, bool inUse);
  QPushButton* addButton(QWidget& line, const QString& objectName, const QString& label, const QString& spoken);

  shell::Navigator& navigator_;
  QList<shell::ConnectionChoice> shown_;
  QString current_;
  QWidget* rows_;
  QList<QWidget*> lines_;
  QList<QWidget*> lineButtons_;
  QPushButton* connect_;
  QPushButton* paste_;
};

}  // namespace hookline::settings_page
