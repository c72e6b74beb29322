#pragma once
#include "dead_letters_page/bulk_actions.h"
#include "widgets/card.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace hookline::dead_letters_page {

/// How far a retry or a purge of many is, the way to stop it, and afterwards how it came out.
class RunCard final : public widgets::Card {
  Q_OBJECT
 public:
  explicit RunCard(BulkActions& actions, QWidget* parent = nullptr);

  void report(const QString& sentence);

 private:
  void refresh();

  BulkActions& actions_;
  QLabel* progress_;
  QProgressBar* bar_;
  QLabel* sentence_;
  QPushButton* stop_;
  QPushButton* close_;
};

}  // namespace hookline::dead_letters_page
