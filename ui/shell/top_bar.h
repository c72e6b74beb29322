#pragma once
#include <QFrame>

#include "shell/connection_choice.h"

class QPushButton;

namespace hookline::widgets {
class ElidedLabel;
}

namespace hookline::shell {

class ConnectionButton;
class SearchButton;

/// The head of the window: a stripe in the connection's colour, which connection and as whom, the search, the one thing to send.
class TopBar final : public QFrame {
  Q_OBJECT
 public:
  explicit TopBar(QWidget* parent = nullptr);

  void setChoice(const ConnectionChoice& choice);
  /// "owner · receiving at 127.0.0.1:8787"
  void setIdentity(const QString& words);
  void setSendShown(bool shown);
  ConnectionButton& connection() { return *connection_; }

 signals:
  void connectionWanted();
  void searchWanted();
  void sendWanted();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ConnectionColour colour_ = ConnectionColour::kGreen;
  ConnectionButton* connection_;
  widgets::ElidedLabel* identity_;
  SearchButton* search_;
  QPushButton* send_;
};

}  // namespace hookline::shell
