#pragma once
#include "client/client.h"
#include "dead_letters_page/job_words.h"
#include "widgets/card.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace hookline::dead_letters_page {

/// One job: how far it is, what came of it, and what can be done with it.
class JobCard final : public widgets::Card {
  Q_OBJECT
 public:
  explicit JobCard(QWidget* parent = nullptr);

  /// `whyNot`: why it cannot be paused, resumed, cancelled and undone; empty: it can.
  void show(const client::Job& job, const WebhookNames& names, const QString& whyNot);
  const client::Job& job() const { return job_; }

 signals:
  void pauseWished(const hookline::client::Job& job);
  void resumeWished(const hookline::client::Job& job);
  void cancelWished(const hookline::client::Job& job);
  void undoWished(const hookline::client::Job& job);
  void failuresWished(const hookline::client::Job& job);

 private:
  client::Job job_;
  QLabel* state_;
  QProgressBar* bar_;
  QLabel* figures_;
  QLabel* reason_;
  QPushButton* pause_;
  QPushButton* resume_;
  QPushButton* cancel_;
  QPushButton* undo_;
  QPushButton* failures_;
};

}  // namespace hookline::dead_letters_page
