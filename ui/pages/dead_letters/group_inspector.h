#pragma once
#include <QWidget>

#include "client/types.h"

class QLabel;
class QPushButton;

namespace hookline::widgets {
class FactGrid;
class StatusChip;
}  // namespace hookline::widgets

namespace hookline::dead_letters_page {

/// One group: what they have in common, what helps, and the two things that can be done to all of them.
class GroupInspector final : public QWidget {
  Q_OBJECT
 public:
  explicit GroupInspector(QWidget* parent = nullptr);

  void show(const client::DeadGroup& group, const QString& webhookName, bool webhookExists);
  QPushButton& retryButton() { return *retry_; }
  QPushButton& purgeButton() { return *purge_; }
  QPushButton& webhookButton() { return *webhook_; }

 private:
  QLabel* title_;
  QLabel* where_;
  widgets::StatusChip* mended_;
  QPushButton* retry_;
  QPushButton* purge_;
  QPushButton* webhook_;
  widgets::FactGrid* facts_;
};

}  // namespace hookline::dead_letters_page
