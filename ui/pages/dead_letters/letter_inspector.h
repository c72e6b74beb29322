#pragma once
#include <QWidget>

#include "client/client.h"

class QLabel;
class QPushButton;

namespace hookline::widgets {
class CodeView;
class FactGrid;
}  // namespace hookline::widgets

namespace hookline::dead_letters_page {

/// One dead letter: why it did not arrive, what helps, the last attempt and the body. It stands still: what is shown is what was read
/// when it was opened. Thread: the GUI thread.
class LetterInspector final : public QWidget {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit LetterInspector(client::Client& client, QWidget* parent = nullptr);

  void show(const client::DeadLetter& letter);
  std::optional<model::DeliveryId> shown() const { return shown_; }
  QPushButton& retryButton() { return *retry_; }
  QPushButton& purgeButton() { return *purge_; }
  QPushButton& openButton() { return *open_; }

 private:
  void build();
  void showDetail(const client::DeliveryDetail& detail);
  void showAttempt(const client::Attempt& attempt);

  client::Client& client_;
  std::optional<model::DeliveryId> shown_;
  QLabel* cause_;
  QLabel* route_;
  QLabel* help_;
  QPushButton* retry_;
  QPushButton* purge_;
  QPushButton* open_;
  widgets::FactGrid* facts_;
  QLabel* attemptTitle_;
  widgets::FactGrid* attempt_;
  QLabel* twice_;
  QLabel* answerTitle_;
  widgets::CodeView* answer_;
  QLabel* bodyTitle_;
  widgets::CodeView* body_;
  QLabel* problem_;
};

}  // namespace hookline::dead_letters_page
