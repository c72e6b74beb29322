#pragma once
#include <QFrame>
#include <optional>

#include "client/client.h"

class QLabel;

namespace hookline::shell {

/// The foot of the window: how fast it delivers, what waits, what is kept, whether the machine is online.
class StatusLine final : public QFrame {
  Q_OBJECT
 public:
  explicit StatusLine(QWidget* parent = nullptr);

  void setState(const client::ChannelState& state);
  void setStatus(const client::Status& status);
  /// Nothing is known of the core.
  void forget();

 private:
  void show();
  void showFigures();

  QLabel* dot_;
  QLabel* rate_;
  QLabel* waiting_;
  QLabel* kept_;
  QLabel* online_;
  client::ChannelState::Kind kind_ = client::ChannelState::Kind::kConnecting;
  std::optional<client::Status> status_;
};

}  // namespace hookline::shell
