#pragma once
#include <QTimer>
#include <QWidget>

#include "dead_letters_page/dead_letter_feed.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace hookline::widgets {
class DataTable;
}

namespace hookline::dead_letters_page {

/// The dead letters one by one: what the list is narrowed to, what came since, the table, and what can be done to those selected.
class LetterListView final : public QWidget {
  Q_OBJECT
 public:
  /// Both outlive it.
  LetterListView(DeadLetterListModel& model, DeadLetterFeed& feed, QWidget* parent = nullptr);

  std::vector<model::DeliveryId> selected() const;
  /// Of those selected: the ones that have somewhere to go.
  std::vector<model::DeliveryId> selectedWithWebhook() const;
  /// Empty reasons: it may be done.
  void setReasons(const QString& noRetry, const QString& noPurge);
  void focusFilter();
  widgets::DataTable& table() { return *table_; }

 signals:
  void letterChosen(const hookline::client::DeadLetter& letter);
  void opened(const hookline::client::DeadLetter& letter);
  void retryWanted();
  void purgeWanted();

 private:
  void build();
  void listen();
  void narrow();
  void refreshButtons();
  void refreshFresh();
  void chooseCurrent();
  void keepPlace(int first, int last);
  void fillUp();

  static constexpr int kTypingMs = 250;

  DeadLetterListModel& model_;
  DeadLetterFeed& feed_;
  QLabel* title_;
  QLineEdit* search_;
  QPushButton* fresh_;
  QPushButton* retry_;
  QPushButton* purge_;
  widgets::DataTable* table_;
  QTimer typing_;
  QString noRetry_, noPurge_;
  int removedAbove_ = 0;
};

}  // namespace hookline::dead_letters_page
